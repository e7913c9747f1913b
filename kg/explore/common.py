"""What pages share: rows as texts, references with their pages, dates, and the checks of what an address asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as day
from functools import lru_cache
from urllib.parse import quote as quoted

from kg import reference
from kg.dates import bounds
from kg.draw.chart import plain, readable
from kg.errors import NotFoundError, UsageError
from kg.explore.shapes import Date, Ref
from kg.interface import Store
from kg.namespaces import BASE, FORM, INSP, ISSUE_SCHEME, PROLOGUE, THEME, shorten, words

Row = dict[str, str]
Facts = dict[str, dict[str, list[str]]]
_PAGES = {"issue": "/issue/", "system": "/system/", "team": "/team/", "organisation": "/team/", "report": "/report/"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
# What an address cannot tell: whether the IRI holds a letter that is none of ASCII or its code, and what ends a path.
_UNTOLD = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]|(?<!/ontology)[#?]")
_AT_ONCE = 400  # VALUES rows; above a thousand the engine joins in another order


def rows(store: Store, query: str, *, prologue: bool = True) -> list[Row]:
    """The rows as texts, without unbound columns, in the order of the query, with the prologue before it."""
    table = store.select(PROLOGUE + query if prologue else query)
    names = table.columns
    return [
        {name: str(value) for name, value in zip(names, row, strict=True) if value is not None} for row in table.rows
    ]


def rows_of(store: Store, query: str, iris: Iterable[str]) -> list[Row]:
    """The rows of a query that holds `%s` where the IRIs go (in VALUES), asked for some of them at a time."""
    return [row for some in chunks(iris) for row in rows(store, query % values(some))]


def facts(store: Store, iris: Iterable[str], *names: str) -> Facts:
    """What is said of each thing with these properties (prefixed names): texts by local name, in sorted order.

    One scan for each thing, whatever is said of it: OPTIONAL for each property would read what all things share.
    """
    query = f"""SELECT DISTINCT ?iri ?name ?value {{ VALUES ?iri {{ %s }}
      ?iri ?name ?value FILTER (?name IN ({", ".join(names)})) }}"""
    found: Facts = {}
    for row in rows_of(store, query, iris):
        found.setdefault(row["iri"], {}).setdefault(tail(row["name"]), []).append(row["value"])
    for said in found.values():
        for some in said.values():
            some.sort()
    return found


def first(said: Mapping[str, Sequence[str]], name: str, otherwise: str = "") -> str:
    """The first of the values, where there is any."""
    some = said.get(name)
    return some[0] if some else otherwise


def chunks(iris: Iterable[str]) -> Iterator[Sequence[str]]:
    """Each IRI once, sorted, in lists that the engine takes well; blank nodes have no name and are left out."""
    known = sorted(iri for iri in set(iris) if _IRI.fullmatch(iri))
    for start in range(0, len(known), _AT_ONCE):
        yield known[start : start + _AT_ONCE]


def values(iris: Iterable[str]) -> str:
    """The IRIs as SPARQL writes them."""
    return " ".join(f"<{iri}>" for iri in iris)


def count(store: Store, query: str) -> int:
    """The one number that a SELECT gives."""
    table = store.select(PROLOGUE + query)
    return int(str(table.rows[0][0])) if table.rows and table.rows[0][0] is not None else 0


def tail(iri: str) -> str:
    """The last part of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def ref(iri: str, label: str = "") -> Ref:
    """A reference; without a label the end of the IRI in words."""
    return {"iri": iri, "label": _plain(label) or named(iri), "path": path_of(iri)}


_plain = lru_cache(1 << 14)(plain)  # the same labels come again in every row
_readable = lru_cache(1 << 12)(readable)


def named(iri: str) -> str:
    """What to call a thing that has no label."""
    if iri.startswith(str(BASE)):
        kind, slug, *rest = [*iri.removeprefix(str(BASE)).split("/"), ""]
        return f"{kind} {'/'.join(rest[:-1])} ({slug})" if rest[1:] else tail(iri).replace("-", " ")
    if iri.startswith((str(INSP), str(THEME))):
        return words(tail(iri)).replace("-", " ")
    short = shorten(iri)
    return iri if short.startswith("<") else short


@lru_cache(1 << 14)
def path_of(iri: str) -> str:
    """The address of the page of a thing on this server."""
    if _UNTOLD.search(iri):
        return f"/thing?iri={quoted(iri, safe='')}"
    if iri.startswith(str(BASE)):
        kind, _, rest = iri.removeprefix(str(BASE)).partition("/")
        if kind == "document":
            return f"/report/{rest}"
        if kind == "recommendation":
            slug, _, number = rest.partition("/")
            return f"/report/{slug}#r{_part(number)}"
        return _PAGES[kind] + _part(rest) if kind in _PAGES else f"/id/{kind}/{_part(rest)}"
    if iri.startswith(str(THEME)):
        name = iri.removeprefix(str(THEME))
        return f"/issue/{_part(name)}" if iri in _issues() else f"/theme/{_part(name)}"
    if iri.startswith(str(INSP)):
        return f"/ontology#{_part(iri.removeprefix(str(INSP)))}"
    if iri.startswith(str(FORM)):
        return f"/form/{_part(iri.removeprefix(str(FORM)))}"
    return f"/thing?iri={quoted(iri, safe='')}"


