"""The front: what is in the store, and what a reader should see of it first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg._version import __version__
from kg.explore.common import count, date, day_of, ref, rows
from kg.explore.promises import commitments
from kg.explore.select import Filter, chosen, counted
from kg.explore.shapes import About, Counts, IssueCount, Overview, Positions, Ref, SystemCount, YearPositions
from kg.interface import Store
from kg.namespaces import BASE, HISTORY_GRAPH, RECURRENCE_GRAPH, THEME
from kg.query import bind, find

FIRST = 15  # rows of each list of the overview
_RECURRENCE = RECURRENCE_GRAPH.n3()
_COUNTS = {
    # not those that only follow up another one: nothing of theirs was answered
    "reports": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a insp:Report "
    "FILTER EXISTS { ?part insp:madeIn ?x FILTER EXISTS { ?answer insp:answers ?part } } }",
    "recommendations": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x insp:madeIn ?report }",
    "leaves": "SELECT (SUM(?leaves) AS ?n) { { SELECT ?x { ?x insp:ofPosition ?position } } "
    "{ SELECT ?x ?leaves { ?x insp:leafCount ?leaves } } }",
    "responses": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x insp:respondent ?body }",
    "commitments": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x insp:promisedIn ?response }",
    "links": f"SELECT (COUNT(?x) AS ?n) {{ GRAPH {_RECURRENCE} {{ ?x a insp:RecurrenceLink }} }}",
    "issues": f"SELECT (COUNT(?x) AS ?n) {{ GRAPH {_RECURRENCE} {{ ?x a insp:RecurringIssue }} }}",
    "systems": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a insp:System }",
    "teams": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a insp:Team }",
}
_LAST = f"""SELECT ?when ?act {{ GRAPH {HISTORY_GRAPH.n3()} {{ ?act prov:endedAtTime ?when }} }}
ORDER BY DESC(?when) DESC(?act) LIMIT 1"""
_DECIDED = "SELECT (COUNT(?decision) AS ?n) (MAX(?on) AS ?last) { ?decision a insp:Decision ; dcterms:date ?on }"
_SMALL = 200  # graphs up to which quads are counted: it takes a microsecond for each
_DIGEST = f"SELECT ?digest {{ GRAPH {_RECURRENCE} {{ ?x insp:indexDigest ?digest }} }} LIMIT 1"


def about(store: Store, *, writable: bool = False, version: str = "", quads: int = -1) -> About:
    """What is in the store and how new it is. `version` is its data version, worked out where none is told; `quads`
    their number, which is counted in a small store and not told of a large one where nobody knows it."""
    last = rows(store, _LAST)
    graphs = count(store, "SELECT (COUNT(DISTINCT ?graph) AS ?n) { GRAPH ?graph { } }")
    known = store.size() if quads < 0 and graphs <= _SMALL else quads
    return {
        "version": __version__,
        "store": {
            "quads": known if known >= 0 else None,
            "graphs": graphs,
            "dataVersion": version or data_version(store),
            "updated": last[0]["when"] if last else None,
        },
        "counts": counts(store),
        "writable": writable,
    }


def data_version(store: Store) -> str:
    """A name of the state of the store: by its index of recommendations, what people decided and the last acceptance.

    A server that writes with updates of its own counts them itself.
    """
    graphs = count(store, "SELECT (COUNT(DISTINCT ?graph) AS ?n) { GRAPH ?graph { } }")
    known = f"{graphs} {rows(store, _LAST)} {rows(store, _DIGEST)} {rows(store, _DECIDED)}"
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def counts(store: Store) -> Counts:
    """How many things of each kind there are."""
    n = {name: count(store, query) for name, query in _COUNTS.items()}
    return {
        "reports": n["reports"],
        "recommendations": n["recommendations"],
        "leaves": n["leaves"],
        "responses": n["responses"],
        "commitments": n["commitments"],
        "links": n["links"],
        "issues": n["issues"],
        "systems": n["systems"],
        "teams": n["teams"],
    }


def overview(store: Store, *, as_of: str = "") -> Overview:
    """Positions by year, issues that came back, promises past their date. Raises UsageError for a day that is none."""
    day = day_of(as_of)
    recurring, shared = recurring_issues(store), _shared_systems(store)
    late = chosen(store, day, Filter("overdue"), limit=FIRST)
    return {
        "asOf": day,
        "counts": counts(store),
        "positionsByYear": _by_year(store),
        "recurring": recurring[:FIRST],
        "recurringTotal": len(recurring),
        "overdue": list(commitments(store, late.iris, day).values()),
        "overdueTotal": late.total,
        "undatedTotal": counted(store, day, Filter("undated")),
        "sharedSystems": shared[:FIRST],
        "sharedSystemsTotal": len(shared),
    }


def _by_year(store: Store) -> list[YearPositions]:
    found: dict[str, YearPositions] = {}
    for year, _, position, leaves in positions(store):
        none: YearPositions = {"year": year, "accepted": 0, "partiallyAccepted": 0, "rejected": 0, "notStated": 0}
        add(found.setdefault(year, none), position, leaves)
    return sorted(found.values(), key=lambda line: (line["year"] == "", line["year"]))


def positions(store: Store) -> Iterator[tuple[str, str, str, int]]:
    """Year, slug, position in words and number of leaves, from the summaries (queries/views/summary-positions.rq)."""
    for row in rows(store, "SELECT DISTINCT ?counts { ?document insp:positionCounts ?counts }"):
        year, slug, position, leaves, _ = row["counts"].split("\t")
        yield year, slug, position, int(leaves)


def add(line: Positions | YearPositions, position: str, leaves: int) -> None:
    """Count leaves under a position (its local name, or its words)."""
    match position.replace(" ", "").lower():
        case "accepted":
            line["accepted"] += leaves
        case "partiallyaccepted":
            line["partiallyAccepted"] += leaves
        case "rejected":
            line["rejected"] += leaves
        case _:
            line["notStated"] += leaves


def recurring_issues(store: Store) -> list[IssueCount]:
    """The issues that two or more reports raise, those of most reports first."""
    return [
        {
            "issue": issue_ref(row["iri"].replace(str(BASE["issue/"]), str(THEME)), row.get("issue", "")),
            "reports": int(row["reports"]),
            "recommendations": int(row.get("recommendations", "0")),
            "firstRaised": date(row.get("firstRaised", "")),
            "lastRaised": date(row.get("lastRaised", "")),
        }
        for row in rows_of_question(store, "recurring-issues")
    ]


def issue_ref(concept: str, label: str) -> Ref:
    """A reference to an issue, also to one that does not come with the package."""
    told = ref(concept, label)
    told["path"] = told["path"].replace("/theme/", "/issue/")
    return told


def _shared_systems(store: Store) -> list[SystemCount]:
    return [
        {
            "system": ref(row["iri"], row["system"]),
            "reports": int(row["reports"]),
            "first": row.get("first", ""),
            "last": row.get("last", ""),
        }
        for row in rows_of_question(store, "shared-systems")
    ]


def rows_of_question(store: Store, name: str, **given: object) -> list[dict[str, str]]:
    """The rows of a named question as texts, without unbound columns."""
    return rows(store, bind(find(name), given), prologue=False)
