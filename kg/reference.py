"""The reference data as records: the teams, bodies and systems that texts may name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from kg import resources
from kg.errors import DataError
from kg.model import Entity
from kg.namespaces import INSP, THEME_SCHEME

CONCEPTS = ("forms.ttl", "themes.ttl")  # of the ontology's files those that are data for readers
_KINDS = {INSP.Team: "team", ORG.FormalOrganization: "organisation", INSP.System: "system"}


def load(paths: tuple[Path, ...]) -> Graph:
    """The Turtle files as one graph. Raises DataError naming the file and line that does not parse."""
    graph = Graph()
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib raises many kinds, all mean the same to a reader
            line = getattr(error, "lines", None)
            where = f"{path.name}:{line + 1}" if isinstance(line, int) else path.name
            raise DataError("this is not valid Turtle", where=where, expected="RDF 1.1 Turtle") from error
    return graph


@cache
def graph() -> Graph:
    """The reference data that come with the package, with the themes, the issues and their forms."""
    themes = tuple(path for path in resources.ontology_files() if path.name in CONCEPTS)
    return load((*resources.reference_files(), *themes))


@cache
def ontology() -> Graph:
    """The ontology, its schemes and its alignments."""
    return load(tuple(path for path in resources.ontology_files() if path.name not in CONCEPTS))


@cache
def entities() -> tuple[Entity, ...]:
    """Every team, organisation and system of the reference data, sorted by IRI."""
    data = graph()
    found = []
    for kind, name in _KINDS.items():
        for subject in data.subjects(RDF.type, kind):
            label = str(data.value(subject, SKOS.prefLabel) or "")
            others = {str(o) for p in (SKOS.altLabel, SKOS.hiddenLabel) for o in data.objects(subject, p)}
            local = tuple(sorted(str(o) for o in data.objects(subject, INSP.localLabel)))
            documents = tuple(sorted(str(o) for o in data.objects(subject, DCTERMS.source)))
            found.append(Entity(str(subject), name, label, tuple(sorted(others)), local, documents))
    return tuple(sorted(found, key=lambda entity: entity.iri))


@cache
def themes() -> tuple[Entity, ...]:
    """The themes with the wordings that indicate them, sorted by IRI."""
    data = graph()
    found = []
    for subject in data.subjects(SKOS.inScheme, THEME_SCHEME):
        label = str(data.value(subject, SKOS.prefLabel) or "")
        others = {str(o) for o in data.objects(subject, SKOS.altLabel)}
        found.append(Entity(str(subject), "theme", label, tuple(sorted(others))))
    return tuple(sorted(found, key=lambda entity: entity.iri))
