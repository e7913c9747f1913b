"""An RDF file that somebody hands in → a graph, or one clear error with file and line; nothing is ever fetched."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import DataError, UsageError
from kg.namespaces import BASE, INSP, shorten

OWN_KINDS = frozenset(
    {"document", "report", "inspection", "recommendation", "response", "commitment", "mention", "span", "notice"}
    | {"claim", "assessment"}  # they only point to the recommendation of an earlier report
)
NEW_KINDS = frozenset({"team", "organisation", "system"})

_FORMATS = {
    ".ttl": ("turtle", "Turtle"),
    ".trig": ("trig", "TriG"),
    ".nt": ("nt", "N-Triples"),
    ".nq": ("nquads", "N-Quads"),
    ".jsonld": ("json-ld", "JSON-LD"),
}
_BY_LINE = ("nt", "nquads")


def parse_submission(path: Path) -> Graph:
    """The statements of an RDF file (those of all its named graphs together), by its ending.

    Raises UsageError where there is no such file or the ending is not known, DataError (file, line, what was
    expected) where it is not valid RDF, holds nothing, or refers to a JSON-LD context outside the file.
    """
    form, name = _format(path)
    text = _text(path)
    if form == "json-ld":
        _refuse_remote_contexts(_json(path, text), path)
    graph = _parse(path, text, form, name)
    if not len(graph):
        raise DataError("the file holds no statements", where=str(path), expected=f"{name} with at least one triple")
    return graph


def slug_of(data: Graph, path: Path, known: Container[Node]) -> str:
    """The name of the one response document that a submission describes.

    Raises DataError where it describes none or several, or things that are neither of that document nor teams,
    organisations and systems that are not `known` yet.
    """
    documents = sorted(str(node) for node in data.subjects(RDF.type, INSP.ResponseDocument))
    if len(documents) != 1:
        raise DataError(
            f"the submission describes {len(documents)} response documents",
            where=path.name,
            expected="exactly one insp:ResponseDocument",
            mend="submit one file for each response document",
        )
    slug = documents[0].rsplit("/", 1)[-1]
    for subject in sorted(node for node in set(data.subjects()) if isinstance(node, URIRef)):
        kind, _, rest = str(subject).removeprefix(str(BASE)).partition("/")
        own = rest.split("/")[0] == slug if kind in OWN_KINDS else kind in NEW_KINDS
        if not str(subject).startswith(str(BASE)) or subject in known or not own:
            raise DataError(
                f"the submission describes {shorten(str(subject))}, which is not of this document",
                where=path.name,
                expected=f"things under {BASE}KIND/{slug}, and teams, organisations and systems not known yet",
                mend="take the statement out, or submit it with its own document",
            )
    return slug


def _format(path: Path) -> tuple[str, str]:
    known = ", ".join(_FORMATS)
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), expected=f"a file ending in {known}")
    if path.suffix.lower() not in _FORMATS:
        raise UsageError("this kind of file is not known", where=str(path), expected=f"an ending of {known}")
    return _FORMATS[path.suffix.lower()]


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("the file is not UTF-8", where=f"{path}:{line}", mend="save it again as UTF-8") from error


def _parse(path: Path, text: str, form: str, name: str) -> Graph:
    dataset = Dataset(default_union=True)
    try:
        with _quiet():
            dataset.parse(data=text, format=form, publicID=path.resolve().as_uri())
    except Exception as error:  # the parsers of rdflib raise a dozen kinds, all of them a fault of the file
        line = _line(error, text, form)
        where = f"{path}:{line}" if line else str(path)
        raise _not_valid(name, where, _reason(error)) from error
    graph = Graph()
    for subject, predicate, value, _graph in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


def _line(error: Exception, text: str, form: str) -> int | None:
    """The line at fault, from 1; None where the parser does not tell."""
    lines = getattr(error, "lines", None)
    if isinstance(lines, int):
        return lines + 1
    return _first_bad_line(text, form) if form in _BY_LINE else None


def _first_bad_line(text: str, form: str) -> int | None:
    """Every line stands alone in N-Triples and N-Quads, so the first that does not parse alone is at fault."""
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            with _quiet():
                Dataset().parse(data=line, format=form)
        except Exception:
            return number
    return None


def _reason(error: Exception) -> str:
    """What the parser says is wrong, on one short line."""
    words = re.sub(r"\s+", " ", str(getattr(error, "message", None) or error))
    told = re.search(r"\(([^)]+)\) at \^|(expected [^)]+|[Pp]refix .* not bound|[Ii]nvalid .*)", words)
    reason = next(filter(None, told.groups())) if told else words
    return reason.strip()[:120]


def _not_valid(name: str, where: str, reason: str) -> DataError:
    """The error for a file that does not parse; what the parser expected is told apart from what it met."""
    expected = reason.removeprefix("expected ").removeprefix("Expecting ")
    if expected != reason:
        return DataError(f"this is not valid {name}", where=where, expected=expected)
    return DataError(f"this is not valid {name}: {reason}", where=where, expected=f"{name} as W3C specifies it")


def _json(path: Path, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"{path}:{getattr(error, 'lineno', 1)}"
        raise _not_valid("JSON-LD", where, getattr(error, "msg", "nested too deep")) from error


def _refuse_remote_contexts(document: object, path: Path) -> None:
    for context in _contexts(document):
        for part in context if isinstance(context, list) else [context]:
            link = part.get("@import") if isinstance(part, dict) else part
            if isinstance(link, str):
                raise DataError(
                    f"the JSON-LD context {link} lies outside the file",
                    where=str(path),
                    expected="a context written in the file, because nothing is fetched",
                    mend="copy the context into the file",
                )


def _contexts(value: object) -> Iterator[object]:
    """Every @context, however deep."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "@context" in item:
                yield item["@context"]
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib's log of ill-typed literals away from the reader: the shapes report them with their place."""
    logger = logging.getLogger("rdflib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
