"""kg draft --follows-up: from a document to claims and assessments that are stored, edited and asked for."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rdflib import Graph
from rdflib.namespace import RDF

from kg import explore, pipeline
from kg.errors import DataError, UsageError
from kg.interface import Store
from kg.namespaces import BASE, INSP
from kg.store import open_store

Run = Callable[..., tuple[str, str]]

FOLDER = Path(__file__).parent.parent / "cases" / "followups"
EARLIER, SLUG = "2022-chief-caseworker-unit", "reinspection-findings"
FILE = FOLDER / f"{SLUG}.txt"


def rows(kg: Run, *words: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg("query", *words, "--format", "csv")[0])))


@pytest.fixture
def graph(five: Store) -> Graph:
    """The draft of the re-inspection."""
    (made,) = pipeline.draft(FILE, None, [pipeline.earlier(five, EARLIER)]).values()
    return made


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".ttl", ".trig", ".jsonld", ".nq"])
def test_every_form_holds_the_same(graph: Graph, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"draft{ending}"
    pipeline.save({BASE[f"graph/response/{SLUG}"]: graph}, path)
    (back,) = pipeline.submission(path).values()
    assert {*back} == {*graph}


def test_from_the_document_to_the_questions(kg: Run, own_folder: Path) -> None:
    at = ("--store", own_folder)
    _, told = kg("draft", FILE, "--follows-up", EARLIER, *at, "-o", "draft.xlsx", "--period", "2024-03/2024-05")
    assert "--licence" in told
    assert "--report" not in told
    assert ": Conforms" in kg("validate", "draft.xlsx", *at)[0]
    assert f"Stored {SLUG}: " in kg("submit", "draft.xlsx", *at)[0]

    status = rows(kg, "status-of-recommendations", "--param", f"report={EARLIER}", *at)
    assert [(row["number"], row["found"], row["claimed"], row["claimDate"]) for row in status] == [
        ("1", "closed", "closed", "2024-02"),
        ("2", "open", "completed", "2024-02"),
        ("3", "closed", "completed", "2024-02"),
        ("4", "open", "in progress", "2024-02"),
        ("5", "overtaken", "", ""),
        ("6", "closed by other means", "", ""),
    ]
    found = rows(kg, "claimed-complete-found-not", *at)
    claims = [(row["number"], row["source"], row["line"]) for row in found if row["claimOf"] == "recommendation"]
    assert claims == [("2", f"{SLUG}.txt", "45")]
    assert {row["assessedOn"] for row in found} == {"2024-03/2024-05"}
    store = open_store(own_folder)
    assert explore.about(store)["counts"]["reports"] == 5  # answered ones: nothing of the re-inspection was
    store.close()


def test_a_letter_answers_the_earlier_report(kg: Run, own_folder: Path) -> None:
    at = ("--store", own_folder)
    kg("draft", FOLDER / "update-letter.txt", "--follows-up", EARLIER, *at, "-o", "letter.ttl")
    assert "# What is said of earlier recommendations" in Path("letter.ttl").read_text(encoding="utf-8")
    assert "Stored update-letter: " in kg("submit", "letter.ttl", *at)[0]
    told = rows(kg, "status-of-recommendations", "--param", f"report={EARLIER}", *at)
    assert [(row["number"], row["found"], row["claimed"], row["claimDate"]) for row in told] == [
        ("1", "", "completed", "2023-06-30"),
        ("2", "", "completed", "2023-06-30"),
        ("3", "", "in progress", "2023-06-30"),
        ("5", "", "closed", "2023-05"),
        ("6", "", "superseded", "2023-06-30"),
    ]


def test_what_cannot_be_linked_is_listed(kg: Run, five_folder: Path) -> None:
    _, told = kg(
        "draft", FOLDER / "update-letter.txt", "--follows-up", EARLIER, "--store", five_folder, "-o", "letter.ttl"
    )
    assert (
        f"no state is told of recommendation 4 of {EARLIER} (1)\n    line 24    “Recommendation 4 – we have not" in told
    )
    assert f"there is no recommendation 8 in {EARLIER} (1)\n    line 32    “Recommendation 8 – complete." in told


def test_two_reports_at_once(kg: Run, five_folder: Path) -> None:
    both = ("--follows-up", "2010-local-immigration-teams", "--follows-up", "2016-intelligence-functions")
    kg("draft", FOLDER / "two-reports.txt", *both, "--store", five_folder, "-o", "two.ttl")
    about = {str(node).split("/")[-2] for node in Graph().parse("two.ttl").objects(None, INSP.claimOf)}
    assert about == {"2010-local-immigration-teams", "2016-intelligence-functions"}


def test_an_edited_workbook_is_read_back(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    pipeline.save({BASE[f"graph/response/{SLUG}"]: graph}, path)
    book = load_workbook(path)
    claims, assessments = book["Claims"], book["Assessments"]
    assert [cell.value for cell in claims[1]][:5] == ["recommendation", "state", "delivery", "as of", "text"]
    assert claims["A2"].value == f"{EARLIER}/1"
    claims["B2"], claims["C2"], claims["D2"] = "open", "in progress", "March 2024"
    assessments.delete_rows(2)
    assessments.append([f"{EARLIER}/4", "superseded", "2024-05", "Recommendation 4 remains open.", *[None] * 2])
    assessments.cell(assessments.max_row, 6).value = "Recommendation 4 remains open."
    book.save(path)

    (after,) = pipeline.submission(path).values()
    claim, gone, new = (BASE[f"{name}/{SLUG}/{n}"] for name, n in (("claim", 1), ("assessment", 1), ("assessment", 7)))
    assert (claim, INSP.state, INSP.open) in after
    assert (claim, INSP.delivery, INSP.inProgress) in after
    assert str(after.value(claim, INSP.asOf)) == "2024-03"
    assert (gone, None, None) not in after
    assert (new, RDF.type, INSP.Assessment) in after
    assert (new, INSP.assesses, BASE[f"recommendation/{EARLIER}/4"]) in after
    assert (new, INSP.assessedIn, BASE[f"report/{SLUG}"]) in after
    assert (new, INSP.hasSpan, None) in after


def test_a_cell_that_names_no_recommendation(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    pipeline.save({BASE[f"graph/response/{SLUG}"]: graph}, path)
    book = load_workbook(path)
    book["Claims"]["A2"] = "the first one"
    book.save(path)
    with pytest.raises(
        DataError, match=r"Claims!A2: 'the first one' is no earlier recommendation; write REPORT/NUMBER"
    ):
        pipeline.submission(path)


def test_a_sheet_of_claims_that_is_gone_is_missed(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    pipeline.save({BASE[f"graph/response/{SLUG}"]: graph}, path)
    book = load_workbook(path)
    del book["Claims"]
    book.save(path)
    with pytest.raises(DataError, match="Claims: the sheet is missing"):
        pipeline.submission(path)


def test_the_option_is_told_of_where_it_would_help(kg: Run) -> None:
    _, told = kg("draft", FOLDER / "status-table.html", "-o", "draft.ttl")
    assert "kg draft status-table.html --follows-up REPORT" in told
    _, told = kg("draft", FOLDER / "own-words.txt", "-o", "own.ttl", exits=1)
    assert "kg draft own-words.txt --follows-up REPORT" in told


def test_the_option_is_for_documents_and_reports_that_are_there(kg: Run, five_folder: Path) -> None:
    at = ("--store", five_folder)
    _, told = kg("draft", FILE, "--follows-up", "nothing", *at, exits=2)
    assert "nothing: the store holds no recommendations of this report" in told
    shutil.copy(FILE, "copy.txt")
    kg("draft", "copy.txt", "--follows-up", EARLIER, *at, "-o", "copy.ttl")
    _, told = kg("draft", "copy.ttl", "--follows-up", EARLIER, *at, exits=2)
    assert "only a document follows up a report" in told


def test_a_report_keeps_its_parts(five_folder: Path) -> None:
    store = open_store(five_folder, read_only=True)
    try:
        report = pipeline.earlier(store, "2024-competent-authority")
    finally:
        store.close()
    assert report.texts["5.e.ii"].startswith("Consider whether external stakeholders")
    assert report.period == "2024-01/2024-06"
    with pytest.raises(UsageError, match="one document"):
        pipeline.draft(FOLDER, None, [report])
