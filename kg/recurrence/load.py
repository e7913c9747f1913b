"""The entries of the index as the store holds them: the texts with the issue tags of the summaries."""

from __future__ import annotations

from collections.abc import Iterable

from kg.interface import Store
from kg.namespaces import PROLOGUE
from kg.recurrence.assign import allowed
from kg.recurrence.decisions import stored
from kg.recurrence.index import Entry, Raised
from kg.recurrence.model import Model
from kg.recurrence.texts import texts

_TAGS = """SELECT DISTINCT ?iri ?issue ?score ?words {{
  {reports}
  ?iri insp:madeIn ?report .
  ?tag insp:tagOf ?iri ; oa:hasBody ?issue ; insp:score ?score ; insp:indication ?words }}"""


def entries(store: Store, model: Model, slugs: Iterable[str] | None = None) -> list[Entry]:
    """The recommendations of these reports, by default of all, as entries."""
    wanted = None if slugs is None else sorted(slugs)
    values = " ".join(f"id:report\\/{slug}" for slug in wanted or ())
    reports = "" if wanted is None else f"VALUES ?report {{ {values} }}"
    raised: dict[str, list[Raised]] = {}
    for iri, issue, score, words in store.select(PROLOGUE + _TAGS.format(reports=reports)).rows:
        raised.setdefault(str(iri), []).append(Raised(str(issue), float(str(score)), str(words)))
    found, decisions = [], stored(store)
    for text in texts(store, wanted):
        tags = sorted(raised.get(text.name, ()), key=lambda tag: (-tag.score, tag.issue))
        forms = allowed(model.read(text.text, text.stem).forms, decisions.issues_of(text.name))
        found.append(Entry(text, tuple(tags), model.words(text.whole), forms))
    return found
