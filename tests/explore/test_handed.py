"""What is handed in, and the form: the same rules as kg validate, kg draft and kg submit."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from kg import explore, reference
from kg.errors import DataError, KgError, SourceError, UsageError
from kg.interface import Store
from kg.namespaces import INSP, SH
from kg.past import events
from kg.resources import responses
from kg.store import open_store
from kg.validate import response_shapes

VISITS = "2024-illegal-working-enforcement"


@pytest.fixture(scope="module")
def turtle() -> str:
    """A draft of one of the five."""
    file = responses() / f"{VISITS}.txt"
    return explore.draft(file.read_bytes(), file.name)["turtle"]


def test_a_document_is_drafted() -> None:
    file = responses() / f"{VISITS}.txt"
    found = explore.draft(file.read_bytes(), file.name)
    assert found["slug"] == VISITS
    graph = Graph().parse(data=found["turtle"], format="turtle")
    assert len(set(graph.subjects(RDF.type, INSP.Commitment))) == 15
    assert [one["name"] for one in found["missing"]] == ["published", "licence"]
    hedged = next(one for one in found["concerns"] if one["kind"] == "conditional words")
    assert "explore whether" in hedged["quotation"]
    assert (
        file.read_text(encoding="utf-8").splitlines()[(hedged["line"] or 0) - 1].startswith("Immigration Enforcement")
    )


def test_a_good_submission_conforms(five: Store, turtle: str) -> None:
    size = five.size()
    found = explore.validate(five, turtle.encode(), "draft.ttl")
    assert found["conforms"] is True
    assert found["verdict"].startswith("Conforms")
    assert "\n".join(found["lines"]) == turtle
    dates = next(one for one in found["quality"] if one["name"] == "commitments with a date")
    assert (dates["good"], dates["of"]) == (13, 15)  # all but two of 4.a and 6 that say nothing of time
    assert five.size() == size


def test_a_finding_names_its_line(five: Store, turtle: str) -> None:
    found = explore.validate(five, turtle.replace("insp:planned", "insp:palnned", 1).encode(), "draft.ttl")
    assert found["conforms"] is False
    first = found["findings"][0]
    assert first["severity"] == "Violation"
    assert first["what"] == "insp:palnned is not a term of the ontology; did you mean insp:planned?"
    assert (first["path"], first["rule"]) == ("insp:delivery", "check:unknown-term")
    line = first["where"]["line"]
    assert line is not None
    assert (
        found["lines"][line - 1].strip()
        == f"<{first['where']['iri'].removeprefix('https://w3id.org/inspection-kg/id/')}>"
    )


def test_a_document_is_validated_as_it_would_be_read(five: Store) -> None:
    file = responses() / "2010-local-immigration-teams.txt"
    found = explore.validate(five, file.read_bytes(), file.name)
    assert found["conforms"] is True
    assert found["lines"][4] == "**THE UK BORDER AGENCY RESPONSE TO"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("x.ttl", b"@prefix a: <b", DataError),
        ("x.ttl", b"", DataError),
        ("x.exe", b"MZ", UsageError),
        ("x.xlsx", b"PK\x03\x04 damaged", DataError),
        ("x.pdf", b"%PDF-1.4 damaged", SourceError),
        ("x.txt", b"nothing is recommended here", SourceError),
        ("x.jsonld", b'{"@context": "https://example.org/", "@id": "x"}', DataError),
        ("", b"x", UsageError),
        ("../x.ttl", b"x", UsageError),
        ("a\nb.ttl", b"x", UsageError),
    ],
)
def test_what_cannot_be_read_is_one_plain_error(five: Store, name: str, content: bytes, error: type[KgError]) -> None:
    for page in (explore.validate, lambda store, body, file: explore.draft(body, file)):
        with pytest.raises(error) as told:
            page(five, content, name)
        assert "/tmp" not in str(told.value)
        assert "Traceback" not in str(told.value)


def test_a_submission_is_stored_with_its_history(own_folder: Path, turtle: str) -> None:
    store = open_store(own_folder)
    before = explore.about(store)["store"]
    changed = turtle.replace('dcterms:title "Response to', 'dcterms:title "The response to')
    assert changed != turtle
    found = explore.post(store, "submit", {"name": "draft.ttl"}, changed.encode(), by="A. Reader")
    assert (found["outcome"], found["report"]["path"]) == ("stored", f"/report/{VISITS}")
    assert found["added"] >= 1
    assert explore.report(store, VISITS)["documentTitle"].startswith("The response to")
    assert events(store, VISITS)[0].who == "A. Reader"
    after = explore.about(store)["store"]
    assert after["dataVersion"] != before["dataVersion"]
    assert after["updated"] == events(store, VISITS)[0].when
    assert {one["number"] for one in found["resembles"]} >= {"4.a", "4.b", "4.c"}
    store.close()


def test_a_bad_submission_is_refused(own_folder: Path, turtle: str) -> None:
    store = open_store(own_folder)
    size = store.size()
    found = explore.submit(
        store, turtle.replace("insp:planned", "insp:palnned", 1).encode(), "draft.ttl", by="A. Reader"
    )
    assert (found["outcome"], found["added"]) == ("refused", 0)
    assert found["validation"]["conforms"] is False
    assert store.size() == size
    store.close()


def test_the_form_asks_what_the_rules_ask(five: Store) -> None:
    found = explore.form(five)
    form = Graph().parse(data=found["shapes"], format="turtle")
    rules = reference.load(tuple(response_shapes()))
    assert [one["label"] for one in found["roots"]] == [
        "Response document",
        "Inspection report",
        "Inspection",
        "Recommendation",
        "Response",
        "Commitment",
        "Claim",
        "Assessment",
    ]
    for root in set(form.subjects(RDF.type, SH.NodeShape)):
        assert form.value(root, SH.targetClass) == rules.value(root, SH.targetClass)
        for field in form.objects(root, SH.property):
            for predicate in (SH.path, SH.datatype, SH["class"], SH.maxCount, SH.name, SH.pattern):
                if (field, predicate, None) in rules:
                    assert form.value(field, predicate) == rules.value(field, predicate)
            assert form.value(field, SH.path) not in (INSP.promisedIn, INSP.hasSpan, INSP.number)
            assert form.value(field, SH.order) is not None


def test_a_position_is_chosen_from_those_there_are(five: Store) -> None:
    found = explore.form(five)
    form = Graph().parse(data=found["shapes"], format="turtle")
    (field,) = form.subjects(SH.path, INSP.acceptance)
    choices = set(form.items(form.value(field, SH["in"])))
    assert choices == {INSP.accepted, INSP.partiallyAccepted, INSP.rejected, INSP.notStated}
    data = Graph().parse(data=found["data"], format="turtle")
    assert (INSP.accepted, None, None) in data


def test_what_a_form_cannot_ask_is_told(five: Store) -> None:
    told = explore.form(five)["checkedOnSubmission"]
    assert any(line.startswith("Place of the commitment in the source") for line in told)
    assert any(line.startswith("Response that promises") for line in told)  # what makes a draft hang together
