"""The pages of systems, teams and bodies: what they are, where they come from, and what was said of them when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from kg.errors import NotFoundError
from kg.explore.common import between, count, day_of, facts, first, natural, refs, rows, slug_of, values
from kg.explore.nodes import by_label, recommendations
from kg.explore.papers import Paper, papers
from kg.explore.promises import commitments
from kg.explore.shapes import EntityPage, Ref, Relative, Told, ToldCount
from kg.explore.spans import quotes
from kg.interface import Store
from kg.namespaces import BASE

Way = Literal["itself", "predecessor", "successor"]
_KINDS: dict[str, Literal["system", "team", "organisation"]] = {
    "system": "system",
    "team": "team",
    "organisation": "organisation",
}
_ABOUT = (
    "rdf:type", "skos:prefLabel", "skos:altLabel", "skos:definition", "rdfs:comment", "insp:operatedBy", "org:unitOf",
    "org:subOrganizationOf",
)  # fmt: skip
_UNITS = "SELECT DISTINCT ?unit { { ?unit org:unitOf <%s> } UNION { ?unit org:subOrganizationOf <%s> } }"
_LINEAGE = """SELECT DISTINCT ?way ?relative {
  { <%s> insp:succeeds+ ?relative BIND ("predecessor" AS ?way) }
  UNION { ?relative insp:succeeds+ <%s> BIND ("successor" AS ?way) } } LIMIT 200"""
# what names it, or is asked of it: recommendations, answers, commitments
_SAID = """SELECT DISTINCT ?iri ?about { VALUES ?about { %s }
  { ?iri insp:mentions ?about } UNION { ?iri insp:owner ?about } UNION { ?iri insp:respondent ?about } }"""
_MENTIONS = "SELECT (COUNT(DISTINCT ?mention) AS ?n) { ?mention oa:hasBody <%s> }"


def system(store: Store, slug: str, *, as_of: str = "", limit: int = 50) -> EntityPage:
    """The page of a system. Raises NotFoundError where there is none, UsageError for a day or limit that cannot be."""
    return _page(store, _known(store, [f"{BASE}system/{slug_of(slug, 'system')}"], f"system {slug}"), as_of, limit)


def team(store: Store, slug: str, *, as_of: str = "", limit: int = 50) -> EntityPage:
    """The page of a team or body, with what was said to those it came from. Raises as `system` does."""
    name = slug_of(slug, "team or body")
    return _page(
        store, _known(store, [f"{BASE}team/{name}", f"{BASE}organisation/{name}"], f"team {slug}"), as_of, limit
    )


def _known(store: Store, iris: list[str], name: str) -> str:
    said = facts(store, iris, "rdf:type")
    found = next((iri for iri in iris if iri in said), None)
    if found is None:
        raise NotFoundError(f"there is no {name}", mend="/api/entities lists them all")
    return found


def _page(store: Store, iri: str, as_of: str, limit: int) -> EntityPage:
    day = day_of(as_of)
    between(limit, 1, 1000, "limit")
    about = facts(store, [iri], *_ABOUT)[iri]
    units = [row["unit"] for row in rows(store, _UNITS % (iri, iri))]
    ways: dict[str, Way] = {iri: "itself"}
    for row in rows(store, _LINEAGE % (iri, iri)):
        ways.setdefault(row["relative"], "predecessor" if row["way"] == "predecessor" else "successor")
    parts = [one for name in ("unitOf", "subOrganizationOf", "operatedBy") for one in about.get(name, ())]
    named = refs(store, [*ways, *units, *parts])
    reports = {paper.slug: paper for paper in papers(store).values()}
    said = _said(store, ways, reports)
    own = [row for row in said if row[3] == iri]
    shown = {kind: [row[2] for row in own if row[1] == kind] for kind in ("recommendation", "commitment")}
    return {
        "ref": named[iri],
        "kind": _KINDS[iri.removeprefix(str(BASE)).partition("/")[0]],
        "altLabels": about.get("altLabel", []),
        "definition": first(about, "definition"),
        "comment": first(about, "comment"),
        "operatedBy": by_label(named[one] for one in about.get("operatedBy", ())),
        "unitOf": by_label(named[one] for name in ("unitOf", "subOrganizationOf") for one in about.get(name, ())),
        "units": by_label(named[one] for one in units),
        "lineage": _lineage(ways, named, said),
        "reports": len({row[0].slug for row in own}),
        "mentions": count(store, _MENTIONS % iri),
        "historyTotal": len(said),
        "historyByYear": _by_year(said),
        "history": _history(store, said[-limit:], named),
        "recommendationsTotal": len(shown["recommendation"]),
        "recommendations": list(recommendations(store, shown["recommendation"][-limit:]).values()),
        "commitmentsTotal": len(shown["commitment"]),
        "commitments": list(commitments(store, shown["commitment"][-limit:], day).values()),
        "asOf": day,
    }


_Said = tuple[Paper, Literal["recommendation", "answer", "commitment"], str, str]
_SORTS: dict[str, Literal["recommendation", "answer", "commitment"]] = {
    "recommendation": "recommendation",
    "response": "answer",
    "commitment": "commitment",
}


def _said(store: Store, iris: Iterable[str], reports: Mapping[str, Paper]) -> list[_Said]:
    """What was said of, or to, these things in time order: report, kind, what, and of which thing. The name of a thing
    of a response tells its kind and its report."""
    found: list[_Said] = []
    for row in rows(store, _SAID % values(iris)):
        kind, _, rest = row["iri"].removeprefix(str(BASE)).partition("/")
        paper = reports.get(rest.partition("/")[0])
        if kind in _SORTS and paper:
            found.append((paper, _SORTS[kind], row["iri"], row["about"]))
    places = {"recommendation": 0, "answer": 1, "commitment": 2}
    return sorted(found, key=lambda one: (one[0].order, natural(one[2].split("/")[7]), places[one[1]], one[2], one[3]))


def _lineage(ways: Mapping[str, Way], named: Mapping[str, Ref], said: Iterable[_Said]) -> list[Relative]:
    years: dict[str, list[str]] = {}
    for paper, _, _, about in said:
        if paper.year:
            years.setdefault(about, []).append(paper.year)
    order = {"predecessor": 0, "itself": 1, "successor": 2}
    return [
        {
            "ref": named[iri],
            "relation": way,
            "firstNamed": min(years.get(iri, [""])),
            "lastNamed": max(years.get(iri, [""])),
        }
        for iri, way in sorted(ways.items(), key=lambda one: (order[one[1]], named[one[0]]["label"]))
    ]


def _by_year(said: Iterable[_Said]) -> list[ToldCount]:
    counts = Counter((paper.year, kind) for paper, kind, _, _ in said)
    return [{"year": year, "kind": kind, "n": n} for (year, kind), n in sorted(counts.items())]


def _history(store: Store, said: list[_Said], named: Mapping[str, Ref]) -> list[Told]:
    iris = [iri for _, _, iri, _ in said]
    texts = facts(store, iris, "insp:text", "insp:number", "insp:answers", "insp:addresses")
    places = quotes(store, iris)
    told: list[Told] = []
    for paper, kind, iri, about in said:
        one = texts.get(iri, {})
        node = first(one, "answers") or first(one, "addresses") or iri
        number = node.rsplit("/", 1)[-1]
        some = places.get(iri)
        path = some[0]["path"] if some else paper.part(node, number)["path"]
        told.append(
            {
                "year": paper.year,
                "report": paper.ref,
                "kind": kind,
                "ref": {"iri": iri, "label": paper.label_of(kind, number), "path": path},
                "about": named[about],
                "text": first(one, "text"),
                "quote": some[0] if some else None,
            }
        )
    return told
