"""kg draft: what it writes, what it tells to look at, and what it asks for."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal
from rdflib.namespace import DCTERMS, RDF, SKOS

from kg import pipeline, resources
from kg.errors import UsageError
from kg.namespaces import BASE, EDTF, INSP
from kg.submissions import Told

Run = Callable[..., tuple[str, str]]
SLUG = "2010-local-immigration-teams"
DOCUMENT, INSPECTION = BASE["document/plain"], BASE["inspection/plain"]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A response of which nobody has told anything."""
    return Path(shutil.copy(resources.responses() / f"{SLUG}.txt", tmp_path / "plain.txt"))


def test_what_to_look_at_is_told_beside_the_answer(kg: Run, plain: Path) -> None:
    out, err = kg("draft", "plain.txt", "--all")
    assert len(Dataset().parse(data=out, format="trig")) > 300
    head = "plain.txt: please look at this.\n  {} (1)\n    line 19    “scheduled for 30 November”\n"
    assert err.startswith(head.format("no date could be worked out"))  # nobody knows the year
    assert "\n  owner not found (3)\n    line 19    “A revised set of measures" in err
    assert "\n    --published " in err
    assert "--publisher" not in err  # the text names it
    told = kg("draft", "plain.txt", "--all", "--published", "2010-11")[1]
    assert told.startswith(head.format("year inferred"))


def test_only_the_first_of_many_are_shown(kg: Run) -> None:
    source = resources.responses() / "2016-intelligence-functions.txt"
    _, err = kg("draft", source)
    assert "\n    … and 16 more (--all lists them)\n" in err
    assert "\n  conditional words (2)\n" in err
    assert err.count("“") == 7
    assert kg("draft", source, "--all")[1].count("“") == 23


def test_what_is_told_goes_into_the_graph(kg: Run, plain: Path) -> None:
    told = {"title": "T", "publisher": "Ministry of Tea", "published": "March 2017", "licence": "OGL-UK-3.0"}
    told |= {"report": "R", "period": "2016-01/2016-05", "inspector": "Tea Taster"}
    _, err = kg("draft", "plain.txt", "-o", "plain.ttl", *(w for k, v in told.items() for w in (f"--{k}", v)))
    graph = Graph().parse("plain.ttl")
    assert str(graph.value(DOCUMENT, DCTERMS.title)) == "T"
    assert graph.value(DOCUMENT, INSP.published) == Literal("2017-03", datatype=EDTF)
    assert str(graph.value(graph.value(DOCUMENT, INSP.respondsTo), DCTERMS.title)) == "R"
    assert graph.value(INSPECTION, INSP.period) == Literal("2016-01/2016-05", datatype=EDTF)
    inspector = graph.value(INSPECTION, INSP.inspectedBy)
    assert str(graph.value(inspector, SKOS.prefLabel)) == "Tea Taster"
    assert "what the document does not tell" not in err
    known = pipeline.draft(plain, Told(inspector="Home Office"))
    assert (INSPECTION, INSP.inspectedBy, BASE["organisation/home-office"]) in next(iter(known.values()))


def test_what_is_missing_is_asked_for_in_a_terminal(kg: Run, plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = "no date\n2010-11-05\n\n\n"
    terminal = io.StringIO(answers)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    out, err = kg("draft", "plain.txt", "--ask")
    assert "this is no date" in err
    graph = Dataset(default_union=True).parse(data=out, format="trig")
    assert graph.value(DOCUMENT, INSP.published) == Literal("2010-11-05", datatype=EDTF)
    assert graph.value(DOCUMENT, DCTERMS.license) is None
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))  # a pipe is not asked
    assert "this is no date" not in kg("draft", "plain.txt", "--ask")[1]


def test_a_workbook_is_drafted_and_submitted(kg: Run, own_folder: Path) -> None:
    source = resources.responses() / f"{SLUG}.txt"
    out, _ = kg("draft", source, "-o", "d.xlsx")
    assert out == "Wrote d.xlsx. Next: edit it, then kg validate d.xlsx, then kg submit d.xlsx.\n"
    assert kg("draft", "d.xlsx", "-o", "d.nq")[0].startswith("Wrote d.nq. Next: kg validate")
    assert kg("submit", "d.xlsx")[0].startswith(f"Stored {SLUG}: nothing has changed.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["plain.txt", "-o", "x.doc"], "x.doc: the ending .doc does not tell the format; expected "),
        (["plain.txt", "-o", "x"], "x: a name without ending does not tell the format"),
        (["plain.txt", "--published", "31/02/2020"], "--published: '31/02/2020' is no date; expected EDTF"),
        ([".", "-o", "x.xlsx"], "a .xlsx file holds one document, and here are 2; draft them one by one"),
        ([".", "--title", "x"], "what is told holds for one document; name one file"),
        (["x.ttl", "--title", "x"], "x.ttl: titles, dates and the like are told of documents; edit the file"),
        (["plain.txt", "-o", "nosuch/x.xlsx"], "x.xlsx: the file cannot be written"),
    ],
)
def test_wrong_calls(words: list[str], told: str, kg: Run, plain: Path) -> None:
    shutil.copy(plain, "second.txt")
    out, err = kg("draft", *words, exits=2)
    assert out == ""
    assert told in err
    assert sorted(path.name for path in Path().iterdir()) == ["plain.txt", "second.txt"]


def test_nothing_is_said_where_nothing_is_odd(kg: Run, tmp_path: Path) -> None:
    graph = Graph()
    for triple in next(iter(pipeline.draft(resources.responses() / f"{SLUG}.txt").values())):
        graph.add(triple)
    for node in set(graph.subjects(RDF.type, INSP.Commitment)):
        graph.set((node, INSP.owner, BASE["organisation/home-office"]))
        graph.remove((node, INSP.dueYearInferred, None))
    graph.set((BASE[f"inspection/{SLUG}"], INSP.period, Literal("2010-01/2010-05", datatype=EDTF)))
    graph.serialize(tmp_path / "x.ttl")
    assert kg("draft", "x.ttl", "-o", "y.nt")[1] == ""


PARTS = """The Home Office response

Recommendation 2
The Home Office should:
a) mend the gate; and
b) hire a guard.

{}

The Home Office will mend the gate by May 2026. No guard is needed.
"""


@pytest.mark.parametrize(
    ("line", "told"), [("2a: Accepted. 2b: Rejected.", False), ("Our answer follows.", True)], ids=["all", "none"]
)
def test_a_stem_whose_parts_all_have_positions_is_not_to_be_looked_at(
    line: str, told: bool, kg: Run, tmp_path: Path
) -> None:
    (tmp_path / "parts.txt").write_text(PARTS.format(line), encoding="utf-8")
    assert ("position not stated" in kg("draft", "parts.txt", "--all")[1]) is told


def test_a_told_date_must_be_one_for_python_too(plain: Path) -> None:
    with pytest.raises(UsageError, match="--period: 'soon' is no date"):
        pipeline.draft(plain, Told(period="soon"))
