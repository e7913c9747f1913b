"""SPARQL 1.1 Protocol: what a request to the endpoint asks for (sections 2.1 and 2.2).

Pure: the method, the query string, the headers that count and the body in; an operation, or one clear error, out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from kg.serve.negotiate import ROWS

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_MOST_GRAPHS, _MOST_PARTS = 1000, 2000


class BadRequest(Exception):
    """The request is none; `what` is one plain sentence, `status` the HTTP status."""

    def __init__(self, what: str, *, status: int = 400, expected: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what, self.status, self.expected, self.mend = what, status, expected, mend


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or an update with the dataset that the request names (empty: none), and the format it asks for."""

    kind: str
    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    form: str | None = None

    @property
    def dataset(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Default and named graphs, None where the request names neither."""
        return (self.default, self.named) if self.default or self.named else None


def pairs(text: str) -> list[tuple[str, str]]:
    """The names and values of a query string or form. Raises BadRequest unless they are UTF-8 in percent-encoding."""
    if found := _BAD_PERCENT.search(text):
        raise BadRequest(
            f"the percent sign at character {found.start() + 1} of the parameters is not followed by two digits",
            expected="percent-encoding as in %C3%A9",
        )
    if text.count("&") > _MOST_PARTS:
        raise BadRequest(f"there are more than {_MOST_PARTS:,} parameters")
    given = []
    for part in text.split("&"):
        if part:
            name, _, value = part.partition("=")
            given.append((_decoded(name), _decoded(value)))
    return given


def _decoded(text: str) -> str:
    return utf8(unquote_to_bytes(text.replace("+", " ").encode("latin-1", "replace")), "a parameter")


def utf8(data: bytes, what: str) -> str:
    """The bytes as text. Raises BadRequest where they are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{what} is not valid UTF-8 (byte {error.start + 1})", expected="UTF-8") from None


def read(method: str, query_string: str, content_type: str, body: bytes) -> Operation | None:
    """The operation; None for a GET that names a format of triples at most, which asks for the service description.

    Raises BadRequest.
    """
    given = pairs(query_string)
    if method in ("GET", "HEAD"):
        if any(name == "update" for name, _ in given):
            raise BadRequest("an update is sent by POST", expected=f"POST with {UPDATE} or {FORM}")
        described = all(name in ("format", "output") and value.lower() not in ROWS for name, value in given)
        return None if described else _operation(given, "query")
    if method != "POST":
        raise BadRequest(f"{method[:20]} is not among the methods of SPARQL", status=405, expected="GET or POST")
    media, parameters = _media(content_type)
    charset = parameters.get("charset", "utf-8").strip("\"'").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise BadRequest(f"the charset {charset[:40]!r} is not read", expected="UTF-8")
    if media == FORM:
        given += pairs(utf8(body, "the form"))
        names = {name for name, _ in given}
        if {"query", "update"} <= names:
            raise BadRequest("a query and an update come in one request", expected="one of them")
        return _operation(given, "update" if "update" in names else "query")
    if media in (QUERY, UPDATE):
        kind = "query" if media == QUERY else "update"
        if any(name in ("query", "update") for name, _ in given):
            raise BadRequest(f"a {kind} comes in the body and another in the address", expected="one of them")
        return _operation([*given, (kind, utf8(body, f"the {kind}"))], kind)
    told = f"the media type {media[:80]!r}" if media else "a body without Content-Type"
    raise BadRequest(f"{told} is not one of SPARQL", expected=f"{QUERY}, {UPDATE} or {FORM}")


def _media(content_type: str) -> tuple[str, dict[str, str]]:
    media, *rest = content_type.split(";")
    found = (part.partition("=") for part in rest)
    return media.strip().lower(), {name.strip().lower(): value.strip() for name, _, value in found}


def _operation(given: Sequence[tuple[str, str]], kind: str) -> Operation:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for key, value in given if key == name))

    texts = [value for name, value in given if name == kind]
    if not texts:
        raise BadRequest(f"there is no {kind}", expected=f"the parameter {kind}")
    if len(texts) > 1:
        raise BadRequest(f"there are {len(texts)} parameters called {kind}", expected="one")
    if not texts[0].strip() and kind == "query":
        raise BadRequest("the query is empty", expected="SELECT, ASK, CONSTRUCT or DESCRIBE")
    ours, others = ("", "using-") if kind == "query" else ("using-", "")
    for name in ("default-graph-uri", "named-graph-uri"):
        foreign = f"{others}{name}".replace("using-default-graph-uri", "using-graph-uri")
        if any(key == foreign for key, _ in given):
            raise BadRequest(f"{foreign} does not belong to {'a query' if kind == 'query' else 'an update'}")
    default = all_of("using-graph-uri" if ours else "default-graph-uri")
    named = all_of(f"{ours}named-graph-uri")
    _check_graphs((*default, *named))
    form = next((value for name, value in given if name in ("format", "output") and value), None)
    return Operation(kind, texts[0], default, named, form)


def _check_graphs(iris: Sequence[str]) -> None:
    if len(iris) > _MOST_GRAPHS:
        raise BadRequest(f"the dataset has {len(iris):,} graphs", expected=f"at most {_MOST_GRAPHS:,}")
    for iri in iris:
        absolute(iri)


def absolute(iri: str) -> str:
    """The IRI of a graph. Raises BadRequest where it is none."""
    if not _IRI.fullmatch(iri):
        raise BadRequest(f"{iri[:80]!r} is not the IRI of a graph", expected="an absolute IRI, percent-encoded")
    return iri
