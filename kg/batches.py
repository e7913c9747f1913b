"""Many documents → N-Quads, a batch at a time and on all cores: what `pipeline.build` loads into the store.

A batch is read, extracted and written down in one go, with the summaries of its responses and what follows from each
of its statements. Beside the texts, memory follows the size of a batch, not the number of documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from kg import nquads, rdf, reason, recurrence, reference
from kg.extract.assemble import extract
from kg.gazetteers import gazetteer, tagger
from kg.model import Document, Record
from kg.namespaces import INFERRED_GRAPH, ONTOLOGY_GRAPH, response_graph
from kg.processes import in_order
from kg.query import summarise_all, summary_graph
from kg.reason import Program
from kg.recurrence import Decisions, Entry
from kg.store import open_store

_INFERRED = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{INFERRED_GRAPH}> {{ ?s ?p ?o }} }}"
_SIZE = 50  # documents in a batch
_WORTH = 4  # batches that make it worth starting other processes


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found in some documents."""

    documents: int = 0
    recommendations: int = 0
    leaves: int = 0
    responses: int = 0
    commitments: int = 0
    mentions: int = 0
    notices: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @classmethod
    def of(cls, record: Record) -> Counts:
        found = (record.responses, record.commitments, record.mentions, record.notices)
        return cls(1, len(record.recommendations), len(record.leaves()), *map(len, found))


@dataclass(frozen=True, slots=True)
class Batch:
    """The statements of some documents as N-Quads, what they hold, and their recommendations, ready to be linked."""

    statements: bytes
    counts: Counts
    entries: list[Entry]


@cache
def program() -> Program:
    """The rules of the ontology that comes with the package."""
    return reason.compile_rules(reference.ontology(), (ONTOLOGY_GRAPH,))


def batches(documents: Sequence[Document], decisions: Decisions) -> Iterator[Batch]:
    """The documents as batches, in order. Raises SourceError for a document that cannot be read."""
    groups = [tuple(documents[start : start + _SIZE]) for start in range(0, len(documents), _SIZE)]
    yield from in_order(batch, groups, decisions, worth=_WORTH)


def batch(documents: Sequence[Document], decisions: Decisions) -> Batch:
    """Read one batch."""
    counts = Counts()
    lines: list[str] = []
    for document in documents:
        record = extract(document, gazetteer(), tagger())
        counts += Counts.of(record)
        lines.extend(nquads.lines(response_graph(document.slug), rdf.triples(record)))
    statements = "".join(lines).encode()
    scratch = open_store(None)
    scratch.load([statements])
    assigned = recurrence.assign(scratch, [document.slug for document in documents], recurrence.model(), decisions)
    parts = [nquads.lines(name, graph) for name, graph in summarise_all(scratch).items()]
    parts += [nquads.lines(summary_graph(slug), graph) for slug, graph in assigned.triples.items()]
    summaries = "".join(chain.from_iterable(parts))
    scratch.load([summaries.encode()])
    reason.follow(scratch, program())
    inferred = "".join(nquads.lines(INFERRED_GRAPH, scratch.triples(_INFERRED)))
    return Batch(statements + summaries.encode() + inferred.encode(), counts, assigned.entries)
