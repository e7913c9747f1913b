"""What a later document last claimed of a recommendation, for its card in a chain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.dates import bounds
from kg.draw.chart import plain, readable
from kg.draw.raised import rows, tail
from kg.interface import Store

# a claim of the recommendation or of a stem, and one of a commitment on them, each begins with the recommendation
_CLAIMS = """SELECT DISTINCT ?iri ?claim ?delivery ?state ?own ?published {
  { SELECT DISTINCT ?iri ?claim {
    { VALUES ?iri { %s } ?iri insp:directPartOf* ?node . ?claim insp:claimOf ?node }
    UNION
    { VALUES ?iri { %s } ?iri insp:directPartOf* ?node . ?act insp:addresses ?node . ?claim insp:claimOf ?act } } }
  OPTIONAL { ?claim insp:delivery ?delivery } OPTIONAL { ?claim insp:state ?state } OPTIONAL { ?claim insp:asOf ?own }
  OPTIONAL { ?claim insp:claimedIn ?paper OPTIONAL { ?paper insp:published ?published } } }"""


def claimed(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The state in the last claim on each recommendation with its date, in words: "completed, May 2017"."""
    values = " ".join(f"<{iri}>" for iri in sorted(set(iris)))
    found: dict[str, tuple[str, str, str]] = {}
    for row in rows(store, _CLAIMS % (values, values)) if values else []:
        date = row.get("own") or row.get("published", "")
        last = bounds(date)[1] if date else None
        state = re.sub("([A-Z])", r" \1", tail(row.get("state") or row.get("delivery", ""))).lower()
        told = f"{state}, {plain(readable(date)) or 'undated'}"
        one = (last.isoformat() if last else "", row["claim"], told)
        found[row["iri"]] = max(found.get(row["iri"], one), one)
    return {iri: told for iri, (_, _, told) in found.items()}
