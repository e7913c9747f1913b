"""What the tables carry that nobody edits: the whole graph of the draft, as N-Triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF

from kg.errors import DataError
from kg.namespaces import INSP
from kg.nquads import term

FIRST = "inspection-kg draft 1"
"""The first line: what this is, and in which version."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


def statements(graph: Graph) -> Iterator[str]:
    """The graph as sorted lines of N-Triples, in which every control character is escaped."""
    yield FIRST
    for line in sorted(f"{term(s)} {term(p)} {term(o)} ." for s, p, o in graph):
        yield _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", line)


def parse(lines: Iterable[str], path: Path) -> Graph:
    """The graph that a table carries. Raises DataError where it is missing or damaged."""
    first, *rest = [*lines] or [""]
    graph = Graph()
    if first == FIRST:
        try:
            graph.parse(data="\n".join(rest), format="nt")
        except Exception as error:  # the parser raises several kinds, all mean that somebody wrote there
            raise _damaged(path) from error
    if len(list(graph.subjects(RDF.type, INSP.ResponseDocument))) != 1:
        raise _damaged(path)
    return graph


def _damaged(path: Path) -> DataError:
    return DataError(
        "the draft that the tables belong to is missing or was changed (the hidden sheet, or draft.nt)",
        where=str(path),
        expected="a file that kg draft FILE -o OUT wrote, edited in its sheets alone",
        mend="draft the document again and copy your rows over",
    )
