"""Themes of recommendations: a part is read together with its stems, each theme with the words that indicate it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions import Gazetteer
from kg.model import Document, Mention, Recommendation


def themes(document: Document, nodes: dict[str, Recommendation], number: str, tagger: Gazetteer) -> tuple[Mention, ...]:
    """The themes of one node, sorted by IRI, each with the nearest words: its own before those of its stems."""
    first: dict[str, Mention] = {}
    for node in _lineage(nodes, number):
        for span in node.spans:
            for named in tagger.find(document.text, span.start, span.end):
                first.setdefault(named.entity.iri, Mention(named.entity.iri, document.span(named.start, named.end)))
    return tuple(first[iri] for iri in sorted(first))


def _lineage(nodes: dict[str, Recommendation], number: str) -> Iterator[Recommendation]:
    """The node and its stems, the node first."""
    step: str | None = number
    while step is not None and step in nodes:
        yield nodes[step]
        step = nodes[step].parent
