"""What the action of a row of a table claims: it is one action, unless its clauses tell more than its first words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.extract.acts import clauses, listleads
from kg.extract.acts.claim import Claim
from kg.extract.acts.clauses import Opinion
from kg.extract.nodes.wording import IMPERATIVE
from kg.model import Delivery, Span

# "Depending on the outcome, extend access …", "By May, publish …": what stands before the verb of the order.
_BEFORE = re.compile(
    r"(?:depending|subject|following|after|before|by|from|in|once|when|if|where|as part|working|with|together|to)\b"
    r"[^,.;]{1,120},\s|(?:then|also|jointly|further|and)\s",
    re.I,
)


def claims(
    cell: Span, sentences: Sequence[tuple[int, str]], names_actor: Callable[[str], bool], opinion: Opinion | None
) -> list[tuple[int, Claim]]:
    """The claims of a cell, each with the offset at which its sentence begins.

    `sentences` are offsets and words, with names kept whole. A cell that gives an order ("Publish the map"), or in
    which no clause tells of an action, is one claim from its first word to its last.
    """
    if _is_order(cell.exact):
        return [(cell.start, listleads.bullet(cell, Delivery.PLANNED))]
    found = [(start, claim) for start, words in sentences for claim in clauses.claims(words, names_actor)]
    if found:
        return found
    weighed = [claim for _, words in sentences for claim in clauses.claims(words, names_actor, opinion=opinion)]
    return [(cell.start, listleads.bullet(cell, weighed[0].delivery if weighed else Delivery.PLANNED))]


def _is_order(words: str) -> bool:
    before = _BEFORE.match(words)
    return bool(IMPERATIVE.match(words) or (before and IMPERATIVE.match(words[before.end() :])))
