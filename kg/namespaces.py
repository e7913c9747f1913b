"""The namespaces of the graph and the IRIs of its named graphs."""

from __future__ import annotations

import re

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD


class Vocabulary(Namespace):
    """A namespace whose terms are made once: a build asks for a few dozen of them millions of times."""

    def __getattr__(self, name: str) -> URIRef:
        made: URIRef = super().__getattr__(name)
        self.__dict__[name] = made  # found there from now on, without this call
        return made


ROOT = "https://w3id.org/inspection-kg/"
"""What every IRI of the project begins with; what follows is its path on a server."""
INSP = Vocabulary("https://w3id.org/inspection-kg/ontology#")
BASE = Namespace("https://w3id.org/inspection-kg/id/")
THEME = Namespace("https://w3id.org/inspection-kg/theme/")
THEME_SCHEME = URIRef("https://w3id.org/inspection-kg/theme")
ISSUE_SCHEME = URIRef("https://w3id.org/inspection-kg/theme/issues")
FORM = Namespace("https://w3id.org/inspection-kg/form/")
FORM_SCHEME = URIRef("https://w3id.org/inspection-kg/form")
OA = Vocabulary("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

ONTOLOGY_GRAPH = BASE["graph/ontology"]
REFERENCE_GRAPH = BASE["graph/reference"]
RECURRENCE_GRAPH = BASE["graph/recurrence"]
INFERRED_GRAPH = BASE["graph/inferred"]
HISTORY_GRAPH = BASE["graph/history"]
RESPONSE_GRAPH_PREFIX = str(BASE["graph/response/"])
SUMMARY_GRAPH_PREFIX = str(BASE["graph/summary/"])

PREFIXES: dict[str, str] = {
    "insp": str(INSP),
    "id": str(BASE),
    "theme": str(THEME),
    "form": str(FORM),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sh": str(SH),
    "shape": "https://w3id.org/inspection-kg/shape/",
    "check": "https://w3id.org/inspection-kg/check/",
    "skos": str(SKOS),
    "xsd": str(XSD),
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
"""The prologue of a SPARQL query that uses these prefixes."""
UNKNOWN_DATE = "XXXX"
"""EDTF for a date of which nothing is known."""


def shorten(iri: str) -> str:
    """The IRI as a prefixed name where a known prefix fits (`insp:text`), else the IRI in angle brackets."""
    best = max((ns for ns in PREFIXES.values() if iri.startswith(ns)), key=len, default="")
    if not best or iri == best:
        return f"<{iri}>"
    prefix = next(name for name, ns in PREFIXES.items() if ns == best)
    return f"{prefix}:{iri[len(best) :]}"


def local_name(iri: str) -> str:
    """What stands behind the # of an IRI."""
    return iri.rsplit("#", 1)[-1]


def words(name: str) -> str:
    """A local name in words: "partiallyAccepted" → "partially accepted"."""
    return re.sub(r"([a-z])([A-Z])", lambda found: f"{found[1]} {found[2].lower()}", name)


def response_graph(slug: str) -> URIRef:
    """The named graph of one response document."""
    return URIRef(RESPONSE_GRAPH_PREFIX + slug)
