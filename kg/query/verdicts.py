"""Applies the rules of queries/verdicts: each link has the verdict of the first rule that holds for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rdflib import URIRef

from kg import resources
from kg.interface import Store
from kg.namespaces import INSP, RECURRENCE_GRAPH
from kg.query.catalogue import read
from kg.query.named import NamedQuery
from kg.query.parameters import bound_to

_CONSTRUCT = re.compile(r"^CONSTRUCT (\{[^{}]*\})\s*WHERE \{(.*)\}\s*\Z", re.DOTALL | re.MULTILINE)

_PREFIX = re.compile(r"^PREFIX (\w+): <([^<>]*)>$", re.MULTILINE)


@cache
def verdicts() -> tuple[NamedQuery, ...]:
    """The rules, in the order in which they are tried (the number in the header of each)."""
    return tuple(sorted((read(path) for path in resources.queries("verdicts")), key=lambda rule: rule.number))


def judge(store: Store) -> None:
    """Write the insp:verdict of every link of the recurrence graph that has none."""
    for rule in verdicts():
        store.update(_update(rule.text))


def judgement(links: Iterable[URIRef]) -> list[str]:
    """The updates that take the verdicts of these links away and judge them anew."""
    terms = sorted(link.n3() for link in links)
    if not terms:
        return []
    old = f"GRAPH {RECURRENCE_GRAPH.n3()} {{ ?link {INSP.verdict.n3()} ?old }}"
    away = f"DELETE {{ {old} }} WHERE {{ VALUES ?link {{ {' '.join(terms)} }} {old} }}"
    return [away, *(_update(bound_to(rule.text, "link", terms)) for rule in verdicts())]


def _update(rule: str) -> str:
    """A CONSTRUCT as an update of the recurrence graph, for links that have no verdict yet.

    Names are written out in full: Oxigraph takes no PREFIX after the first operation of an update.
    """
    found = _CONSTRUCT.search(rule)
    assert found, "a rule is a CONSTRUCT of one triple"
    head, body = found.groups()
    for prefix, namespace in _PREFIX.findall(rule):
        head, body = (re.sub(rf"(?<![\w<]){prefix}:(\w+)", rf"<{namespace}\1>", part) for part in (head, body))
    graph = f"GRAPH {RECURRENCE_GRAPH.n3()}"
    judged = f"FILTER NOT EXISTS {{ {graph} {{ ?link {INSP.verdict.n3()} ?any }} }}"
    return f"INSERT {{ {graph} {head} }} WHERE {{ {body} {judged} }}"
