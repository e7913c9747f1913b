"""The page of any thing: all that is said of it, what points to it, where it was read and why it is there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, VOID, XSD
from rdflib.term import Node

from kg.batches import program
from kg.errors import NotFoundError
from kg.explore.common import between, count, iri_of, path_of, refs, rows
from kg.explore.nodes import named_nodes
from kg.explore.papers import papers
from kg.explore.shapes import Incoming, Ref, Statement, Thing, Value
from kg.explore.spans import quotes
from kg.interface import Store
from kg.namespaces import BASE, INFERRED_GRAPH, PROLOGUE, shorten
from kg.reason import explain
from kg.reason.rules import words

_MOST = 5000  # statements that are read
_SUBJECTS = 20  # what points to a thing with one property, at least
_WHY = 5  # statements that are explained
_SAID = "SELECT DISTINCT ?property ?value ?graph { GRAPH ?graph { <%s> ?property ?value } } LIMIT %d"
_COUNTS = "SELECT ?property (COUNT(DISTINCT ?subject) AS ?n) { ?subject ?property <%s> } GROUP BY ?property"
_SUBJECT = "SELECT DISTINCT ?subject { ?subject <%s> <%s> FILTER (ISIRI(?subject)) } LIMIT %d"


def thing(store: Store, iri: str, *, limit: int = 100, base: str = "") -> Thing:
    """All that the graph says of a thing, at most `limit` values of each property, and what points to it (a fifth as
    many for each property, but not less than twenty). Of a named graph also its size, and where the server at `base`
    gives its statements.

    Raises NotFoundError where it says nothing, UsageError for what is no IRI.
    """
    name = iri_of(iri)
    between(limit, 1, 1000, "limit")
    said, pointers = list(store.select(PROLOGUE + _SAID % (name, _MOST)).rows), max(_SUBJECTS, limit // 5)
    said += [(prop, value, "") for prop, value in graph_facts(store, name, base)]
    pointing = rows(store, _COUNTS % name)
    if not said and not pointing and not store.ask(f"ASK {{ ?s <{name}> ?o }}"):
        raise NotFoundError(f"the graph says nothing of {shorten(name)}")
    found: dict[str, dict[Node, set[str]]] = {}
    for prop, value, graph in said:
        if isinstance(value, Node):
            found.setdefault(str(prop), {}).setdefault(value, set()).add(str(graph))
    subjects = {
        row["property"]: [one["subject"] for one in rows(store, _SUBJECT % (row["property"], name, pointers))]
        for row in pointing
        if ":" in row["property"]
    }
    shown = {prop: sorted(values, key=str)[:limit] for prop, values in found.items()}
    named = _named(
        store, [name, *_things(shown), *found, *subjects, *(one for some in subjects.values() for one in some)]
    )
    types = sorted(str(value) for value in found.get(str(RDF.type), ()))
    return {
        "iri": name,
        "label": named[name]["label"],
        "curie": shorten(name).strip("<>"),
        "path": path_of(name),
        "types": [named[one] for one in types if one in named],
        "statements": [_statement(prop, found[prop], shown[prop], named) for prop in sorted(found, key=_order)],
        "incoming": [_incoming(row, subjects, named) for row in sorted(pointing, key=lambda row: row["property"])],
        "quotes": quotes(store, [name]).get(name) or quotes(store, [name], "oa:hasTarget").get(name, []),
        "because": list(_because(store, name, found)),
    }


def graph_facts(store: Store, iri: str, base: str) -> list[tuple[URIRef, Node]]:
    """What is to be known of a named graph: that it is a data set, its number of statements, and the address below
    `base` that gives them; nothing of what names no graph."""
    if not store.ask(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
        return []
    size = count(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}")
    return [
        (RDF.type, VOID.Dataset),
        (VOID.triples, Literal(size, datatype=XSD.integer)),
        (VOID.dataDump, URIRef(f"{base}/data?graph={quote(iri, safe='')}")),
    ]


def _things(shown: dict[str, list[Node]]) -> Iterator[str]:
    yield from (str(value) for some in shown.values() for value in some if isinstance(value, URIRef))


def _named(store: Store, iris: list[str]) -> dict[str, Ref]:
    """References by IRI; recommendations and reports are called as on other pages."""
    known = refs(store, iris)
    nodes = named_nodes(store, (iri for iri in known if iri.startswith(str(BASE["recommendation/"]))))
    reports = papers(store, (iri for iri in known if iri.startswith(str(BASE["report/"]))))
    return known | {iri: one for iri, (one, _) in nodes.items()} | {iri: one.ref for iri, one in reports.items()}


def _order(prop: str) -> tuple[bool, str]:
    return prop != str(RDF.type), shorten(prop)


def _statement(prop: str, values: dict[Node, set[str]], shown: list[Node], named: dict[str, Ref]) -> Statement:
    return {
        "property": named[prop],
        "total": len(values),
        "values": [_value(value, graph, named) for value in shown for graph in sorted(values[value])[:1]],
    }


def _value(value: Node, graph: str, named: dict[str, Ref]) -> Value:
    if isinstance(value, URIRef):
        return {"ref": named[str(value)], "graph": graph}
    told: Value = {"literal": str(value), "graph": graph}
    if isinstance(value, BNode):
        told["datatype"] = "blank node"
    elif isinstance(value, Literal) and value.language:
        told["lang"] = value.language
    elif isinstance(value, Literal) and value.datatype:
        told["datatype"] = str(value.datatype)
    return told


def _incoming(row: dict[str, str], subjects: dict[str, list[str]], named: dict[str, Ref]) -> Incoming:
    prop = row["property"]
    known = [named[one] for one in subjects.get(prop, ()) if one in named]
    return {"property": named[prop], "subjects": known, "total": int(row["n"])}


def _because(store: Store, name: str, found: dict[str, dict[Node, set[str]]]) -> Iterator[str]:
    """Why statements are there that no source states, for the first few of them."""
    inferred = [
        (URIRef(name), URIRef(prop), value)
        for prop in sorted(found, key=_order)
        for value, graphs in sorted(found[prop].items(), key=lambda one: str(one[0]))
        if graphs == {str(INFERRED_GRAPH)}
    ]
    for triple in inferred[:_WHY]:
        why = explain(store, triple, program=program())
        if why.kind == "inferred":
            premises = " and ".join(words(premise.triple) for premise in why.premises)
            yield f"{words(triple)}, because {premises} ({why.axiom})."
