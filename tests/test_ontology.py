"""The ontology: every term says what it is, only OWL 2 RL is used, and the closure has no contradiction."""

from __future__ import annotations

import re
from functools import cache, reduce
from pathlib import Path
from xml.etree import ElementTree

import owlrl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD

from kg import resources
from kg.model import Acceptance, Delivery, Firmness, Timing
from kg.namespaces import BASE, INSP, OA, PREFIXES, SCHEMA, THEME_SCHEME

ONTOLOGY = URIRef(str(INSP).rstrip("#"))
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
FOLDER = resources.root() / "ontology"
PACKAGE = Path(resources.__file__).parent
LANGUAGE = (str(OWL), str(RDFS), str(RDF))
# What OWL 2 RL allows and the files use; anything else has to be added here on purpose.
CONSTRUCTS = {
    *(RDF.type, RDF.first, RDF.rest, RDF.nil, RDF.langString),
    *(RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.Ontology, OWL.imports, OWL.versionInfo, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty),
    *(OWL.FunctionalProperty, OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty),
    *(OWL.IrreflexiveProperty, OWL.inverseOf, OWL.disjointWith, OWL.AllDisjointClasses, OWL.members),
    *(OWL.AllDifferent, OWL.distinctMembers),
}
MAPPED = {RDF.subject, RDF.object, RDF.Statement, RDFS.comment}  # outside terms that alignments name
ALIGNMENTS = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broadMatch, SKOS.closeMatch)
RULES = [FOLDER / name for name in ("core.ttl", "schemes.ttl", "alignments.ttl")]
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@cache
def ontology() -> Graph:
    graph = Graph()
    for path in resources.ontology_files():
        graph.parse(path)
    return graph


@cache
def pinned() -> Graph:
    graph = Graph()
    for path in sorted((FOLDER / "imports").glob("*.ttl")):
        graph.parse(path)
    return graph


def terms(*kinds: URIRef) -> list[URIRef]:
    found = {s for kind in kinds for s in ontology().subjects(RDF.type, kind) if str(s).startswith(str(INSP))}
    return sorted(URIRef(term) for term in found)


def concepts() -> list[URIRef]:
    return sorted(URIRef(node) for node in ontology().subjects(RDF.type, SKOS.Concept))


