"""Issues of texts: evidence adds up, a stem counts less, negative wordings take it away."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from rdflib.namespace import SKOS
from recurrence_worlds import PREFIX

from kg import reference
from kg.interface import Store
from kg.namespaces import INSP, ISSUE_SCHEME, THEME
from kg.recurrence.issues import issues, tagger
from kg.recurrence.tag import STEM, Issue, Tagger
from kg.recurrence.texts import joined
from kg.recurrence.wording import parse

OLD = Issue(
    "old",
    "Guidance is old",
    "",
    (parse("guidance + updat* =0.8"), parse("manual =0.5")),
    (parse("statutory guidance"),),
)
FEW = Issue("few", "Too few staff", "", (parse("recruit* =0.6"),))


@pytest.fixture
def small() -> Tagger:
    return Tagger([OLD, FEW])


def test_evidence_of_different_words_adds_up_and_of_the_same_words_does_not(small: Tagger) -> None:
    (tag,) = small.tags("Update the guidance and the manual.")
    assert tag.issue == "old"
    assert tag.score == pytest.approx(1 - (1 - 0.8) * (1 - 0.5))
    same = Tagger([Issue("old", "", "", (parse("guidance =0.5"), parse("guid* =0.8")))])
    assert same.tags("guidance")[0].score == pytest.approx(0.8)


def test_the_words_that_make_an_issue_are_told(small: Tagger) -> None:
    text = "Recruit people and update the guidance."
    assert [(tag.issue, text[tag.evidence[0].start : tag.evidence[0].end]) for tag in small.tags(text)] == [
        ("old", "update the guidance"),
        ("few", "Recruit"),
    ]


def test_a_part_is_read_with_its_stem_which_counts_less(small: Tagger) -> None:
    (alone,) = small.tags("by May", stem="Recruit people")
    assert alone.score == pytest.approx(0.6 * STEM)
    (across,) = small.tags("for casework", stem="Update all guidance")
    assert across.score == pytest.approx(0.8 * STEM)
    (both,) = small.tags("guidance for casework", stem="Update the")
    assert both.score == pytest.approx(0.8)
    assert joined("Update the", "guidance")[both.evidence[0].start : both.evidence[0].end] == "Update the guidance"


def test_negative_wordings_take_evidence_away(small: Tagger) -> None:
    assert small.tags("Update statutory guidance.") == []
    assert [tag.issue for tag in small.tags("Update statutory guidance and the manual.")] == ["old"]


def test_a_text_without_words_has_no_issue(small: Tagger) -> None:
    assert small.tags("") == small.tags("…") == []


def test_every_issue_of_the_ontology_has_what_a_reader_and_a_tagger_need() -> None:
    data = reference.graph()
    concepts = set(data.subjects(SKOS.inScheme, ISSUE_SCHEME))
    assert len(concepts) == len(issues()) > 35
    for issue in issues():
        node = URIRef(issue.iri)
        assert issue.iri.startswith(str(THEME))
        assert issue.label
        assert (URIRef(issue.theme), SKOS.topConceptOf, None) in data
        assert len(issue.wordings) >= 10
        assert all(data.value(node, name) for name in (SKOS.definition, SKOS.scopeNote, SKOS.example))
        confusable = set(data.objects(node, INSP.confusableWith))
        assert confusable, issue.iri
        assert confusable <= concepts - {node}
        assert issue.negative, issue.iri
        assert all(str(label).strip() for label in data.objects(node, SKOS.altLabel))
        assert data.value(node, SKOS.altLabel), issue.iri


def test_the_issues_of_commitments_have_their_words_in_the_source(five: Store) -> None:
    rows = five.select(
        f"{PREFIX}SELECT ?tag ?commitment ?issue ?text ?exact {{ ?commitment a insp:Commitment ; insp:text ?text ."
        " ?tag insp:tagOf ?commitment ; oa:hasBody ?issue"
        " OPTIONAL { ?tag oa:hasTarget ?span . ?span oa:hasSelector ?quote . ?quote oa:exact ?exact } }"
    ).rows
    assert len({row[0] for row in rows}) >= 20
    for tag, commitment, issue, text, exact in rows:
        assert exact is not None, tag
        assert " ".join(str(exact).split()) in " ".join(str(text).split())
        assert five.ask(f"{PREFIX}ASK {{ <{commitment}> insp:raisesIssue <{issue}> }}")


@pytest.mark.parametrize("issue", issues(), ids=lambda issue: issue.iri.rsplit("/", 1)[-1])
def test_the_examples_of_an_issue_are_tagged_with_it(issue: Issue) -> None:
    examples = [str(text) for text in reference.graph().objects(URIRef(issue.iri), SKOS.example)]
    assert examples
    for example in examples:
        assert issue.iri in {tag.issue for tag in tagger().tags(example)}, example
