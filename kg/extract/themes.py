"""Themes of recommendations: a part is read together with its stems, each theme with the words that indicate it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.actors.mentions import Gazetteer
from kg.model import Document, Mention, Recommendation


def themes(
    document: Document, nodes: Sequence[Recommendation], tagger: Gazetteer, named: Sequence[Mention]
) -> dict[str, tuple[Mention, ...]]:
    """The themes of each node by its number, sorted by IRI, each with the nearest words: the node's own before those
    of its stems.

    Words inside the name of a team or system (`named`, in order) indicate nothing.
    """
    own = {node.number: list(_indicated(document, node, tagger, named)) for node in nodes}
    parents = {node.number: node.parent for node in nodes}
    return {node.number: _nearest(own, parents, node.number) for node in nodes}


def _indicated(
    document: Document, node: Recommendation, tagger: Gazetteer, named: Sequence[Mention]
) -> Iterator[Mention]:
    starts = [mention.span.start for mention in named]
    for span in node.spans:
        for word in tagger.find(document.text, span.start, span.end):
            before = bisect_right(starts, word.start) - 1
            if before < 0 or named[before].span.end < word.end:
                yield Mention(word.entity.iri, document.span(word.start, word.end))


def _nearest(own: dict[str, list[Mention]], parents: dict[str, str | None], number: str) -> tuple[Mention, ...]:
    first: dict[str, Mention] = {}
    step: str | None = number
    while step is not None and step in own:
        for mention in own[step]:
            first.setdefault(mention.entity, mention)
        step = parents[step]
    return tuple(first[iri] for iri in sorted(first))
