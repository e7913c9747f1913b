"""The lists of systems, teams and themes, those that most reports have to do with first."""

from __future__ import annotations

from kg.explore.common import labels, ref, rows
from kg.explore.shapes import Entities, EntityCount, ThemeCount
from kg.interface import Store
from kg.namespaces import RESPONSE_GRAPH_PREFIX

_SYSTEMS = """SELECT ?iri (COUNT(DISTINCT ?report) AS ?n) {
  { SELECT ?iri { ?iri a insp:System } } OPTIONAL { SELECT ?iri ?report { ?report insp:namesSystem ?iri } } }
GROUP BY ?iri"""
# the graphs of responses are one a report: they count the reports, of the same things as the page of a team does
_TEAMS = f"""SELECT ?iri (COUNT(DISTINCT ?graph) AS ?n) {{
  {{ SELECT DISTINCT ?iri {{ {{ ?iri a insp:Team }} UNION {{ ?iri a org:FormalOrganization }} }} }}
  OPTIONAL {{ {{ SELECT ?graph ?iri {{ GRAPH ?graph {{
      {{ ?said insp:mentions ?iri }} UNION {{ ?said insp:owner ?iri }} UNION {{ ?said insp:respondent ?iri }} }}
    FILTER (STRSTARTS(STR(?graph), "{RESPONSE_GRAPH_PREFIX}")) }} }} }} }} GROUP BY ?iri"""
_MENTIONS = """SELECT ?iri (COUNT(DISTINCT ?mention) AS ?n) {
  { SELECT ?mention { ?mention a insp:Mention } } { SELECT ?mention ?iri { ?mention oa:hasBody ?iri } } }
GROUP BY ?iri"""
_THEMES = """SELECT ?iri (COUNT(DISTINCT ?report) AS ?n) (SUM(?leaves) AS ?all) {
  { SELECT ?tally ?iri { ?tally insp:ofTheme ?iri } } { SELECT ?tally ?leaves { ?tally insp:leafCount ?leaves } }
  { SELECT ?tally ?report { ?tally insp:tallyOf ?report } } } GROUP BY ?iri"""


def entities(store: Store) -> Entities:
    """The systems, the teams and bodies, and the themes that responses have to do with, those of most reports first."""
    mentions = {row["iri"]: int(row["n"]) for row in rows(store, _MENTIONS)}
    return {
        "systems": _counted(store, _SYSTEMS, mentions),
        "teams": _counted(store, _TEAMS, mentions),
        "themes": _themes(store),
    }


def _counted(store: Store, query: str, mentions: dict[str, int]) -> list[EntityCount]:
    found = {row["iri"]: int(row["n"]) for row in rows(store, query) if "iri" in row}
    named = labels(store, found)
    told: list[EntityCount] = [
        {"ref": ref(iri, named.get(iri, "")), "reports": reports, "mentions": mentions.get(iri, 0)}
        for iri, reports in found.items()
    ]
    return sorted(told, key=lambda one: (-one["reports"], -one["mentions"], one["ref"]["label"]))


def _themes(store: Store) -> list[ThemeCount]:
    found = [row for row in rows(store, _THEMES) if "iri" in row]
    named = labels(store, (row["iri"] for row in found))
    told: list[ThemeCount] = [
        {
            "ref": ref(row["iri"], named.get(row["iri"], "")),
            "reports": int(row["n"]),
            "recommendations": int(row["all"]),
        }
        for row in found
    ]
    return sorted(told, key=lambda one: (-one["reports"], -one["recommendations"], one["ref"]["label"]))
