"""What the endpoint tells of itself: SPARQL 1.1 Service Description, VoID and DCAT with statistics."""

from __future__ import annotations

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, VOID, XSD

from kg.interface import Store
from kg.namespaces import BASE, INSP, PREFIXES, THEME

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_SYNTAXES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_KNOWN_LICENCES = {"OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"}  # SPDX
_VOCABULARIES = ("insp", "oa", "org", "prov", "skos", "dcterms", "schema")
_AS_FOUND = "The union of all graphs as a query finds it: a triple counts once for each graph that it is in."
_DISTINCT = (
    "The triples of the whole are counted once each; those of a property count once for each graph that they are in."
)
_TITLE = "inspection-kg: what inspectors recommended and what departments promised in answer"


def service(store: Store, base: str, *, writable: bool, version: str) -> Graph:
    """The description of the service at `base`/sparql; which graphs there are is told with their sizes."""
    found = _bound()
    endpoint = URIRef(f"{base}/sparql")
    node, data, default = endpoint, BNode(), BNode()
    found.add((node, RDF.type, SD.Service))
    found.add((node, SD.endpoint, endpoint))
    for language in (SD.SPARQL11Query, *([SD.SPARQL11Update] if writable else [])):
        found.add((node, SD.supportedLanguage, language))
    found.add((node, SD.feature, SD.UnionDefaultGraph))
    for name in (*_RESULTS, *_SYNTAXES):
        found.add((node, SD.resultFormat, FORMATS[name]))
    found.add((node, SD.defaultDataset, data))
    found.add((data, RDF.type, SD.Dataset))
    found.add((data, SD.defaultGraph, default))
    found.add((default, RDF.type, SD.Graph))
    rows = _graphs(store)
    ((whole,),) = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows
    found.add((default, VOID.triples, _number(whole)))
    found.add((default, RDFS.comment, Literal(_AS_FOUND, lang="en")))
    for name, count in rows:
        one, graph = BNode(), BNode()
        for triple in (
            (data, SD.namedGraph, one), (one, RDF.type, SD.NamedGraph), (one, SD.name, URIRef(name)),
            (one, SD.graph, graph), (graph, RDF.type, SD.Graph), (graph, VOID.triples, _number(count)),
        ):  # fmt: skip
            found.add(triple)
    found.add((node, RDFS.seeAlso, URIRef(f"{base}/.well-known/void")))
    return found


def dataset(store: Store, base: str, *, writable: bool, version: str) -> Graph:
    """VoID and DCAT of the data: counts for each class, property and graph, where to query and to fetch it."""
    found = _bound()
    node = URIRef(f"{base}/.well-known/void#dataset")
    description = URIRef(f"{base}/.well-known/void")
    found.add((description, RDF.type, VOID.DatasetDescription))
    found.add((description, FOAF.primaryTopic, node))
    for kind in (VOID.Dataset, DCAT.Dataset):
        found.add((node, RDF.type, kind))
    found.add((node, DCTERMS.title, Literal(_TITLE, lang="en")))
    found.add((node, URIRef(f"{DCAT}version"), Literal(version)))  # of DCAT 3, which rdflib does not know yet
    found.add((node, DCTERMS.conformsTo, URIRef(f"{INSP}".removesuffix("#"))))
    found.add((node, VOID.sparqlEndpoint, URIRef(f"{base}/sparql")))
    found.add((node, VOID.uriSpace, Literal(str(BASE))))
    for name in _VOCABULARIES:
        found.add((node, VOID.vocabulary, URIRef(PREFIXES[name])))
    found.add((node, RDFS.comment, Literal(_DISTINCT, lang="en")))
    _totals(store, found, node)
    _parts(store, found, node)
    _access(found, node, base, _licences(store))
    return found


def _licences(store: Store) -> list[URIRef]:
    """The licences that the graph states for its documents and for itself, as far as their addresses are known."""
    rows = store.select(f"SELECT DISTINCT ?licence WHERE {{ ?of {DCTERMS.license.n3()} ?licence }}").rows
    found = {_KNOWN_LICENCES.get(str(one), str(one)) for (one,) in rows}
    return [URIRef(one) for one in sorted(found) if one.startswith(("http://", "https://"))]


def _totals(store: Store, found: Graph, node: URIRef) -> None:
    (row,) = store.select(
        "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) "
        "(COUNT(DISTINCT ?p) AS ?properties) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
    ).rows
    names = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects, VOID.properties)
    for name, count in zip(names, row, strict=True):
        found.add((node, name, _number(count)))


def _parts(store: Store, found: Graph, node: URIRef) -> None:
    classes = store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c } GROUP BY ?c").rows
    found.add((node, VOID.classes, _number(len(classes))))
    for kind, count in classes:
        if isinstance(kind, URIRef):
            part = BNode()
            found.add((node, VOID.classPartition, part))
            found.add((part, VOID["class"], kind))
            found.add((part, VOID.entities, _number(count)))
    for name, count in store.select("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p").rows:
        part = BNode()
        found.add((node, VOID.propertyPartition, part))
        found.add((part, VOID.property, URIRef(str(name))))
        found.add((part, VOID.triples, _number(count)))
    for name, count in _graphs(store):
        graph = URIRef(name)
        found.add((node, VOID.subset, graph))
        found.add((graph, RDF.type, VOID.Dataset))
        found.add((graph, VOID.triples, _number(count)))


def _access(found: Graph, node: URIRef, base: str, licences: list[URIRef]) -> None:
    data, service_ = URIRef(f"{base}/data?default"), URIRef(f"{base}/sparql")
    catalog = URIRef(f"{base}/.well-known/void#catalog")
    found.add((catalog, RDF.type, DCAT.Catalog))
    found.add((catalog, DCTERMS.title, Literal("inspection-kg", lang="en")))
    found.add((catalog, DCAT.dataset, node))
    found.add((catalog, DCAT.service, service_))
    found.add((service_, RDF.type, DCAT.DataService))
    found.add((service_, DCAT.endpointURL, service_))
    found.add((service_, DCAT.servesDataset, node))
    media = {"text/turtle": "Turtle", "application/n-triples": "N-Triples", "application/ld+json": "JSON-LD"}
    for kind, name in media.items():
        one = BNode()
        found.add((node, DCAT.distribution, one))
        found.add((one, RDF.type, DCAT.Distribution))
        found.add((one, DCTERMS.title, Literal(f"Everything as {name}", lang="en")))
        found.add((one, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{kind}")))
        found.add((one, DCAT.accessURL, data))
        found.add((one, DCAT.accessService, service_))
        for licence in licences:
            found.add((one, DCTERMS.license, licence))
    for licence in licences:
        for about in (node, catalog):
            found.add((about, DCTERMS.license, licence))


def _graphs(store: Store) -> list[tuple[str, object]]:
    rows = store.select("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g").rows
    return [(str(name), count) for name, count in rows if isinstance(name, URIRef)]


def _number(count: object) -> Literal:
    return Literal(int(str(count)), datatype=XSD.integer)


def _bound() -> Graph:
    found = Graph()
    for prefix, namespace in {"sd": SD, "void": VOID, "dcat": DCAT, "formats": FORMATS, "theme": THEME}.items():
        found.bind(prefix, namespace)
    return found
