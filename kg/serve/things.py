"""What is told of one thing of the graph, and RDF in the formats that clients ask for."""

from __future__ import annotations

import re
from html import escape

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS
from rdflib.term import Node

from kg import resources
from kg.explore.things import graph_facts
from kg.interface import Store
from kg.namespaces import BASE, INSP, PREFIXES, ROOT, shorten
from kg.store.xml import check_xml

_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title, INSP.text, INSP.number)
_FORMATS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "pretty-xml"}
_MOST = 10_000  # statements of one kind
_USES = (  # of an IRI of which nothing is said
    "CONSTRUCT { ?s ?p %s } WHERE { ?s ?p %s }",
    "CONSTRUCT { ?s %s ?o } WHERE { ?s %s ?o }",
)
_OWN = ("id/", "theme", "form", "ontology")  # what the paths of own IRIs begin with
_PLACES = re.compile("%s|SPAN|LABELS")
_ASKED = (  # %s is the thing
    "CONSTRUCT { %s ?p ?o } WHERE { %s ?p ?o }",
    "CONSTRUCT { ?span ?p ?o } WHERE { %s ?to ?span . ?span ?p ?o "
    "FILTER (isBlank(?span) || STRSTARTS(STR(?span), SPAN)) }",
    "CONSTRUCT { ?part ?p ?o } WHERE { %s ?to ?span . ?span ?has ?part . ?part ?p ?o "
    "FILTER (isBlank(?part) || STRSTARTS(STR(?part), SPAN)) FILTER (STRSTARTS(STR(?span), SPAN)) }",
    "CONSTRUCT { ?o ?label ?words } WHERE { %s ?p ?o VALUES ?label { LABELS } ?o ?label ?words }",
    "CONSTRUCT { ?p rdfs:label ?words } WHERE { %s ?p ?o . ?p rdfs:label ?words }",
)


def statements(store: Store, iri: str, base: str = "") -> Graph:
    """The statements of which it is the subject, what it is quoted from, and labels of its neighbours.

    Of a named graph also its size and where it is to be had from the server at `base`. Where nothing is said of it: the
    extract of another vocabulary that has this name, or else the statements that use it; empty where there are none.
    """
    labels = " ".join(label.n3() for label in _LABELS[:3])
    words = {"%s": URIRef(iri).n3(), "SPAN": f'"{BASE}span/"', "LABELS": labels}
    whole = Graph()
    for asked in _ASKED:
        text = _PLACES.sub(lambda found: words[found[0]], asked)
        whole += store.construct(f"PREFIX rdfs: <{RDFS}> {text} LIMIT {_MOST}")
        if not len(whole):
            break
    for name, value in graph_facts(store, iri, base):
        whole.add((URIRef(iri), name, value))
    if not len(whole):
        for text in _USES:
            whole += store.construct(f"{text.replace('%s', words['%s'])} LIMIT {_MOST}")
        for file in resources.extract_files():
            if iri == f"{ROOT}ontology/imports/{file.stem}":
                whole.parse(file, format="turtle")
    return whole


def written(graph: Graph, form: str, iri: str, same: str = "?") -> bytes:
    """The graph as ttl, nt, jsonld, rdf or html (a page about `iri`; `same` is the beginning of its own query string,
    for the links to the other formats). Raises FormatError where it cannot be written so."""
    if form == "html":
        return _page(graph, iri, same).encode()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    if form == "rdf":
        for _, predicate, value in graph:
            check_xml(str(predicate), str(value) if isinstance(value, Literal) else "")
    return bytes(graph.serialize(format=_FORMATS[form], encoding="utf-8"))


def path_of(iri: str) -> str:
    """The address on this server at which an IRI of the graph opens; other IRIs as they are."""
    path = iri.removeprefix(ROOT)
    return f"/{path}" if path != iri and path.startswith(_OWN) else iri


def label_of(graph: Graph, node: Node) -> str:
    """What to call a node."""
    for label in _LABELS:
        found = min(map(str, graph.objects(node, label)), default=None)
        if found is not None:
            return found
    return shorten(str(node)) if isinstance(node, URIRef) else str(node)


def _page(graph: Graph, iri: str, same: str) -> str:
    """A plain page with label and statements, for servers without the explorer."""
    thing = URIRef(iri)
    rows = []
    for predicate in sorted(set(graph.predicates(thing)), key=str):
        values = sorted(graph.objects(thing, predicate), key=str)
        cells = "".join(f"<li>{_cell(graph, value)}</li>" for value in values)
        rows.append(f"<tr><th scope='row'>{_cell(graph, predicate)}</th><td><ul>{cells}</ul></td></tr>")
    title = escape(label_of(graph, thing))
    link = f"{escape(same)}format="
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<link rel='stylesheet' href='/plain.css'>"
        f"<link rel='alternate' type='text/turtle' href='{link}ttl'></head>"
        f"<body><header><a href='/'>inspection-kg</a></header><main><h1>{title}</h1>"
        f"<p><code>{escape(iri)}</code></p><table>{''.join(rows)}</table>"
        f"<p>As <a href='{link}ttl'>Turtle</a>, <a href='{link}jsonld'>JSON-LD</a>, "
        f"<a href='{link}rdf'>RDF/XML</a>, <a href='{link}nt'>N-Triples</a>.</p></main></body></html>"
    )


def _cell(graph: Graph, node: Node) -> str:
    if isinstance(node, Literal):
        return (
            f"<span lang='{escape(node.language)}'>{escape(str(node))}</span>" if node.language else escape(str(node))
        )
    if not isinstance(node, URIRef):
        return _nameless(graph, node)
    target = path_of(str(node))
    safe = target.startswith(("/", "http://", "https://"))
    words = escape(label_of(graph, node))
    return f"<a href='{escape(target)}'>{words}</a>" if safe else words


def _nameless(graph: Graph, node: Node) -> str:
    """What is said of a node without a name: "class Recommendation, entities 62"."""
    said = sorted(graph.predicate_objects(node), key=lambda one: (isinstance(one[1], Literal), str(one[0])))
    parts = [
        f"{escape(re.split('[#/]', str(name))[-1])} {'…' if isinstance(value, BNode) else _cell(graph, value)}"
        for name, value in said
    ]
    return ", ".join(parts) or "a node without a name"
