"""Many responses of a store, validated a few at a time and on all processors: memory follows the part alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from rdflib import Graph, URIRef
from rdflib.namespace import ORG, RDF, RDFS, SKOS
from rdflib.term import Node

from kg import reference
from kg.interface import Store, Triple
from kg.namespaces import INSP, RESPONSE_GRAPH_PREFIX
from kg.processes import in_order
from kg.validate import checks, locate, neighbours
from kg.validate.judge import judged, placed
from kg.validate.quality import joined
from kg.validate.report import Report, Result

_SIZE = 10  # responses in a part
_WORTH = 1  # parts that make it worth starting another process
_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_NEW = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  VALUES ?kind {{ {INSP.Team.n3()} {INSP.System.n3()} {ORG.FormalOrganization.n3()} }}
  VALUES ?p {{ {RDF.type.n3()} {SKOS.prefLabel.n3()} {SKOS.altLabel.n3()} {RDFS.label.n3()} }}
  GRAPH ?g {{ ?s a ?kind . ?s ?p ?o }}
  FILTER (STRSTARTS(STR(?g), "{RESPONSE_GRAPH_PREFIX}"))
}}"""
Part = tuple[list[Triple], list[Triple]]


def validate_responses(
    store: Store,
    names: Sequence[URIRef],
    progress: Callable[[int, int], None] = lambda done, of: None,
    *,
    spread: bool = False,
) -> Report:
    """Validate the response graphs of these names in the store, with what surrounds them and the checks across them.

    `spread` shares the work out to other processes: for programs whose main module can be imported again.
    Raises StoreError and QueryError as the store does, DataError where a shapes file or check cannot be used.
    """
    found: list[Report] = []
    groups = [names[start : start + _SIZE] for start in range(0, len(names), _SIZE)]
    for report in in_order(_part, _Parts(store, groups), worth=_WORTH if spread else len(groups) + 1):
        found.append(report)
        progress(min(len(found) * _SIZE, len(names)), len(names))
    return _together(found, _checked(store, names))


class _Parts(Sequence[Part]):
    """The parts, each fetched from the store when its turn comes."""

    def __init__(self, store: Store, groups: Sequence[Sequence[URIRef]]) -> None:
        self._store, self._groups = store, groups
        self._new = _graph(store.triples(_NEW))  # entries of one part may share a name with those of another

    def __len__(self) -> int:
        return len(self._groups)

    def __getitem__(self, number: int) -> Part:  # type: ignore[override]
        data = [triple for name in self._groups[number] for triple in self._store.triples(_GRAPH.format(name))]
        graph = _graph(data)
        around = neighbours.surroundings(graph, _context())
        around += self._new
        around += neighbours.known_elsewhere(graph, around, self._store, self._groups[number])
        return data, list(around)


@cache
def _context() -> Graph:
    return reference.ontology() + reference.graph()


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _part(part: Part) -> Report:
    data, around = (_graph(triples) for triples in part)
    report = judged(data, around, vocabulary=_context())
    return replace(report, results=placed(report.results, data, {}))


def _checked(store: Store, names: Sequence[URIRef]) -> list[Result]:
    found = checks.run(store, names)
    return list(placed(found, locate.from_store(store, {one.focus for one in found}), {}))


def _together(parts: Sequence[Report], more: Iterable[Result]) -> Report:
    """One report of several: what no part has matched is unmatched; what two parts describe is told once."""
    results = dict.fromkeys([*(result for part in parts for result in part.results), *more])
    unmatched = [rule for rule in parts[0].unmatched if all(rule in part.unmatched for part in parts)] if parts else []
    unseen: set[Node] = {node for part in parts for node in part.unseen}
    return Report(
        tuple(sorted(results, key=Result.key)),
        tuple(unmatched),
        tuple(sorted(unseen, key=str)),
        joined([part.quality for part in parts if part.quality]),
    )
