"""Canonical N-Quads: the same graph gives the same lines, whatever its blank nodes are called."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import URIRef

from kg.interface import Store
from kg.store.embedded import EmbeddedStore
from kg.store.remote import RemoteStore
from kg.store.terms import quads


def canonical(store: Store) -> Iterator[str]:
    """The quads of all named graphs as N-Quads lines without line ends, sorted by code point.

    Blank nodes are labelled by RDF Dataset Canonicalization (RDFC-1.0) of the quads that hold one; all other
    quads need no labels. Lexical forms are those the store keeps.
    """
    lines: list[str] = []
    anonymous: list[ox.Quad] = []
    for quad in _native(store):
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            anonymous.append(quad)
        else:
            lines.append(f"{quad} .")
    lines.extend(f"{quad} ." for quad in _labelled(anonymous))
    lines.sort()
    return iter(lines)


def _labelled(anonymous: list[ox.Quad]) -> Iterator[ox.Quad]:
    dataset = ox.Dataset(anonymous)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return iter(dataset)


def _native(store: Store) -> Iterator[ox.Quad]:
    if isinstance(store, EmbeddedStore | RemoteStore):
        return store.native_quads()
    return (next(quads(URIRef(str(name)), [(s, p, o)])) for s, p, o, name in store.quads())
