"""The versions of a response: each is kept whole in the history graph, as one compressed literal.

A query that names no graph sees the union of all graphs: as a literal, an earlier version does not show up there.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from kg import identifiers, nquads
from kg.errors import DataError, UsageError
from kg.interface import Store, Triple
from kg.namespaces import BASE, HISTORY_GRAPH, PROLOGUE, SCHEMA, response_graph
from kg.past.act import holds, known

_FILES = frozenset({".txt", ".md", ".text", ".markdown", ".ttl", ".trig", ".nt", ".nq", ".jsonld"})  # never a name
FORMAT = "application/n-triples, gzip"


@dataclass(frozen=True, slots=True)
class Version:
    """A state that the graph of a response had: `number` counts from 1; `stands` unless something took it away."""

    slug: str
    number: int
    stands: bool

    @property
    def node(self) -> URIRef:
        """Its IRI in the history graph."""
        return node(self.slug, self.number)

    @property
    def name(self) -> str:
        """As in 2016-intelligence-functions@2."""
        return f"{self.slug}@{self.number}"


def node(slug: str, number: int) -> URIRef:
    """The IRI of a version."""
    return BASE[f"version/{slug}/{number}"]


def versions(store: Store, slug: str) -> list[Version]:
    """The versions of a response, the first one first."""
    rows = store.select(
        f"""{PROLOGUE}SELECT DISTINCT ?number ?gone {{ GRAPH {HISTORY_GRAPH.n3()} {{
          ?version dcterms:isVersionOf <{response_graph(slug)}> ; schema:version ?number .
          BIND (EXISTS {{ ?version prov:wasInvalidatedBy ?act }} AS ?gone) }} }}"""
    ).rows
    found = {int(str(number)): str(gone) in ("true", "1") for number, gone in rows}
    return [Version(slug, number, not found[number]) for number in sorted(found)]


def content(store: Store, version: Version) -> Graph:
    """The graph of a version. Raises DataError where the history does not hold it whole."""
    rows = store.select(
        f"SELECT ?value {{ GRAPH {HISTORY_GRAPH.n3()} {{ {version.node.n3()} {PROV.value.n3()} ?value }} }}"
    ).rows
    try:
        ((value,),) = rows
        lines = gzip.decompress(base64.b64decode(str(value), validate=True)).decode()
    except (ValueError, OSError, EOFError, zlib.error, binascii.Error) as error:
        raise DataError(
            "the history does not hold this version whole", where=version.name, mend="restore a backup of the store"
        ) from error
    return Graph().parse(data=lines, format="nt")


def state(store: Store, slug: str, number: int | None = None) -> Graph:
    """The graph of a response as it is now, or as its version of this number was.

    Raises UsageError for a response or version that there is not, and DataError for a history that is damaged.
    """
    every = versions(store, known(store, slug))
    if number is None:
        if not holds(store, slug):
            raise UsageError(
                f"the response {slug} was taken away", mend=f"its last version is {every[-1].name}: see kg history"
            )
        return store.graph(response_graph(slug))
    for version in every:
        if version.number == number:
            return content(store, version)
    raise UsageError(
        f"there is no version {slug}@{number}",
        expected=f"one of {', '.join(version.name for version in every)}" if every else "a response with a history",
        mend="" if every else f"nothing was submitted for it yet: {slug} alone is its state now",
    )


def named_state(store: Store, words: str) -> tuple[str, Graph]:
    """The name of a response and its state that SLUG@2 (a version) or SLUG (now) stands for; raises as `state`."""
    if Path(words).suffix.lower() in _FILES:
        raise UsageError("there is no such file", where=words, expected="a file, SLUG@VERSION or SLUG")
    slug, at, number = words.rpartition("@")
    if not at:
        return words, state(store, words)
    if not number.isdecimal():
        raise UsageError(f"{number!r} is no version", where=words, expected="a number after the @, as in SLUG@2")
    return slug, state(store, slug, int(number))


def described(version: Version, triples: Iterable[Triple]) -> Iterator[Triple]:
    """What the history says of a version itself, with all that it holds."""
    lines = sorted(f"{' '.join(map(nquads.term, triple))} .\n" for triple in triples)
    packed = gzip.compress("".join(lines).encode(), mtime=0)
    yield version.node, RDF.type, PROV.Entity
    yield version.node, PROV.specializationOf, identifiers.document(version.slug)
    yield version.node, DCTERMS.isVersionOf, response_graph(version.slug)
    yield version.node, SCHEMA.version, Literal(version.number)
    yield version.node, DCTERMS["format"], Literal(FORMAT)
    yield version.node, PROV.value, Literal(base64.b64encode(packed).decode(), datatype=XSD.base64Binary)
