"""What differs between two states of a response, in the words of a clerk."""

from __future__ import annotations

from time import process_time

from past_worlds import SLUG, Reader
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from kg.interface import Store
from kg.namespaces import BASE, INSP, OA, response_graph
from kg.past import differences
from kg.past.compare import lines
from kg.past.pairs import likeness

ANSWER = BASE[f"response/{SLUG}/2/home-office"]


def words(before: Graph, after: Graph) -> list[str]:
    """The lines, but for the last one."""
    found = differences(before, after)
    return [one.words for one in found.found]


def test_nothing_differs_from_itself(ports: Store) -> None:
    graph = ports.graph(response_graph(SLUG))
    assert list(lines(differences(graph, graph))) == []
    assert len(differences(graph, graph)) == 0


def test_a_date_that_moved(read: Reader) -> None:
    found = differences(read(), read(date="June 2025"))
    assert "commitment 1/1: due 2024-12-31 → 2025-06-30" in [one.words for one in found.found]
    (due,) = [one for one in found.found if one.aspect == "due"]
    assert (due.what, due.thing, due.before, due.after) == ("changed", "commitment 1/1", "2024-12-31", "2025-06-30")
    assert due.iri == str(BASE[f"commitment/{SLUG}/1/1"])
    text = "“… end of December 2024.” to “… end of June 2025.”"
    assert f"commitment 1/1: the words changed from {text}" in [one.words for one in found.found]
    last = list(lines(found))[-1]
    assert last.startswith(f"Beside that, {found.bookkeeping} statements of bookkeeping differ (places in the text, ")


def test_a_position_that_changed(read: Reader) -> None:
    assert words(read(), read(position="Partially accepted")) == [
        "recommendation 2: the position changed from accepted to partially accepted"
    ]


def test_a_commitment_that_came_or_went(read: Reader) -> None:
    shorter, dated = read(last=""), read(last=" We will train all staff by June 2025.")
    assert "commitment added: 2/2 “We will train all staff by June 2025.”, due 2025-06" in words(shorter, dated)
    assert "commitment removed: 2/2 “We will train all staff.”" in words(read(), shorter)
    assert "commitment 2/2: due no date → 2025-06" in words(read(), dated)
    assert "commitment 2/2: due 2025-06 → no date" in words(dated, read())


def test_a_commitment_that_got_another_number(read: Reader) -> None:
    found = words(read(), read(more="We will tell the ports first. "))
    assert "commitment 1/1: is now commitment 1/2" in found
    assert "commitment added: 1/1 “We will tell the ports first.”" in found
    assert not any("commitment removed" in line for line in found)


def test_an_answer_and_a_recommendation_that_went(read: Reader) -> None:
    found = words(read(), Graph())
    assert found[0].startswith("document removed")
    assert "recommendation removed: 2 “Train the staff of the ports.”" in found
    (answer,) = [line for line in found if line.startswith("answer removed: to recommendation 2, accepted, “")]
    assert found.index(answer) > found.index("recommendation removed: 2 “Train the staff of the ports.”")


def made(*more: tuple[URIRef, URIRef, URIRef | Literal]) -> Graph:
    """Two bodies that answer recommendation 2, and what else is said."""
    graph = Graph()
    node = BASE[f"recommendation/{SLUG}/2"]
    graph.add((node, RDF.type, INSP.Recommendation))
    graph.add((node, INSP.number, Literal("2")))
    for name in ("home-office", "police"):
        answer = BASE[f"response/{SLUG}/2/{name}"]
        graph.add((answer, RDF.type, INSP.Response))
        graph.add((answer, INSP.answers, node))
        graph.add((answer, INSP.respondent, BASE[f"organisation/{name}"]))
    for triple in more:
        graph.add(triple)
    return graph


def test_of_two_answers_the_body_is_named() -> None:
    one, other = made((ANSWER, INSP.acceptance, INSP.accepted)), made((ANSWER, INSP.acceptance, INSP.notStated))
    found = differences(one, other, {str(BASE["organisation/home-office"]): "Home Office"})
    assert list(lines(found)) == ["recommendation 2 (Home Office): the position changed from accepted to not stated"]
    assert words(one, other) == ["recommendation 2 (home-office): the position changed from accepted to not stated"]


def test_what_was_not_said_before_and_what_is_not_said_any_more() -> None:
    said = made((ANSWER, INSP.delivery, INSP.inProgress))
    assert words(made(), said) == ["recommendation 2 (home-office): the delivery in progress was added"]
    assert words(said, made()) == ["recommendation 2 (home-office): the delivery in progress was removed"]


def test_bookkeeping_is_counted_alone() -> None:
    span = (BASE[f"span/{SLUG}/1-2"], RDF.type, OA.SpecificResource)
    note = "Only 1 statement of bookkeeping differs (places in the text, mentions and the like)."
    assert list(lines(differences(made(), made(span)))) == [note]


def test_long_words_are_cut() -> None:
    node = BASE[f"recommendation/{SLUG}/2"]
    one, other = (made((node, INSP.text, Literal(f"Do {word * 40}. Then stop."))) for word in ("this ", "that "))
    (line,) = words(one, other)
    assert line.count("…”") == 2
    assert len(line) < 330


def test_the_document_comes_first_and_numbers_in_order() -> None:
    graph = made()
    document = BASE[f"document/{SLUG}"]
    for number in ("10", "9", "9.b.ii"):
        node = BASE[f"recommendation/{SLUG}/{number}"]
        graph.add((node, RDF.type, INSP.Recommendation))
    graph.add((document, RDF.type, INSP.ResponseDocument))
    graph.add((document, DCTERMS.title, Literal("A title")))
    assert [one.thing for one in differences(made(), graph).found] == [
        "document",
        "recommendation 9",
        "recommendation 9.b.ii",
        "recommendation 10",
    ]


def test_long_texts_are_compared_by_their_beginning() -> None:
    start = process_time()
    assert likeness("we " * 20_000, "we " * 20_000 + "will") > 0.9
    assert process_time() - start < 2
