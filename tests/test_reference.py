"""The reference data: names, kinds and relations of the teams, bodies and systems that the five responses name."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from kg import resources
from kg.identifiers import slugify
from kg.namespaces import BASE, INSP

KINDS = {INSP.Team: "team", ORG.FormalOrganization: "organisation", INSP.System: "system"}
FOLD = str.maketrans({"\n": " ", "’": "'"})


@cache
def reference() -> Graph:
    graph = Graph()
    for path in resources.reference_files():
        graph.parse(path)
    return graph


@cache
def sources() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8").translate(FOLD) for path in resources.responses().glob("*.txt")}


def entries() -> list[URIRef]:
    return sorted(node for node in set(reference().subjects()) if isinstance(node, URIRef))


def labels(entry: URIRef, *kinds: URIRef) -> list[str]:
    return [str(label) for kind in kinds for label in reference().objects(entry, kind)]


def names(label: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label.translate(FOLD))}(?!\w)", text) is not None


@pytest.mark.parametrize("entry", entries())
def test_entry_is_of_one_kind_and_named_after_its_label(entry: URIRef) -> None:
    (kind,) = reference().objects(entry, RDF.type)
    (label,) = labels(entry, SKOS.prefLabel)
    assert entry == BASE[f"{KINDS[URIRef(kind)]}/{slugify(label)}"]


@pytest.mark.parametrize("entry", entries())
def test_entry_has_one_definition_in_english(entry: URIRef) -> None:
    (definition,) = reference().objects(entry, SKOS.definition)
    assert isinstance(definition, Literal)
    assert definition.language == "en"
    assert re.fullmatch(r"[A-Z][^.]*\.", str(definition)), "one sentence"


@pytest.mark.parametrize("entry", entries())
def test_the_documents_that_name_an_entry_are_those_it_tells(entry: URIRef) -> None:
    told = {str(source) for source in reference().objects(entry, DCTERMS.source)}
    everywhere = labels(entry, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    local = labels(entry, INSP.localLabel)
    named = {file for file, text in sources().items() if any(names(label, text) for label in everywhere)}
    assert told
    assert named <= told
    for file in told - named:
        assert any(names(label, sources()[file]) for label in local), f"{file} does not name it"


def test_no_two_entries_share_a_name() -> None:
    owners: dict[str, URIRef] = {}
    for entry in entries():
        for label in labels(entry, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, INSP.localLabel):
            assert owners.setdefault(label.translate(FOLD), entry) == entry, f"{label} names two entries"


@pytest.mark.parametrize("entry", entries())
def test_names_that_hold_everywhere_are_safe(entry: URIRef) -> None:
    risky = {"IT", "II", "RED", "HR", "Casework", "Secretariat", "Chief Inspector", "Intelligence"}
    for label in labels(entry, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        assert label == label.strip()
        assert label not in risky
        assert label != label.lower(), "a name in small letters is an ordinary word"


@pytest.mark.parametrize("entry", entries())
def test_relations_lead_to_entries(entry: URIRef) -> None:
    known = set(entries())
    for predicate in (ORG.unitOf, ORG.subOrganizationOf, INSP.succeeds, INSP.operatedBy):
        for other in reference().objects(entry, predicate):
            assert other in known - {entry}
    if (entry, RDF.type, INSP.Team) in reference():
        assert len(list(reference().objects(entry, ORG.unitOf))) == 1


def test_every_team_leads_up_to_a_body() -> None:
    for team in reference().subjects(RDF.type, INSP.Team):
        above = list(reference().transitive_objects(team, ORG.unitOf))
        assert (above[-1], RDF.type, ORG.FormalOrganization) in reference()


def test_the_successors_of_the_uk_border_agency() -> None:
    agency = BASE["organisation/uk-border-agency"]
    successors = {str(node).rsplit("/", 1)[-1] for node in reference().subjects(INSP.succeeds, agency)}
    assert successors == {"border-force", "immigration-enforcement", "uk-visas-and-immigration"}


@pytest.mark.parametrize(
    "name",
    [
        *("IMS", "SIP", "HODAC", "CIDRE", "CENTAUR", "PRONTO", "Pronto", "Atlas", "Wilberforce", "PNC"),
        *("UKBA", "IE", "BF", "UKVI", "LIT", "LITs", "CCU", "3iS", "DDaT", "IECA", "IPT", "DET", "TASU", "WSS", "SST"),
        *("CSG", "HMPO", "HMPPS", "HMRC", "ICIBI", "FNORC"),
    ],
)
def test_acronyms_of_the_documents_are_known(name: str) -> None:
    assert any(name in labels(entry, SKOS.prefLabel, SKOS.altLabel) for entry in entries())