def _part(text: str) -> str:
    """A part of an IRI as it stands in an address: what is percent-encoded in the IRI is so there, and no more."""
    return quoted(text, safe="/%:@!$&'()*+,;=")


@lru_cache(1)
def _issues() -> frozenset[str]:
    """The issues that come with the package: their page is another than that of a theme."""
    from rdflib.namespace import SKOS

    return frozenset(map(str, reference.graph().subjects(SKOS.inScheme, ISSUE_SCHEME)))


def short(text: str, most: int) -> str:
    """The text on one line, cut between words where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"


def labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The label of each thing that has one: English before others, then the first in sorted order."""
    found: dict[str, str] = {}
    query = """SELECT DISTINCT ?iri ?label { VALUES ?iri { %s } ?iri ?name ?label
      FILTER (?name IN (skos:prefLabel, rdfs:label))
      BIND (IF(LANG(?label) IN ("en", ""), 0, 1) AS ?foreign) } ORDER BY ?foreign ?label"""
    for row in rows_of(store, query, iris):
        found.setdefault(row["iri"], row["label"])
    return found


def refs(store: Store, iris: Iterable[str]) -> dict[str, Ref]:
    """References with labels, by IRI."""
    wanted = set(iris)
    known = labels(store, wanted)
    return {iri: ref(iri, known.get(iri, "")) for iri in wanted}


@lru_cache(1 << 12)
def day_bounds(edtf: str) -> tuple[str | None, str | None]:
    """The first and the last day (YYYY-MM-DD) that an EDTF date may be; None where that is open or not known."""
    low, high = bounds(edtf) if edtf else (None, None)
    return (low.isoformat() if low else None), (high.isoformat() if high else None)


def date(edtf: str, text: str = "") -> Date:
    """A date by its EDTF value; `text` is what the document says, else the value is made readable."""
    earliest, latest = day_bounds(edtf)
    return {"edtf": edtf, "earliest": earliest, "latest": latest, "text": _plain(text) or _readable(edtf)}


def year(edtf: str) -> str:
    """The first year of an EDTF date, "" where it has none."""
    found = re.match(r"[?~%]?(\d{4})", edtf)
    return found[1] if found else ""


def natural(number: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts "2.b" before "10"."""
    parts = re.findall(r"\d+|[^\d.]+", number)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def slug_of(text: str, what: str) -> str:
    """A name as it stands in addresses. Raises NotFoundError for anything else: nothing has such a name."""
    if not _SLUG.fullmatch(text):
        raise NotFoundError(f"there is no {what} {text[:80]!r}", expected="small letters, digits and hyphens")
    return text


def iri_of(text: str, what: str = "the IRI") -> str:
    """An absolute IRI, or a prefixed name made into one. Raises UsageError."""
    from kg.namespaces import PREFIXES

    prefix, _, local = text.partition(":")
    whole = PREFIXES[prefix] + local if prefix in PREFIXES and not local.startswith("//") else text
    if not _IRI.fullmatch(whole):
        raise UsageError(f"{what} {text[:80]!r} is none", expected="an absolute IRI such as https://w3id.org/…")
    return whole


def recommendation_of(text: str, what: str) -> str:
    """The IRI of a recommendation by its IRI or its short name (slug/number). Raises UsageError."""
    start = str(BASE["recommendation/"])
    slug, _, number = text.removeprefix(start).partition("/")
    if not _SLUG.fullmatch(slug) or not _NUMBER.fullmatch(number):
        raise UsageError(f"{what} {text[:80]!r} names no recommendation", expected="the IRI, or as in 2016-x/4.b")
    return f"{start}{slug}/{number}"


def day_of(text: str, name: str = "asOf") -> str:
    """The day to judge by as YYYY-MM-DD, today where none is told; `name` is the parameter's. Raises UsageError."""
    try:
        return (day.fromisoformat(text) if text else day.today()).isoformat()
    except ValueError:
        raise UsageError(f"{text[:80]!r} is not a day", where=name, expected="YYYY-MM-DD, as in 2025-01-31") from None


def between(number: int, least: int, most: int, name: str) -> int:
    """The number, where it is within bounds. Raises UsageError."""
    if not least <= number <= most:
        raise UsageError(f"{name} is {number}", where=name, expected=f"a whole number from {least} to {most:,}")
    return number


def one_of(text: str, known: Sequence[str], name: str) -> str:
    """The word, where it is one of those known. Raises UsageError."""
    if text not in known:
        raise UsageError(f"{text[:80]!r} is no {name}", where=name, expected=", ".join(known))
    return text
