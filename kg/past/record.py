"""Writes down an act: PROV-O in the history graph, as SPARQL updates that belong to the change itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD

from kg import identifiers, nquads
from kg._version import __version__
from kg.interface import Store, Triple
from kg.namespaces import BASE, HISTORY_GRAPH, INSP, PROLOGUE, SCHEMA, response_graph
from kg.past import dates
from kg.past.act import Act
from kg.past.versions import Version, content, described, versions

_SOFTWARE = BASE[f"software/inspection-kg/{__version__}"]


def updates(store: Store, slug: str, after: Graph, act: Act) -> list[str]:
    """The SPARQL updates that record that this graph (empty: nothing) takes the place of a response.

    The store is that before the change. A state that no act brought about, as one that was built, becomes a version
    too, before it goes.
    """
    before, every = store.graph(response_graph(slug)), versions(store, slug)
    last = every[-1] if every else None
    kept = content(store, last) if last else None
    node = _node(store, slug)
    added, gone = [*_act(node, slug, act, set(before), set(after))], list[Triple]()
    if len(before) and not (last and last.stands and set(kept or ()) == set(before)):
        last = _next(slug, last)
        added += [*described(last, before), *_after(last)]
    if last:
        added.append((node, PROV.used, last.node))
    if set(before) != set(after):
        if last and len(before):
            added.append((last.node, PROV.wasInvalidatedBy, node))
        if len(after):
            made = _next(slug, last)
            added += [*described(made, after), *_after(made), (made.node, PROV.wasGeneratedBy, node)]
            come, gone = dates.moved(store, slug, node, kept if kept is not None else before, after)
            added += come
    return [*_data("DELETE", gone), *_data("INSERT", added)]


def _node(store: Store, slug: str) -> URIRef:
    """The name of the next act on a response."""
    rows = store.select(
        f"""{PROLOGUE}SELECT (COUNT(DISTINCT ?act) AS ?acts) {{ GRAPH {HISTORY_GRAPH.n3()} {{
          ?act a prov:Activity ; dcterms:subject <{identifiers.document(slug)}> }} }}"""
    ).rows
    return BASE[f"act/{slug}/{int(str(rows[0][0])) + 1}"]


def _next(slug: str, last: Version | None) -> Version:
    return Version(slug, last.number + 1 if last else 1, True)


def _after(version: Version) -> Iterator[Triple]:
    """That a version is a revision of the one before."""
    if version.number > 1:
        yield version.node, PROV.wasRevisionOf, Version(version.slug, version.number - 1, False).node


def _act(node: URIRef, slug: str, act: Act, before: set[Triple], after: set[Triple]) -> Iterator[Triple]:
    yield node, RDF.type, PROV.Activity
    yield node, DCTERMS.subject, identifiers.document(slug)
    yield node, PROV.endedAtTime, Literal(act.when.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime)
    yield node, INSP.statementsAdded, Literal(len(after - before))
    yield node, INSP.statementsRemoved, Literal(len(before - after))
    who = BASE[f"person/{identifiers.slugify(act.by)}-{sha256(act.by.encode()).hexdigest()[:8]}"]
    yield node, PROV.wasAssociatedWith, who
    yield who, RDF.type, PROV.Person
    yield who, FOAF.name, Literal(act.by)
    yield node, PROV.wasAssociatedWith, _SOFTWARE
    yield _SOFTWARE, RDF.type, PROV.SoftwareAgent
    yield _SOFTWARE, RDFS.label, Literal("inspection-kg")
    yield _SOFTWARE, SCHEMA.softwareVersion, Literal(__version__)
    if act.source:
        source = BASE[f"source/{act.sha256}"]
        yield node, DCTERMS.source, Literal(act.source)
        yield node, PROV.used, source
        yield source, RDF.type, PROV.Entity
        yield source, SCHEMA.sha256, Literal(act.sha256)
    if act.reason:
        yield node, SKOS.note, Literal(act.reason)


def _data(verb: str, triples: Iterable[Triple]) -> list[str]:
    lines = " .\n".join(sorted(" ".join(map(nquads.term, triple)) for triple in triples))
    return [f"{verb} DATA {{ GRAPH {HISTORY_GRAPH.n3()} {{\n{lines} }} }}"] if lines else []
