"""Themes of recommendations: from a part's own words first, then from those of its stems, never from names."""

from __future__ import annotations

from kg.extract.actors.mentions import Gazetteer
from kg.extract.themes import themes
from kg.model import Document, Entity, Mention, Recommendation

TEXT = "Improve training. Train staff in the Training Records System. Publish guidance. Nothing said. Guidance too."
DOCUMENT = Document("d", TEXT, "d.txt", "")
TAGGER = Gazetteer(
    [Entity("urn:training", "theme", "training", ("train staff",)), Entity("urn:guidance", "theme", "guidance")],
    ignore_case=True,
)


def node(number: str, words: str, parent: str | None = None) -> Recommendation:
    start = TEXT.index(words)
    return Recommendation(number, words, (DOCUMENT.span(start, start + len(words)),), parent)


def tagged(*nodes: Recommendation, named: tuple[Mention, ...] = ()) -> dict[str, list[tuple[str, str, int]]]:
    found = themes(DOCUMENT, nodes, TAGGER, named)
    return {
        number: [(m.entity.removeprefix("urn:"), m.span.exact, m.span.start) for m in tags]
        for number, tags in found.items()
    }


def test_a_node_has_the_themes_that_its_words_indicate() -> None:
    assert tagged(node("1", "Publish guidance.")) == {"1": [("guidance", "guidance", TEXT.index("guidance"))]}


def test_a_node_without_such_words_has_none() -> None:
    assert tagged(node("1", "Nothing said.")) == {"1": []}


def test_the_first_words_of_a_theme_stand_for_it_and_themes_are_in_order() -> None:
    whole = node("1", TEXT)
    assert [(name, start) for name, _, start in tagged(whole)["1"]] == [
        ("guidance", TEXT.index("guidance")),
        ("training", TEXT.index("training")),
    ]


def test_a_part_is_read_with_its_stems_its_own_words_first() -> None:
    found = tagged(
        node("1", "Improve training."), node("1.a", "Publish guidance.", "1"), node("1.a.i", "Guidance too.", "1.a")
    )
    assert [name for name, _, _ in found["1"]] == ["training"]
    assert [name for name, _, _ in found["1.a"]] == ["guidance", "training"]
    assert [words for _, words, _ in found["1.a.i"]] == ["Guidance", "training"]


def test_a_stem_does_not_take_the_themes_of_its_parts() -> None:
    assert tagged(node("1", "Nothing said."), node("1.a", "Publish guidance.", "1"))["1"] == []


def test_words_inside_a_name_indicate_nothing() -> None:
    start = TEXT.index("Training Records System")
    name = Mention("urn:system", DOCUMENT.span(start, start + len("Training Records System")))
    sentence = node("1", "in the Training Records System.")
    assert tagged(sentence)["1"] != []
    assert tagged(sentence, named=(name,))["1"] == []
    assert [words for _, words, _ in tagged(node("1", TEXT[18:61]), named=(name,))["1"]] == ["Train staff"]
