"""The page of one link: two recommendations side by side, what they share, and why they are linked."""

from __future__ import annotations

from kg.errors import NotFoundError
from kg.explore.chain import promised_on
from kg.explore.common import day_of, recommendation_of, refs, rows, tail
from kg.explore.nodes import recommendations
from kg.explore.shapes import Commitment, LinkPage, Recommendation, Ref, Side
from kg.explore.wording import Stretch, located, shared
from kg.interface import Store
from kg.namespaces import RECURRENCE_GRAPH

_FACTS = """SELECT DISTINCT ?link ?property ?value { GRAPH %s {
  ?link insp:earlier <%s> ; insp:later <%s> ; ?property ?value } } ORDER BY ?value"""
_MEANING = "SELECT DISTINCT ?words { <%s> skos:definition ?words } ORDER BY ?words LIMIT 1"
_SHARED = ("issue", "sharedSystem", "sharedTeam", "sharedForm")


def link(store: Store, earlier: str, later: str, *, as_of: str = "") -> LinkPage:
    """The link of two recommendations, each by its IRI or as slug/number, in any order.

    Raises NotFoundError where they are not linked, UsageError for names or a day that cannot be.
    """
    day = day_of(as_of)
    one, other = recommendation_of(earlier, "earlier"), recommendation_of(later, "later")
    said = _said(store, one, other) or _said(store, other, one)
    told = recommendations(store, [one, other])
    if not said or len(told) < 2:
        raise NotFoundError("these two recommendations are not linked", where=f"{tail(one)} and {tail(other)}")
    first, second = said["earlier"][0], said["later"][0]
    named = refs(store, (iri for name in _SHARED for iri in said.get(name, ())))
    promised = promised_on(store, [first, second], day)
    marks = shared(told[first]["text"], told[second]["text"])
    words = {name: said.get(name, [""])[0] for name in ("earlierQuotation", "laterQuotation", "reason", "method")}
    verdict = said.get("verdict", [""])[0]
    issues = _refs(named, said, "issue")
    forms = _refs(named, said, "sharedForm")
    return {
        "iri": said["iri"][0],
        "earlier": _side(told[first], words["earlierQuotation"], marks[0], promised.get(first, [])),
        "later": _side(told[second], words["laterQuotation"], marks[1], promised.get(second, [])),
        "reasons": reasons(words["reason"]),
        "score": float(said.get("score", ["0"])[0]),
        "verdict": tail(verdict),
        "verdictMeaning": _meaning(store, verdict),
        "method": words["method"],
        "issue": issues[0] if issues else None,
        "issues": issues,
        "sharedForm": forms[0]["label"] if forms else "",
        "sharedSystems": _refs(named, said, "sharedSystem"),
        "sharedTeams": _refs(named, said, "sharedTeam"),
        "review": tail(said.get("review", [""])[0]),
        "earlierQuotation": words["earlierQuotation"],
        "laterQuotation": words["laterQuotation"],
    }


def _said(store: Store, earlier: str, later: str) -> dict[str, list[str]]:
    """What the graph says of the link, by the local name of the property; the link itself under "iri"."""
    said: dict[str, list[str]] = {}
    for row in rows(store, _FACTS % (RECURRENCE_GRAPH.n3(), earlier, later)):
        said.setdefault("iri", [row["link"]])
        if row["link"] == said["iri"][0]:
            said.setdefault(tail(row["property"]), []).append(row["value"])
    return said


def _refs(named: dict[str, Ref], said: dict[str, list[str]], name: str) -> list[Ref]:
    return sorted((named[iri] for iri in said.get(name, ())), key=lambda one: (one["label"], one["iri"]))


def _side(told: Recommendation, quotation: str, marks: list[Stretch], promised: list[Commitment]) -> Side:
    return {
        "recommendation": told,
        "report": told["report"],
        "text": told["text"],
        "quotation": located(told["text"], quotation),
        "marks": marks,
        "acceptance": told["acceptance"],
        "commitments": promised,
    }


def reasons(sentence: str) -> list[str]:
    """The parts of a reason, each a sentence."""
    parts = [part.strip().rstrip(".") for part in sentence.split("; ")]
    return [f"{part[:1].upper()}{part[1:]}." for part in parts if part]


def _meaning(store: Store, verdict: str) -> str:
    found = rows(store, _MEANING % verdict) if verdict else []
    return found[0]["words"] if found else ""
