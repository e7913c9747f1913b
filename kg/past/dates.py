"""Keeps what became of promised dates: the first one and each change, whatever the commitment is called meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from kg import identifiers
from kg.interface import Store, Triple
from kg.namespaces import BASE, EDTF, HISTORY_GRAPH, INSP, PROLOGUE
from kg.past.pairs import Promise, paired


@dataclass(frozen=True, slots=True)
class _History:
    """What is kept of the dates of one commitment: its node, the words and the last change."""

    node: URIRef
    words: Literal
    last: URIRef


def moved(store: Store, slug: str, act: URIRef, before: Graph, after: Graph) -> tuple[list[Triple], list[Triple]]:
    """What an act adds to the history and takes from it where commitments have other dates or other names than before.

    A commitment without a date counts as dated otherwise than one with a date.
    """
    kept, added, gone = _kept(store, slug), list[Triple](), list[Triple]()
    for one, other in paired(before, after):
        history = kept.pop(str(one.iri), None)
        words = Literal(other.text)
        if history:
            gone += [(history.node, INSP.dateHistoryOf, one.iri), (history.node, DCTERMS.description, history.words)]
        elif one.due != other.due:
            history = _History(BASE[f"date-history/{_tail(act)}/{other.number}"], words, URIRef(""))
            added += _begun(history.node, slug, one)
        if history:
            added += [(history.node, INSP.dateHistoryOf, other.iri), (history.node, DCTERMS.description, words)]
            added += _change(history, act, one, other) if one.due != other.due else []
    same = set(added) & set(gone)
    ended = [(history.node, PROV.wasInvalidatedBy, act) for history in kept.values()]
    return [*(t for t in added if t not in same), *ended], [t for t in gone if t not in same]


def _kept(store: Store, slug: str) -> dict[str, _History]:
    """The histories of dates of one response that are not at their end, by the commitment as it is called now."""
    rows = store.select(
        f"""{PROLOGUE}SELECT DISTINCT ?commitment ?history ?words ?last {{ GRAPH {HISTORY_GRAPH.n3()} {{
          ?history dcterms:subject <{identifiers.document(slug)}> ; insp:dateHistoryOf ?commitment ;
            dcterms:description ?words ; insp:dateChange ?last .
          FILTER NOT EXISTS {{ ?later dcterms:replaces ?last }}
          FILTER NOT EXISTS {{ ?history prov:wasInvalidatedBy ?act }} }} }}"""
    ).rows
    return {
        str(commitment): _History(URIRef(str(history)), Literal(str(words)), URIRef(str(last)))
        for commitment, history, words, last in rows
    }


def _begun(node: URIRef, slug: str, one: Promise) -> list[Triple]:
    told: list[Triple] = [(node, RDF.type, INSP.DateHistory), (node, DCTERMS.subject, identifiers.document(slug))]
    return [*told, (node, INSP.originalDue, Literal(one.due, datatype=EDTF))] if one.due else told


def _change(history: _History, act: URIRef, one: Promise, other: Promise) -> list[Triple]:
    node = BASE[f"date-change/{_tail(act)}/{other.number}"]
    told: list[Triple] = [
        (history.node, INSP.dateChange, node),
        (node, RDF.type, INSP.DateChange),
        (node, PROV.wasGeneratedBy, act),
    ]
    if one.due:
        told.append((node, INSP.dateFrom, Literal(one.due, datatype=EDTF)))
    if other.due:
        told.append((node, INSP.dateTo, Literal(other.due, datatype=EDTF)))
    if one.latest and other.latest:
        told.append((node, INSP.slippedDays, Literal((other.latest - one.latest).days, datatype=XSD.integer)))
    return [*told, (node, DCTERMS.replaces, history.last)] if history.last else told


def _tail(act: URIRef) -> str:
    """The act as part of another name: 2016-intelligence-functions/2."""
    return str(act).removeprefix(str(BASE["act/"]))
