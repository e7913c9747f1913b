"""Themes of recommendations: a part is read together with its stems, each theme with the words that indicate it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.mentions import Gazetteer
from kg.model import Document, Mention, Recommendation


def themes(
    document: Document, nodes: dict[str, Recommendation], number: str, tagger: Gazetteer, named: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The themes of one node, sorted by IRI, each with the nearest words: its own before those of its stems.

    Words inside the name of a team or system (`named`) indicate nothing.
    """
    names = [(mention.span.start, mention.span.end) for mention in named]
    first: dict[str, Mention] = {}
    for node in _lineage(nodes, number):
        for span in node.spans:
            for word in tagger.find(document.text, span.start, span.end):
                if not any(start <= word.start and word.end <= end for start, end in names):
                    first.setdefault(word.entity.iri, Mention(word.entity.iri, document.span(word.start, word.end)))
    return tuple(first[iri] for iri in sorted(first))


def _lineage(nodes: dict[str, Recommendation], number: str) -> Iterator[Recommendation]:
    """The node and its stems, the node first."""
    step: str | None = number
    while step is not None and step in nodes:
        yield nodes[step]
        step = nodes[step].parent
