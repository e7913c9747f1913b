"""What a graph needs from around it: types and labels of the things it names, so that cost follows its size alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS
from rdflib.term import Node

from kg.interface import Store
from kg.namespaces import INSP

_LABELS = (SKOS.prefLabel, SKOS.altLabel, RDFS.label)
_TOLD = (RDF.type, *_LABELS)
_REPORT = (INSP.madeIn.n3(), f"{INSP.addresses.n3()}/{INSP.madeIn.n3()}")
_BEHIND = (  # what is followed up: the recommendation of a commitment, its report, the inspection and the response
    INSP.addresses.n3(),
    *(report + on for report in _REPORT for on in ("", f"/{INSP.reportsOn.n3()}", f"/^{INSP.respondsTo.n3()}")),
)
_QUADS = "SELECT ?g ?s ?p ?o WHERE {{ {} GRAPH ?g {{ ?s ?p ?o }} }}"
_CHUNK = 500  # names in one query: far below what servers accept as the length of a request


def surroundings(data: Graph, context: Graph) -> Graph:
    """The part of `context` that shapes look at from `data`: types and labels of what is named, entries that
    share a label, and all subclass statements."""
    found = Graph()
    for triple in context.triples((None, RDFS.subClassOf, None)):
        found.add(triple)
    for node in {*_named(data), *_namesakes(data, context)}:
        for predicate in _TOLD:
            for value in context.objects(node, predicate):
                found.add((node, predicate, value))
    return found


def _namesakes(data: Graph, context: Graph) -> Iterator[Node]:
    """What `context` describes under a label that `data` gives to something."""
    for predicate in _LABELS:
        for label in set(data.objects(None, predicate)):
            for other in _LABELS:
                yield from context.subjects(other, label)


def known_elsewhere(data: Graph, known: Graph, store: Store, graphs: Sequence[URIRef]) -> Graph:
    """Types and labels that the store tells of what `data` names and neither `data` nor `known` describes.

    `graphs` are not asked: they are about to be replaced by `data`.
    """
    open_names = [name for name in _named(data) if (name, None, None) not in data and (name, None, None) not in known]
    found = Graph()
    for chunk in _chunks(sorted(open_names)):
        for subject, predicate, value in store.select(_told_query(chunk, graphs)).rows:
            found.add((_term(subject), _term(predicate), _term(value)))
    return found


def _named(data: Graph) -> set[URIRef]:
    """Every IRI that stands as an object in the graph."""
    return {node for node in data.objects() if isinstance(node, URIRef)}


def _told_query(names: Iterable[URIRef], graphs: Sequence[URIRef]) -> str:
    left_out = f"FILTER(?g NOT IN ({', '.join(graph.n3() for graph in graphs)}))" if graphs else ""
    return f"""SELECT DISTINCT ?s ?p ?o WHERE {{
        VALUES ?s {{ {_terms(names)} }}
        VALUES ?p {{ {_terms(_TOLD)} }}
        GRAPH ?g {{ ?s ?p ?o }} {left_out}
    }}"""


def stage(scratch: Store, live: Store, graphs: Mapping[URIRef, Graph]) -> None:
    """Put `graphs` into the empty store `scratch`, with what the other graphs of `live` say of the things in them
    and of the recommendations of their reports, and what they say of the reports that claims and assessments
    follow up.

    Cross-graph checks then run on `scratch` as they would on `live` after the graphs were replaced, and `live`
    is only read.
    """
    around: dict[URIRef, Graph] = {}
    for data in graphs.values():
        for name, *triple in _around(live, data):
            subject, predicate, value = (_term(term) for term in triple)
            if isinstance(name, URIRef) and name not in graphs:
                around.setdefault(name, Graph()).add((subject, predicate, value))
    scratch.replace({**around, **graphs})


def _around(live: Store, data: Graph) -> Iterator[tuple[object | None, ...]]:
    """Rows of graph, subject, predicate and object."""
    described = {node for node in data.subjects() if isinstance(node, URIRef)}
    for names in _chunks(sorted(_named(data) | described)):
        yield from live.select(_QUADS.format(f"VALUES ?s {{ {_terms(names)} }}")).rows
    reports = {node for node in data.objects(None, INSP.madeIn) if isinstance(node, URIRef)}
    for names in _chunks(sorted(reports)):
        made_in = f"VALUES ?report {{ {_terms(names)} }} GRAPH ?any {{ ?s {INSP.madeIn.n3()} ?report }}"
        yield from live.select(_QUADS.format(made_in)).rows
    followed = {node for link in (INSP.assesses, INSP.claimOf) for node in data.objects(None, link)}
    for names in _chunks(sorted(node for node in followed if isinstance(node, URIRef))):
        for path in _BEHIND:
            behind = f"VALUES ?thing {{ {_terms(names)} }} GRAPH ?any {{ ?thing {path} ?s }}"
            yield from live.select(_QUADS.format(behind)).rows


def _terms(names: Iterable[URIRef]) -> str:
    return " ".join(name.n3() for name in names)


def _chunks(names: Sequence[URIRef]) -> Iterator[Sequence[URIRef]]:
    for start in range(0, len(names), _CHUNK):
        yield names[start : start + _CHUNK]


def _term(value: object) -> Node:
    """A cell of an answer as the RDF term that it is."""
    return value if isinstance(value, Node) else Literal(value)