def closure(extra: str, *paths: Path) -> tuple[Graph, list[str]]:
    """The OWL 2 RL closure of the files and `extra` (Turtle), with what contradicts."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    graph.parse(data=f"@base <{BASE}> .\n{prefixes}{extra}", format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph, sorted(str(message) for message in graph.objects(None, ERROR))


@pytest.mark.parametrize("term", terms(OWL.Class, *PROPERTIES))
def test_term_has_label_definition_example_and_home(term: URIRef) -> None:
    (label,) = ontology().objects(term, RDFS.label)
    (definition,) = ontology().objects(term, SKOS.definition)
    assert isinstance(label, Literal)
    assert isinstance(definition, Literal)
    assert (label.language, definition.language) == ("en", "en")
    assert re.fullmatch(r"[A-Z][^.]*\.", str(definition)), "one sentence"
    assert list(ontology().objects(term, SKOS.example))
    assert list(ontology().objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("term", terms(OWL.Class, *PROPERTIES))
def test_term_says_which_outside_term_it_stands_under(term: URIRef) -> None:
    above = {term}
    while above and all(str(node).startswith(str(INSP)) for node in above):
        above = {o for node in above for relation in ALIGNMENTS for o in ontology().objects(node, relation)}
    assert above, "no outside term above it"


@pytest.mark.parametrize("term", terms(*PROPERTIES))
def test_property_says_what_it_is_used_on_and_leads_to(term: URIRef) -> None:
    if term in {INSP.mend, INSP.succeededBy}:  # on shapes; the inverse of a property that says it
        return
    above = [URIRef(node) for node in ontology().transitive_objects(term, RDFS.subPropertyOf)]
    assert any(list(ontology().objects(node, p)) for node in above for p in (RDFS.domain, SCHEMA.domainIncludes))
    assert any(list(ontology().objects(node, p)) for node in above for p in (RDFS.range, SCHEMA.rangeIncludes))


def test_labels_of_terms_are_used_once() -> None:
    labels = [str(ontology().value(term, RDFS.label)) for term in terms(OWL.Class, *PROPERTIES)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("term", terms(*PROPERTIES))
def test_nothing_types_literals(term: URIRef) -> None:
    """A range that is a datatype would infer a type for every literal; the shapes check datatypes."""
    for range_ in ontology().objects(term, RDFS.range):
        assert not str(range_).startswith((str(XSD), PREFIXES["edtf"], str(RDFS)))


@pytest.mark.parametrize("concept", concepts())
def test_concept_has_labels_definition_example_and_scheme(concept: URIRef) -> None:
    (label,) = ontology().objects(concept, SKOS.prefLabel)
    (scheme,) = ontology().objects(concept, SKOS.inScheme)
    assert isinstance(label, Literal)
    assert label.language == "en"
    assert len(list(ontology().objects(concept, SKOS.definition))) == 1
    assert list(ontology().objects(concept, SKOS.example))
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology()
    on_top, below = (concept, SKOS.topConceptOf, scheme), (concept, SKOS.broader, None)
    assert (on_top in ontology()) != (below in ontology())


def test_no_name_is_term_and_concept_at_once() -> None:
    kinds = [set(terms(OWL.Class)), set(terms(OWL.ObjectProperty)), set(terms(OWL.DatatypeProperty)), set(concepts())]
    assert sum(map(len, kinds)) == len(set().union(*kinds))


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        (INSP.acceptanceScheme, Acceptance),
        (INSP.deliveryScheme, Delivery),
        (INSP.firmnessScheme, Firmness),
        (INSP.timingScheme, Timing),
    ],
)
def test_closed_schemes_hold_what_the_records_can_say(scheme: URIRef, values: type[Acceptance]) -> None:
    assert set(ontology().subjects(SKOS.inScheme, scheme)) == {INSP[value.value] for value in values}


def test_themes_share_no_wording_and_each_is_one_or_two_words() -> None:
    wordings = [
        str(word)
        for theme in concepts()
        if (theme, SKOS.inScheme, THEME_SCHEME) in ontology()
        for word in ontology().objects(theme, SKOS.altLabel)
    ]
    assert len(wordings) == len(set(wordings))
    assert all(word == word.lower() and len(word.split()) <= 2 for word in wordings)


@cache
def _code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))


def test_every_term_that_the_code_writes_is_defined() -> None:
    named = set(re.findall(r"\bINSP\.(\w+)", _code())) | set(re.findall(r"(?<![\w/])insp:(\w+)", _code()))
    undefined = {name for name in named if (INSP[name], None, None) not in ontology()}
    assert {"Recommendation", "hasSpan", "acceptance"} <= named
    assert not undefined


@pytest.mark.parametrize(
    "path", sorted(p for f in ("queries", "shapes") for p in (FOLDER.parent / f).rglob("*.*")), ids=str
)
def test_every_term_that_queries_and_shapes_use_is_defined(path: Path) -> None:
    named = set(re.findall(r"(?<![\w/])insp:(\w+)", path.read_text(encoding="utf-8")))
    assert not {name for name in named if (INSP[name], None, None) not in ontology()}


@cache
def _outside() -> set[str]:
    """The terms of outside vocabularies that the ontology and the reference data name."""
    graph = ontology() + reduce(Graph.parse, map(str, resources.reference_files()), Graph())
    named = {str(node) for triple in graph for node in triple if isinstance(node, URIRef)}
    vocabularies = {re.sub(r"[^#/]*$", "", str(term)) for term in pinned().subjects(RDF.type) if "imports" not in term}
    return {iri for iri in named if re.sub(r"[^#/]*$", "", iri) in vocabularies} - vocabularies


def test_every_outside_term_is_pinned() -> None:
    assert str(PROV.Entity) in _outside()
    assert not {iri for iri in _outside() if (URIRef(iri), RDF.type, None) not in pinned()}


def test_pinned_terms_are_used() -> None:
    """An extract holds what the files and the code use and what stands above it, nothing else."""
    above = {str(o) for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in pinned().objects(None, p)}
    for term in set(pinned().subjects(RDF.type)) - set(pinned().subjects(RDF.type, OWL.Ontology)):
        name = re.split("[#/]", str(term))[-1]
        assert str(term) in _outside() | above or re.search(rf"\b[A-Z]+\.{name}\b", _code()), term


def test_imports_are_files_of_our_own() -> None:
    catalog = ElementTree.parse(FOLDER / "catalog-v001.xml").getroot()
    listed = {entry.attrib["name"]: FOLDER / entry.attrib["uri"] for entry in catalog}
    imported = {str(iri) for iri in ontology().objects(None, OWL.imports)}
    assert imported == set(listed)
    for name, path in listed.items():
        assert (URIRef(name), RDF.type, OWL.Ontology) in Graph().parse(path)


def test_only_constructs_of_owl_2_rl_are_used() -> None:
    words = {node for triple in ontology() for node in triple if str(node).startswith(LANGUAGE)}
    assert words <= CONSTRUCTS | MAPPED
    assert not set(ontology().subjects(OWL.imports)) & set(terms(OWL.Class))


def test_every_property_used_by_an_axiom_is_of_one_kind() -> None:
    known = ontology() + pinned()
    for term in terms(*PROPERTIES):
        for other in ontology().objects(term, RDFS.subPropertyOf):
            kinds = set(known.objects(other, RDF.type))
            assert (OWL.ObjectProperty in kinds) == (term in terms(OWL.ObjectProperty)), f"{term} below {other}"


def test_ontology_and_reference_data_are_consistent() -> None:
    graph, errors = closure("", *resources.ontology_files(), *resources.reference_files())
    assert not errors
    assert (BASE["organisation/uk-border-agency"], INSP.succeededBy, BASE["team/border-force"]) in graph
    assert (BASE["team/border-force"], RDF.type, ORG.Organization) in graph
    assert (BASE["team/border-force"], DCTERMS.replaces, BASE["organisation/uk-border-agency"]) in graph


def test_what_is_inferred_of_a_tree_and_its_evidence() -> None:
    graph, errors = closure(
        """
        <r/1.a.i> insp:directPartOf <r/1.a> ; insp:hasSpan <s/1> ; insp:recursIn <q/2> .
        <r/1.a> insp:directPartOf <r/1> .
        <c/1> insp:concerns <system/atlas> .
        """,
        *RULES,
    )
    assert not errors
    assert (BASE["r/1.a.i"], INSP.partOf, BASE["r/1"]) in graph
    assert (BASE["r/1"], RDF.type, INSP.Recommendation) in graph
    assert (BASE["r/1.a.i"], INSP.evidence, BASE["s/1"]) in graph
    assert (BASE["s/1"], RDF.type, OA.SpecificResource) in graph
    assert (BASE["q/2"], INSP.recursIn, BASE["r/1.a.i"]) in graph
    assert (BASE["c/1"], INSP.mentions, BASE["system/atlas"]) in graph
    assert (BASE["c/1"], RDF.type, PROV.Entity) in graph


@pytest.mark.parametrize(
    "wrong",
    [
        "<x> a insp:Recommendation , insp:Commitment .",
        "<x> insp:acceptance insp:accepted , insp:rejected .",
        "<c> insp:owner <system/atlas> . <system/atlas> a insp:System .",
        "<r/1> insp:directPartOf <r/1> .",
        "<r/1> insp:recursIn <r/1> .",
        "<team/a> insp:succeeds <team/b> . <team/b> insp:succeeds <team/a> .",
        "<r/1> insp:theme <r/2> . <r/2> a insp:Recommendation .",
        "<x> insp:respondsTo <y> ; insp:madeIn <y> .",
    ],
)
def test_contradictions_are_found(wrong: str) -> None:
    _, errors = closure(wrong, *RULES)
    assert errors
