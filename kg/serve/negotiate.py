"""Which format an answer is given in: `?format=` or `?output=`, else the Accept header with its weights.

Media types are those of the specifications; a type that only a part of the answers have in common (application/json,
text/xml) is taken for what it means there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

ROWS: Mapping[str, Sequence[str]] = {
    "json": ("application/sparql-results+json", "application/json", "text/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
TRUTH: Mapping[str, Sequence[str]] = {name: ROWS[name] for name in ("json", "xml")}
GRAPHS: Mapping[str, Sequence[str]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
PAGES: Mapping[str, Sequence[str]] = {"html": ("text/html", "application/xhtml+xml")}
_NAMES = {
    "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "nt11": "nt", "json-ld": "jsonld",
    "rdfxml": "rdf", "rdf+xml": "rdf", "rdf/xml": "rdf", "pretty-xml": "rdf",
}  # fmt: skip
_PART = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)")
_WEIGHT = re.compile(r";\s*q\s*=\s*(\d(?:\.\d*)?|\.\d+)", re.IGNORECASE)
_MOST = 100  # parts of an Accept header that are looked at


class NotAcceptable(Exception):
    """None of the formats that the client takes is among those on offer; `offered` are media types."""

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__(offered)
        self.offered = offered


def choose(offered: Mapping[str, Sequence[str]], accept: str | None, asked: str | None = None) -> tuple[str, str]:
    """The format by its short name, and the media type to send it as.

    `asked` (of the address) wins over `accept` (of the header); without both, the first on offer. Raises NotAcceptable.
    """
    first = [(name, types[0]) for name, types in offered.items()]
    if asked:
        return _asked(offered, asked.strip().lower())
    ranges = _ranges(accept or "")
    if not ranges:
        return first[0]
    best: tuple[float, int, str, str] | None = None
    for place, (name, types) in enumerate(offered.items()):
        for media in types:
            weight, exact = _weight(media, ranges)
            if exact < 2 and media != types[0]:
                continue  # a wildcard takes the proper type, not one of its other names
            if weight > 0 and (best is None or (weight, -place) > (best[0], best[1])):
                best = (weight, -place, name, media)
    if best is None:
        raise NotAcceptable([types[0] for types in offered.values()])
    return best[2], best[3]


def prefers_html(accept: str | None) -> bool:
    """Whether the client is a browser: it takes HTML, and RDF in no case more gladly."""
    ranges = _ranges(accept or "")
    weight, exact = _weight("text/html", ranges)
    if exact < 2 or weight <= 0:
        return False
    types = [media for names in GRAPHS.values() for media in names[:1]]
    return all(weight >= found for found, exactly in (_weight(media, ranges) for media in types) if exactly == 2)


def form_of(media: str) -> str | None:
    """The short name of a format of triples by its media type (without parameters); None for another type."""
    return next((name for name, types in GRAPHS.items() if media in types and media != "application/json"), None)


def charset(media: str) -> str:
    """The Content-Type of a media type."""
    bare = media.startswith("text/") and "charset=" not in media
    return f"{media}; charset=utf-8" if bare else media


def _asked(offered: Mapping[str, Sequence[str]], asked: str) -> tuple[str, str]:
    asked = _NAMES.get(asked, asked).replace(" ", "+")
    if asked == "xml" and "rdf" in offered:
        asked = "rdf"
    if asked == "json" and "jsonld" in offered:
        asked = "jsonld"
    for name, types in offered.items():
        if asked == name:
            return name, types[0]
        if asked in types:
            return name, asked
    raise NotAcceptable([types[0] for types in offered.values()])


def _ranges(accept: str) -> list[tuple[str, str, float]]:
    found = []
    for part in accept.split(",")[:_MOST]:
        if match := _PART.fullmatch(part.strip()):
            weight = _WEIGHT.search(match[3])
            found.append((match[1].lower(), match[2].lower(), min(float(weight[1]), 1.0) if weight else 1.0))
    return found


def _weight(media: str, ranges: Sequence[tuple[str, str, float]]) -> tuple[float, int]:
    """The weight of a media type and how exactly it is named (2 fully, 1 by its kind, 0 by */*, -1 not at all)."""
    kind, _, name = media.partition("/")
    best = (0.0, -1)
    for range_kind, range_name, weight in ranges:
        exact = 2 if (range_kind, range_name) == (kind, name) else 1 if (range_kind, range_name) == (kind, "*") else 0
        if exact == 0 and (range_kind, range_name) != ("*", "*"):
            continue
        if exact > best[1] or (exact == best[1] and weight > best[0]):
            best = (weight, exact)
    return best
