"""What the graph tells of a recommendation: its position, and what was promised on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.claims import Claim, claims
from kg.interface import Store
from kg.namespaces import PROLOGUE, local_name

_NODES = """SELECT DISTINCT ?iri ?report ?number ?text ?published ?position {{
  VALUES ?iri {{ {iris} }}
  ?iri insp:number ?number ; insp:madeIn ?made .
  ?made dcterms:identifier ?report .
  OPTIONAL {{ ?document insp:respondsTo ?made ; insp:published ?published }}
  OPTIONAL {{ ?iri insp:text ?text }} OPTIONAL {{ ?iri insp:effectiveAcceptance ?position }} }}"""
_PROMISES = """SELECT DISTINCT ?iri ?promise ?text ?delivery ?due {{
  VALUES ?iri {{ {iris} }}
  {{ ?promise insp:addresses ?iri }} UNION {{ ?iri insp:partOf ?stem . ?promise insp:addresses ?stem }}
  ?promise insp:text ?text ; insp:delivery ?delivery
  OPTIONAL {{ ?promise insp:due ?due }} }}"""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: its words, what the department claimed of it ("completed" …), and its date as EDTF or empty."""

    text: str
    delivery: str
    due: str


@dataclass(frozen=True, slots=True)
class Known:
    """A recommendation as a reader is told of it; `published` (EDTF) is of the response."""

    report: str
    number: str
    text: str
    published: str
    position: str
    promises: list[Promise] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    """What later documents claim of it, the earliest first and what has no date before that."""

    @property
    def completed(self) -> bool:
        """Whether a commitment on it was reported complete, or a later document claims so."""
        done = any(promise.delivery == "completed" for promise in self.promises)
        return done or any(claim.done for claim in self.claims)


def known(store: Store, names: Iterable[str]) -> dict[str, Known]:
    """What the store tells of these recommendations, by their IRIs."""
    iris = " ".join(URIRef(name).n3() for name in sorted(set(names)))
    if not iris:
        return {}
    found: dict[str, Known] = {}
    for iri, *told in store.select(PROLOGUE + _NODES.format(iris=iris)).rows:
        report, number, words, published, position = ("" if value is None else str(value) for value in told)
        found[str(iri)] = Known(report, number, words, published, local_name(position))
    rows = store.select(PROLOGUE + _PROMISES.format(iris=iris)).rows
    for iri, _, text, delivery, due in sorted(rows, key=lambda row: (str(row[0]), str(row[1]))):
        if str(iri) in found:
            day = "" if due is None else str(due)
            found[str(iri)].promises.append(Promise(str(text), local_name(str(delivery)), day))
    for name, some in claims(store, found).items():
        found[name].claims.extend(some)
    return found
