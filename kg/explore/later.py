"""What later documents say of earlier recommendations and commitments: a department's claims, inspectors' verdicts."""

from __future__ import annotations

from collections.abc import Iterable

from kg.explore.common import ref, rows_of
from kg.explore.papers import papers
from kg.explore.shapes import Ref
from kg.explore.spans import quotes
from kg.identifiers import report as report_iri
from kg.interface import Store
from kg.namespaces import BASE, INSP

_SAID = """SELECT DISTINCT ?about ?way ?iri { VALUES ?about { %s }
  ?iri ?way ?about FILTER (?way IN (insp:claimOf, insp:assesses)) } ORDER BY ?iri"""
_NAMES = {str(INSP.claimOf): "claim", str(INSP.assesses): "inspector’s verdict"}


def said_later(store: Store, iris: Iterable[str]) -> dict[str, list[Ref]]:
    """The claims and assessments about each thing, named after the report whose document makes them; the oldest name
    first. A path leads to the words."""
    found = rows_of(store, _SAID, iris)
    slugs = {row["iri"]: row["iri"].removeprefix(str(BASE)).split("/")[1] for row in found if _ours(row["iri"])}
    made = papers(store, {str(report_iri(slug)) for slug in slugs.values()})
    reports = {paper.slug: paper for paper in made.values()}
    places = quotes(store, (row["iri"] for row in found))
    told: dict[str, list[Ref]] = {}
    for row in found:
        slug = slugs.get(row["iri"], "")
        where = reports[slug].label if slug in reports else slug.replace("-", " ")
        one = ref(row["iri"], f"{_NAMES[row['way']]}, {where}" if where else _NAMES[row["way"]])
        if some := places.get(row["iri"]):
            one["path"] = some[0]["path"]
        told.setdefault(row["about"], []).append(one)
    return told


def _ours(iri: str) -> bool:
    return iri.startswith(str(BASE)) and iri.removeprefix(str(BASE)).count("/") > 1
