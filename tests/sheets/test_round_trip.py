"""Tables of a draft: unchanged they give the same graph, an edited cell changes its fact, bad cells are told."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS, XSD

from kg import pipeline, resources
from kg.errors import DataError, UsageError
from kg.namespaces import BASE, EDTF, INSP, OA, response_graph
from kg.sheets import guard
from kg.sheets.tables import COLUMNS

SLUG = "2010-local-immigration-teams"
SOURCE = resources.responses() / f"{SLUG}.txt"
DOCUMENT = BASE[f"document/{SLUG}"]
Edit = Callable[[Any], None]


def only(graphs: Any) -> Graph:
    (graph,) = graphs.values()
    return graph  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def drafted() -> Graph:
    return only(pipeline.draft(SOURCE))


@pytest.fixture(scope="module")
def book(drafted: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "draft.xlsx"
    pipeline.save({BASE["g"]: drafted}, path)
    return path


@pytest.fixture
def after(book: Path, tmp_path: Path) -> Callable[[Edit], Graph]:
    """The graph of the workbook after an edit."""

    def call(edit: Edit) -> Graph:
        path = tmp_path / "edited.xlsx"
        opened = load_workbook(book)
        edit(opened)
        opened.save(path)
        return only(pipeline.submission(path))

    return call


@pytest.fixture
def told(after: Callable[[Edit], Graph]) -> Callable[[Edit], str]:
    """The error that an edit gets."""

    def call(edit: Edit) -> str:
        with pytest.raises(DataError) as caught:
            after(edit)
        return str(caught.value)

    return call


def at(sheet: str, column: str) -> int:
    return [c.name for c in COLUMNS[sheet]].index(column) + 1


def put(sheet: str, row: int, **cells: object) -> Edit:
    """An edit of one row; words_of_the_date stands for "words of the date"."""

    def edit(opened: Any) -> None:
        for name, value in cells.items():
            opened[sheet].cell(row, at(sheet, name.replace("_", " "))).value = value

    return edit


def both(*edits: Edit) -> Edit:
    return lambda opened: [edit(opened) for edit in edits] and None


def commitment(number: str) -> URIRef:
    return BASE[f"commitment/{SLUG}/{number}"]


def differ(before: Graph, now: Graph) -> tuple[set[Any], set[Any]]:
    """What was taken out and what was added: predicate and value."""
    return {t[1:] for t in set(before) - set(now)}, {t[1:] for t in set(now) - set(before)}


# ---------------------------------------------------------------- unchanged


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".ttl", ".jsonld", ".nq", ".trig"])
def test_what_is_not_edited_is_the_same_graph(ending: str, drafted: Graph, tmp_path: Path) -> None:
    path = tmp_path / f"any{ending}"
    pipeline.save({response_graph(SLUG): drafted}, path)
    again = pipeline.submission(path)
    assert list(again) == [response_graph(SLUG)]
    assert set(only(again)) == set(drafted)
    assert len(drafted) > 300


def test_a_long_document_comes_back_too(tmp_path: Path) -> None:
    graphs = pipeline.draft(resources.responses() / "2016-intelligence-functions.txt")
    pipeline.save(graphs, tmp_path / "long.xlsx")
    assert set(only(pipeline.submission(tmp_path / "long.xlsx"))) == set(only(graphs))


def test_a_spreadsheet_program_that_saves_it_changes_nothing(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    assert set(after(lambda opened: None)) == set(drafted)


def test_rows_and_columns_may_be_moved(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    def edit(opened: Any) -> None:
        sheet = opened["Commitments"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for i, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
            for j, value in enumerate(reversed(row), start=1):
                sheet.cell(i, j).value = value

    assert set(after(edit)) == set(drafted)


def test_texts_that_look_like_formulas_or_do_not_fit_a_cell_come_back(drafted: Graph, tmp_path: Path) -> None:
    graph = Graph()
    graph += drafted
    for number, text in {"1/1": "=1+1", "1/2": "'-quoted", "2/1": "x" * 40_000, "2/2": "a\x0bb\r\nc\x07"}.items():
        graph.set((commitment(number), INSP.text, Literal(text)))
    for ending in (".xlsx", ".zip"):
        pipeline.save({BASE["g"]: graph}, tmp_path / f"odd{ending}")
        assert set(only(pipeline.submission(tmp_path / f"odd{ending}"))) == set(graph)


# ---------------------------------------------------------------- the workbook


def test_the_workbook_helps_a_person(book: Path) -> None:
    opened = load_workbook(book)
    assert opened.sheetnames == [
        "Read me", "Document", "Recommendations", "Answers", "Commitments", "Look at this", "draft",
    ]  # fmt: skip
    assert opened["draft"].sheet_state == "hidden"
    assert len([row for row in opened["Read me"].iter_rows(min_row=2, values_only=True) if row[0]]) == 5
    sheet = opened["Commitments"]
    assert sheet.freeze_panes == "B2"
    assert sheet["B2"].alignment.wrap_text
    lists = {str(rule.sqref)[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["H"] == '"firm,conditional"'
    assert lists["A"].startswith("Recommendations!")
    first = {c.name: sheet.cell(2, i).value for i, c in enumerate(COLUMNS["Commitments"], start=1)}
    assert first["look at this"] == "year inferred"
    assert (first["line"], first["key"]) == ("19", f"commitment/{SLUG}/1/1")
    assert first["quotation"].startswith("Individual LIT performance becomes")


# ---------------------------------------------------------------- edited cells


def test_an_edited_cell_changes_that_fact(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    gone, new = differ(drafted, after(put("Commitments", 3, firmness="Conditional")))
    assert gone == {(INSP.firmness, INSP.firm)}
    assert new == {(INSP.firmness, INSP.conditional)}


def test_a_date_brings_its_bounds(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    gone, new = differ(drafted, after(put("Commitments", 2, due="2011-02")))
    assert new == {
        (INSP.due, Literal("2011-02", datatype=EDTF)),
        (INSP.dueEarliest, Literal("2011-02-01", datatype=XSD.date)),
        (INSP.dueLatest, Literal("2011-02-28", datatype=XSD.date)),
        (INSP.dueYearInferred, Literal("false", datatype=XSD.boolean)),
    }
    assert len(gone) == 4


def test_dates_as_people_write_them(after: Callable[[Edit], Graph]) -> None:
    written = {
        "1/1": (datetime(2011, 2, 28), "2011-02-28"),
        "1/2": ("28/02/2011", "2011-02-28"),
        "2/1": ("28 February 2011", "2011-02-28"),
        "2/2": ("Feb 2011", "2011-02"),
        "3/1": (2011.0, "2011"),
        "3/2": ("../2011-02", "../2011-02"),
        "3/3": ("2011~", "2011~"),
    }
    now = after(both(*(put("Commitments", row, due=cell) for row, (cell, _) in enumerate(written.values(), start=2))))
    read = {number: str(now.value(commitment(number), INSP.due)) for number in written}
    assert read == {number: value for number, (_, value) in written.items()}
    assert (commitment("3/2"), INSP.dueEarliest, None) not in now  # an open start is no day


def test_a_date_that_is_taken_out_takes_its_evidence(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    now = after(put("Commitments", 2, due=None, words_of_the_date=None))
    promise = commitment("1/1")
    assert not [p for p in now.predicates(promise) if str(p).startswith(str(INSP.due))]
    assert now.value(promise, INSP.timing) == INSP.noDeadlineStated
    span = drafted.value(promise, INSP.dueEvidence)
    assert (span, None, None) in drafted
    assert (span, None, None) not in now
    vague = after(put("Commitments", 2, due=None))
    assert vague.value(promise, INSP.timing) == INSP.cannotBeKnown


def test_a_date_of_its_own_words_is_quoted(after: Callable[[Edit], Graph]) -> None:
    now = after(put("Commitments", 3, due="2011-04", words_of_the_date="April 2011 onwards"))
    span = now.value(commitment("1/2"), INSP.dueEvidence)
    assert [str(w) for s in now.objects(span, OA.hasSelector) for w in now.objects(s, OA.exact)] == [
        "April 2011 onwards"
    ]
    unquoted = after(put("Commitments", 3, due="2011-04", words_of_the_date="one day"))
    assert unquoted.value(commitment("1/2"), INSP.dueEvidence) is None


def test_owners_are_named(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    now = after(put("Commitments", 2, owner="Home Office; The Tea Club"))
    club = BASE["team/the-tea-club"]
    assert set(now.objects(commitment("1/1"), INSP.owner)) == {BASE["organisation/home-office"], club}
    assert (club, RDF.type, INSP.Team) in now
    assert (commitment("1/1"), INSP.ownerEvidence, None) in drafted
    assert (commitment("1/1"), INSP.ownerEvidence, None) not in now
    by_key = after(put("Commitments", 2, owner="team/border-force"))
    assert set(by_key.objects(commitment("1/1"), INSP.owner)) == {BASE["team/border-force"]}


def test_a_position_holds_for_its_recommendation(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    gone, new = differ(drafted, after(put("Answers", 2, position="rejected")))
    assert gone == {(p, INSP.accepted) for p in (INSP.acceptance, INSP.effectiveAcceptance)}
    assert new == {(p, INSP.rejected) for p in (INSP.acceptance, INSP.effectiveAcceptance)}


def test_particulars_of_the_document(after: Callable[[Edit], Graph]) -> None:
    now = after(both(put("Document", 3, value="Ministry of Tea"), put("Document", 4, value="2010-11")))
    ministry = BASE["organisation/ministry-of-tea"]
    assert set(now.objects(DOCUMENT, DCTERMS.publisher)) == {ministry}
    assert (ministry, RDF.type, ORG.FormalOrganization) in now
    assert str(now.value(DOCUMENT, INSP.published)) == "2010-11"


# ---------------------------------------------------------------- rows


def test_a_row_that_is_deleted_takes_its_thing_out(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    now = after(lambda opened: opened["Commitments"].delete_rows(3))
    assert (commitment("1/2"), None, None) not in now
    assert set(now) < set(drafted)
    assert {s for s, _, _ in set(drafted) - set(now)} > {commitment("1/2")}  # with the span that it alone had


def new_row(row: int = 20, **cells: object) -> Edit:
    return put(
        "Commitments",
        row,
        **{"recommendation": "1", "text": "More tea", "delivery": "planned", "firmness": "firm"} | cells,
    )


def test_a_new_row_gets_the_next_iri_and_no_invented_place(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    now = after(both(new_row(20), new_row(21, due="2012")))
    made = commitment("1/3")
    assert set(drafted) < set(now)
    assert now.value(made, INSP.promisedIn) == BASE[f"response/{SLUG}/1/uk-border-agency"]
    assert now.value(made, INSP.timing) == INSP.noDeadlineStated
    assert (made, INSP.hasSpan, None) not in now
    assert "Added by hand" in str(now.value(made, SKOS.editorialNote))
    assert now.value(commitment("1/4"), INSP.timing) == INSP.dated


def test_the_shapes_tell_what_has_no_quotation(
    after: Callable[[Edit], Graph], tmp_path: Path, kg: Callable[..., tuple[str, str]]
) -> None:
    after(new_row())
    out, _ = kg("validate", tmp_path / "edited.xlsx", exits=1)
    assert "VIOLATION: This commitment does not say where in the source document its words stand." in out
    assert out.count("VIOLATION") == 1


def test_a_quotation_is_found_where_it_stands(after: Callable[[Edit], Graph], drafted: Graph) -> None:
    words = "standing agenda item on\n the North West"
    now = after(new_row(quotation=words))
    (span,) = now.objects(commitment("1/3"), INSP.hasSpan)
    start, end = map(int, str(span).rsplit("/", 1)[-1].split("-"))
    text = SOURCE.read_text(encoding="utf-8")
    assert text[start:end] == " ".join(words.split())
    assert int(str(now.value(span, INSP.line))) == text.count("\n", 0, start) + 1
    assert (commitment("1/3"), SKOS.editorialNote, None) not in now


def test_new_recommendations_with_their_answers(after: Callable[[Edit], Graph]) -> None:
    now = after(
        both(
            put("Recommendations", 9, number="4", text="Drink tea"),
            put("Recommendations", 10, number="4.a", text="Green", part_of="4"),
            put("Answers", 9, recommendation="4", body="UK Border Agency", position="partially accepted"),
            new_row(recommendation="4.a"),
        )
    )
    part = BASE[f"recommendation/{SLUG}/4.a"]
    assert now.value(part, INSP.directPartOf) == BASE[f"recommendation/{SLUG}/4"]
    assert now.value(part, INSP.madeIn) == BASE[f"report/{SLUG}"]
    assert now.value(part, INSP.effectiveAcceptance) == INSP.partiallyAccepted
    assert now.value(commitment("4.a/1"), INSP.promisedIn) == BASE[f"response/{SLUG}/4/uk-border-agency"]


# ---------------------------------------------------------------- what is refused


def test_all_bad_cells_are_told_at_once(told: Callable[[Edit], str]) -> None:
    words = told(
        both(
            put("Commitments", 2, due="31/02/2025", firmness="soft", line="7"),
            put("Commitments", 3, text=None, recommendation="99"),
            put("Recommendations", 2, number="7", position="rejected"),
            put("Document", 10, value="f" * 64),
        )
    )
    assert "edited.xlsx: 8 places to mend, and nothing is read until then.\n" in words
    for line in (
        "Commitments!D2: '31/02/2025' is no date; write 2025-02-28 or 2025-02",
        "Commitments!H2: 'soft' cannot be chosen here; write firm, conditional",
        "Commitments!L2: 'line' is told by the document and cannot be changed; put '19' back",
        "Commitments!B3: 'text' must not be empty",
        "Commitments!A3: there is no '99' in the sheet Recommendations",
        "Recommendations!A2: 'number' cannot be changed: it is part of the key; take the row out and add a new one",
        "Recommendations!E2: 'position' is told by the document and cannot be changed; put 'accepted' back; "
        "it follows from the sheet Answers",
        "Document!B10: 'SHA-256' is told by the document and cannot be changed",
    ):
        assert f"\n  {line}" in words


def test_twenty_are_shown(told: Callable[[Edit], str]) -> None:
    words = told(both(*(new_row(row, firmness="soft") for row in range(20, 45))))
    assert words.count("'soft'") == 20
    assert "… and 5 more" in words


READING = both(
    put("Commitments", 2, due="=DATE(2025,1,1)"),
    put("Commitments", 4, due="#REF!"),
    lambda opened: opened["Commitments"].cell(3, 20, "note") and None,
    lambda opened: opened["Recommendations"].cell(1, 20, "notes") and None,
    lambda opened: opened["Document"].cell(1, 2, "what") and None,
    lambda opened: opened["Answers"].delete_rows(1, 99),
)
ROWS = both(
    put("Commitments", 3, key=f"commitment/{SLUG}/1/1"),
    put("Commitments", 4, key="x"),
    new_row(20, quotation="no such words"),
    new_row(21, quotation="the"),
    new_row(22, recommendation=None),
    new_row(23, look_at_this="why"),
    put("Recommendations", 9, number="1", text="x"),
    put("Document", 12, what="title", value="x"),
    put("Document", 13, what="colour", value="x"),
)
GONE = both(
    lambda opened: opened["Recommendations"].delete_rows(2),
    lambda opened: opened["Answers"].delete_rows(2),
    lambda opened: opened["Document"].delete_rows(3),
)


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (
            READING,
            (
                "Commitments!D2: this is a formula; write its value",
                "Commitments!D4: the cell holds the error #REF!",
                "Commitments!T3: 'note' stands outside the columns",
                "Recommendations!T1: 'notes' is no column of this sheet",
                "Document!B1: 'what' stands there twice",
                "Document: the column 'value' is missing; put it back",
                "Answers: the sheet is empty; keep its heading",
            ),
        ),
        (
            ROWS,
            (
                "Commitments!M3: this key stands in row 2 too",
                "Commitments!M4: no row had the key 'x'",
                "Commitments!K20: these words do not stand in what the draft quotes",
                "Commitments!K21: these words stand ",
                "Commitments!A22: '' is no number",
                "Commitments!J23: 'look at this' is told by the document and cannot be changed; leave it empty",
                "Recommendations!A9: there is a row for recommendation/",
                "Document: the row 'title' stands there twice",
                "Document!A13: 'colour' is no row of this sheet",
            ),
        ),
        (
            GONE,
            (
                "Commitments!A2: '1' was taken out; take this row out too",
                "Commitments!I2: '1/uk-border-agency' was taken out",
                "Document: the row 'publisher' is missing; put it back",
            ),
        ),
        (
            both(put("Recommendations", 9, number="4", text="x"), new_row(recommendation="4")),
            ("Commitments!I20: nothing answers this; add a row to Answers",),
        ),
        (lambda opened: opened.remove(opened["draft"]), ("the draft that the tables belong to is missing",)),
        (lambda opened: opened["draft"].cell(2, 1, "x"), ("the draft that the tables belong to is missing",)),
        (lambda opened: opened.remove(opened["Answers"]), ("Answers: the sheet is missing; put it back",)),
    ],
)
def test_no_edit_is_lost(edit: Edit, lines: tuple[str, ...], told: Callable[[Edit], str]) -> None:
    words = told(edit)
    assert [line for line in lines if line not in words] == []


def test_the_answer_must_be_named_where_several_bodies_answer(told: Callable[[Edit], str]) -> None:
    more = put("Answers", 9, recommendation="1", body="Home Office", position="accepted")
    assert "Commitments!I20: write which answer promises this: 1/home-office, 1/uk-border-agency" in told(
        both(more, new_row())
    )


def test_a_text_that_is_too_long_for_a_cell_cannot_be_edited(drafted: Graph, tmp_path: Path) -> None:
    graph = Graph()
    graph += drafted
    graph.set((commitment("1/1"), INSP.text, Literal("x" * 40_000)))
    pipeline.save({BASE["g"]: graph}, tmp_path / "long.xlsx")
    opened = load_workbook(tmp_path / "long.xlsx")
    opened["Commitments"].cell(2, 2, "short")
    opened.save(tmp_path / "long.xlsx")
    with pytest.raises(DataError, match="Commitments!B2: the text is too long for a cell"):
        pipeline.submission(tmp_path / "long.xlsx")


def packed(path: Path, parts: Iterable[tuple[str, bytes]], base: Path | None = None) -> Path:
    if base:
        shutil.copy(base, path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("xl/vbaProject.bin", b"x", "the file holds macros or other files"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "the file has links to other files"),
        ("xl/bomb.xml", b"0" * (9 * 2**20), "the file unpacks to 9 MB in "),
        ("xl/entities.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "xl/entities.xml declares entities"),
    ],
)
def test_what_a_table_must_not_bring(
    name: str, data: bytes, words: str, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_MOST_BYTES", 8 * 2**20)
    with pytest.raises(DataError, match=words):
        pipeline.submission(packed(tmp_path / "bad.xlsx", [(name, data)], book))


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="damaged, or not what its ending says; expected a workbook") as told:
        pipeline.submission(tmp_path / "text.xlsx")
    assert told.value.where == str(tmp_path / "text.xlsx")
    with pytest.raises(DataError, match="the workbook is damaged"):
        pipeline.submission(packed(tmp_path / "other.xlsx", [("a.txt", b"")]))
    with pytest.raises(UsageError, match="there is no such file"):
        pipeline.submission(tmp_path / "nosuch.xlsx")
    (tmp_path / "folder.zip").mkdir()
    with pytest.raises(UsageError, match="there is no such file"):
        pipeline.submission(tmp_path / "folder.zip")
    for name, mend in {"a.xlsm": "without macros", "a.csv": "back into their .zip"}.items():
        with pytest.raises(UsageError, match=mend):
            pipeline.submission(tmp_path / name)


# ---------------------------------------------------------------- CSV


def test_tables_as_csv_are_edited_alike(drafted: Graph, tmp_path: Path) -> None:
    pipeline.save({BASE["g"]: drafted}, tmp_path / "draft.zip")
    parts = unpacked(tmp_path / "draft.zip")
    assert parts.keys() >= {"read-me.csv", "document.csv", "commitments.csv", "draft.nt"}
    rows = list(csv.reader(io.StringIO(parts["commitments.csv"].decode("utf-8-sig"), newline="")))
    rows[2][7] = "conditional"
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";").writerows(rows)  # as a spreadsheet on the continent saves it
    parts["commitments.csv"] = made.getvalue().encode()
    path = packed(tmp_path / "edited.zip", [(f"a folder/{name}", data) for name, data in parts.items()])
    gone, new = differ(drafted, only(pipeline.submission(path)))
    assert (gone, new) == ({(INSP.firmness, INSP.firm)}, {(INSP.firmness, INSP.conditional)})


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("commitments.csv", None, "Commitments: commitments.csv is missing; put it back"),
        ("draft.nt", None, "the draft that the tables belong to is missing"),
        ("answers.csv", b"\xff\xfe", "the table is not UTF-8"),
        ("answers.csv", b'a,"b\n', "this is no CSV table"),
    ],
)
def test_csv_that_cannot_be_read(name: str, data: bytes | None, words: str, drafted: Graph, tmp_path: Path) -> None:
    pipeline.save({BASE["g"]: drafted}, tmp_path / "draft.zip")
    parts = {**unpacked(tmp_path / "draft.zip"), name: data}
    path = packed(tmp_path / "bad.zip", [(name, data) for name, data in parts.items() if data is not None])
    with pytest.raises(DataError, match=words):
        pipeline.submission(path)


def test_a_damaged_part_is_one_error(book: Path, tmp_path: Path) -> None:
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        part = archive.getinfo("xl/worksheets/sheet3.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    data[at : at + 8] = b"damaged!"
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(data)
    with pytest.raises(DataError, match="damaged"):
        pipeline.submission(bad)


def test_separators_of_lines_in_a_text_come_back_in_csv(drafted: Graph, tmp_path: Path) -> None:
    graph = Graph()
    for subject, predicate, value in drafted:
        same = value
        if predicate == DCTERMS.title:
            same = Literal(f"{value}\u2028second\u0085third")
        graph.add((subject, predicate, same))
    pipeline.save({response_graph(SLUG): graph}, tmp_path / "lines.zip")
    assert set(only(pipeline.submission(tmp_path / "lines.zip"))) == set(graph)


@pytest.mark.parametrize("name", ["d.xlsx", "d.zip", "d.ttl", "d.jsonld"])
def test_a_draft_that_may_have_been_edited_is_written_over_only_when_told(
    name: str, tmp_path: Path, kg: Callable[..., Any]
) -> None:
    file = tmp_path / name
    file.write_bytes(b"the work of a day")
    _, err = kg("draft", SOURCE, "-o", file, exits=2)
    assert "there is such a file already" in err
    assert "--replace" in err
    assert file.read_bytes() == b"the work of a day"
    kg("draft", SOURCE, "-o", file, "--replace")
    assert only(pipeline.submission(file))
