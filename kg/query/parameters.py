"""Puts the values a caller gives into a named query, checked by type.

A parameter stands in the query as `VALUES $name { UNDEF }`, or with a value in place of UNDEF, so that the file is a
whole SPARQL 1.1 query as it is; binding replaces what stands in the braces (SPARQL 1.1 Query, section 10.2).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import UsageError
from kg.namespaces import PREFIXES
from kg.query.named import TODAY, NamedQuery, Parameter

_MOST = 2**63 - 1  # what an engine takes as the greatest whole number


def _string(value: str) -> str:
    if not value.strip():  # nothing is no name and no word: it would match everything, or never anything
        raise ValueError(value)
    return Literal(value).n3()


def _shaped(pattern: str) -> Callable[[str], str]:
    """A maker of plain strings that refuses what does not fit the pattern."""

    def make(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return _string(value)

    return make


def _integer(value: str) -> str:
    if abs(int(value)) > _MOST:
        raise ValueError(value)
    return str(int(value))


def _date(value: str) -> str:
    return Literal(date.fromisoformat(value).isoformat(), datatype=XSD.date).n3()


def _iri(value: str) -> str:
    prefix, _, local = value.partition(":")
    if prefix in PREFIXES:
        value = PREFIXES[prefix] + local
    value = value.removeprefix("<").removesuffix(">")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value):
        raise ValueError(value)
    return URIRef(value).n3()


TYPES: dict[str, tuple[Callable[[str], str], str]] = {
    "string": (_string, "a word or more"),
    "slug": (_shaped(r"[a-z0-9]+(-[a-z0-9]+)*"), "small letters, digits and hyphens, as in 2024-competent-authority"),
    "number": (_shaped(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*"), "the number of a recommendation, as in 5 or 5.e.ii"),
    "date": (_date, "a day as YYYY-MM-DD, as in 2025-01-31"),
    "integer": (_integer, "a whole number"),
    "iri": (_iri, "an IRI, or a prefixed name such as insp:accepted"),
}


def bind(query: NamedQuery, params: Mapping[str, object]) -> str:
    """The text of the query with the parameters in place. `limit` is a parameter of every query that has a limit.

    Raises UsageError for a parameter that the query does not take, that it needs or that is not of its type.
    """
    given = {name: str(value) for name, value in params.items() if value is not None}
    _check_names(query, given)
    text = query.text
    for parameter in query.parameters:
        value = given.get(parameter.name, date.today().isoformat() if parameter.default == TODAY else None)
        if value is not None:
            text = _replace(text, parameter.name, _term(query, parameter, value))
    if query.limit is not None and "limit" in given:
        text = text.replace(f"LIMIT {query.limit}\n", f"LIMIT {_limit(query, given['limit'])}\n", 1)
    return text


def _check_names(query: NamedQuery, given: Mapping[str, str]) -> None:
    taken = [parameter.name for parameter in query.parameters] + ["limit"] * (query.limit is not None)
    for name in given:
        if name not in taken:
            near = difflib.get_close_matches(name, taken, n=1)
            raise UsageError(
                f"the query {query.name} takes no parameter {name}",
                expected=takes(query),
                mend=f"perhaps {near[0]} is meant" if near else "",
            )
    for parameter in query.parameters:
        if parameter.required and parameter.name not in given:
            raise UsageError(
                f"the query {query.name} needs the parameter {parameter.name}",
                expected=f"{parameter.name}: {parameter.meaning}",
                mend=f"add --param {parameter.name}=…",
            )


def takes(query: NamedQuery) -> str:
    """What the query takes, in words: "report=SLUG, [limit=INTEGER]"."""
    names = [str(parameter) for parameter in query.parameters] + ["[limit=INTEGER]"] * (query.limit is not None)
    return ", ".join(names) or "no parameters"


def _term(query: NamedQuery, parameter: Parameter, value: str) -> str:
    make, shape = TYPES[parameter.type]
    try:
        return make(value)
    except ValueError:
        raise UsageError(
            f"{value!r} is not a value for the parameter {parameter.name} of {query.name}", expected=shape
        ) from None


def _limit(query: NamedQuery, value: str) -> int:
    digits = value.isascii() and value.isdigit() and len(value) < 20
    if not digits or not 0 < int(value) <= _MOST:
        what = f"{value[:40]!r} is not a limit for {query.name}"
        raise UsageError(what, expected=f"a whole number above 0, {_MOST:,} at most")
    return int(value)


def _replace(text: str, name: str, term: str) -> str:
    return re.sub(rf"(VALUES \${name} {{)[^{{}}]*(}})", lambda found: f"{found[1]} {term} {found[2]}", text)


def bound_to(text: str, name: str, terms: Sequence[str]) -> str:
    """The query with several terms (in SPARQL syntax) for a parameter."""
    return _replace(text, name, " ".join(terms))
