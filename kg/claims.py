"""What later documents claim of recommendations: how things stand, in their words, and as of when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef

from kg.dates import bounds
from kg.interface import Store
from kg.namespaces import PROLOGUE, local_name, words

# the two ways to a claim apart: a claim of the recommendation or a stem, or of a commitment on one of them
_CLAIMS = """SELECT DISTINCT ?iri ?claim ?text ?delivery ?state ?own ?published {{
  {{ SELECT DISTINCT ?iri ?claim {{
    {{ VALUES ?iri {{ {iris} }} ?iri insp:directPartOf* ?node . ?claim insp:claimOf ?node }}
    UNION
    {{ VALUES ?iri {{ {iris} }} ?iri insp:directPartOf* ?node . ?act insp:addresses ?node .
      ?claim insp:claimOf ?act }} }} }}
  OPTIONAL {{ ?claim insp:text ?text }} OPTIONAL {{ ?claim insp:delivery ?delivery }}
  OPTIONAL {{ ?claim insp:state ?state }} OPTIONAL {{ ?claim insp:asOf ?own }}
  OPTIONAL {{ ?claim insp:claimedIn ?paper OPTIONAL {{ ?paper insp:published ?published }} }} }}"""
_DONE = frozenset({"completed", "closed", "closedByOtherMeans"})  # as in queries/views/summary-claims.rq


@dataclass(frozen=True, slots=True)
class Claim:
    """What a later document claims: its words, the state ("completed", "closed" …), and its date as EDTF or empty."""

    text: str
    state: str
    date: str

    @property
    def done(self) -> bool:
        """Whether it says that nothing is left to do."""
        return self.state in _DONE

    @property
    def words(self) -> str:
        """The state in words: "closed by other means"."""
        return words(self.state)


def claims(store: Store, names: Iterable[str]) -> dict[str, list[Claim]]:
    """What later documents claim of these recommendations (IRIs), of their stems or of commitments on them: the last
    comes last, and what has no date first."""
    iris = " ".join(URIRef(name).n3() for name in sorted(set(names)))
    rows = store.select(PROLOGUE + _CLAIMS.format(iris=iris)).rows if iris else []
    found: dict[str, set[tuple[str, str, Claim]]] = {}
    for row in rows:
        iri, claim, text, delivery, state, own, published = ("" if value is None else str(value) for value in row)
        told = Claim(text, _state(state, delivery), own or published)
        found.setdefault(iri, set()).add((_end(own) or _end(published), claim, told))
    return {iri: [told for _, _, told in sorted(some, key=lambda one: one[:2])] for iri, some in found.items()}


def _state(state: str, delivery: str) -> str:
    """How things stand by what a claim says of both: that it is done counts, whichever of them says so, and else the
    state."""
    said = [local_name(iri) for iri in (state, delivery) if iri]
    return next((word for word in said if word in _DONE), said[0] if said else "")


def _end(day: str) -> str:
    """The last day that an EDTF date may mean, empty where it is not known."""
    last = bounds(day)[1] if day else None
    return last.isoformat() if last else ""
