"""The entries of the index as the store holds them: the texts with the issue tags of the summaries."""

from __future__ import annotations

from collections.abc import Iterable

from kg.interface import Store
from kg.namespaces import PROLOGUE, RECURRENCE_GRAPH
from kg.recurrence.assign import allowed
from kg.recurrence.decisions import stored
from kg.recurrence.index import WRITTEN, Entry, Index, Raised, rank
from kg.recurrence.model import Model
from kg.recurrence.texts import texts
from kg.recurrence.write import PERSON

_TAGS = """SELECT DISTINCT ?iri ?issue ?score ?words {{
  {reports}
  ?iri insp:madeIn ?report .
  ?tag insp:tagOf ?iri ; oa:hasBody ?issue ; insp:score ?score ; insp:indication ?words }}"""

_RANKS = f"""SELECT ?earlier ?later ?score {{ GRAPH {RECURRENCE_GRAPH.n3()} {{
  ?link insp:earlier ?earlier ; insp:later ?later ; insp:score ?score ; insp:method ?method
  FILTER (?method != {PERSON.n3()}) }} }}"""


def ranks(store: Store, index: Index) -> dict[int, list[int]]:
    """The ranks of the links of each row to earlier ones, without those that only a person made."""
    found: dict[int, list[int]] = {}
    for earlier, later, score in store.select(PROLOGUE + _RANKS).rows:
        one, other = index.row.get(str(later)), index.row.get(str(earlier))
        if one is not None and other is not None:
            found.setdefault(one, []).append(int(rank(float(str(score)), other)))
    return found


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
        reading, told = model.read(text.text, text.stem), decisions.issues_of(text.name)
        tags = list(raised.get(text.name, ()))
        known = {*told, *(tag.issue for tag in tags)}  # what another model wrote down may be faint to this one
        faint = [tag for tag in reading.issues if tag.score < WRITTEN and tag.issue not in known]
        tags += (Raised(tag.issue, tag.score, "") for tag in faint)
        tags.sort(key=lambda tag: (-tag.score, tag.issue))
        forms = allowed(reading.forms, told)
        found.append(Entry(text, tuple(tags), model.words(text.whole), forms, model.meaning(text.text)))
    return found
