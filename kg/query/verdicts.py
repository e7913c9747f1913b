"""Applies the rules of queries/verdicts, the first that holds for a link, and of queries/marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from rdflib import URIRef

from kg import resources
from kg.interface import Store
from kg.namespaces import INSP, RECURRENCE_GRAPH
from kg.processes import cores
from kg.query.catalogue import read
from kg.query.named import NamedQuery
from kg.query.parameters import bound_to

_CONSTRUCT = re.compile(r"^CONSTRUCT (\{[^{}]*\})\s*WHERE \{(.*)\}\s*\Z", re.DOTALL | re.MULTILINE)
_PREFIX = re.compile(r"^PREFIX (\w+): <([^<>]*)>$", re.MULTILINE)
_GRAPH = f"GRAPH {RECURRENCE_GRAPH.n3()}"
_UNJUDGED = f"FILTER NOT EXISTS {{ {_GRAPH} {{ ?link {INSP.verdict.n3()} ?any }} }}"
_BATCH = 1000  # links in one update: with more, Oxigraph joins in another order and takes a hundred times longer


@cache
def verdicts() -> tuple[NamedQuery, ...]:
    """The rules, in the order in which they are tried (the number in the header of each)."""
    return tuple(sorted((read(path) for path in resources.queries("verdicts")), key=lambda rule: rule.number))


@cache
def marks() -> tuple[NamedQuery, ...]:
    """The rules of queries/marks: what the links, all together, tell of a recommendation."""
    return tuple(read(path) for path in resources.queries("marks"))


def judge(store: Store, links: Iterable[URIRef]) -> None:
    """Write the insp:verdict of these links, which have none yet; the recommendations have their marks."""

    def one(batch: list[str]) -> None:
        for update in _judging(batch):
            store.update(update)

    with ThreadPoolExecutor(cores()) as pool:  # the engine works outside the interpreter's lock
        list(pool.map(one, _batches(links)))


def mark(store: Store) -> None:
    """Write the marks of all recommendations."""
    for rule in marks():
        store.update(_update(rule.text))


def judgement(links: Iterable[URIRef], recommendations: Iterable[URIRef] = ()) -> list[str]:
    """The updates that take the verdicts of these links, and the marks of these recommendations and of those that the
    links join, away, and write them anew."""
    updates: list[str] = []
    for batch in _batches(recommendations):
        for rule in marks():
            text = bound_to(rule.text, "iri", batch)
            old = f"{_GRAPH} {_parts(text)[0]}"
            updates += [f"DELETE {{ {old} }} WHERE {{ VALUES ?iri {{ {' '.join(batch)} }} {old} }}", _update(text)]
    for batch in _batches(links):  # after the marks, which tell of later claims
        old = f"{_GRAPH} {{ ?link {INSP.verdict.n3()} ?old }}"
        updates += [f"DELETE {{ {old} }} WHERE {{ VALUES ?link {{ {' '.join(batch)} }} {old} }}", *_judging(batch)]
    return updates


def _batches(things: Iterable[URIRef]) -> Iterator[list[str]]:
    terms = sorted(thing.n3() for thing in things)
    yield from (terms[start : start + _BATCH] for start in range(0, len(terms), _BATCH))


def _judging(links: list[str]) -> list[str]:
    return [_update(bound_to(rule.text, "link", links), _UNJUDGED) for rule in verdicts()]


def _update(rule: str, judged: str = "") -> str:
    """A CONSTRUCT as an update of the recurrence graph, where `judged` holds too.

    Names are written out in full: Oxigraph takes no PREFIX after the first operation of an update.
    """
    head, body = _parts(rule)
    return f"INSERT {{ {_GRAPH} {head} }} WHERE {{ {body} {judged} }}"


def _parts(rule: str) -> tuple[str, str]:
    """What a CONSTRUCT makes and where, with the names written out."""
    found = _CONSTRUCT.search(rule)
    assert found, "a rule is a CONSTRUCT of one triple"
    head, body = found.groups()
    for prefix, namespace in _PREFIX.findall(rule):
        head, body = (re.sub(rf"(?<![\w<]){prefix}:(\w+)", rf"<{namespace}\1>", part) for part in (head, body))
    return head, body
