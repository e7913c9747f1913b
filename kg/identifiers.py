"""Readable, deterministic IRIs: the same document gives the same names in every build."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from rdflib import URIRef

from kg.namespaces import BASE


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Reason & Evaluation (RED)" → "reason-evaluation-red"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    # a name without a Latin letter or digit keeps an identity of its own
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or f"x{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def inspection(slug: str) -> URIRef:
    return BASE[f"inspection/{slug}"]


def report(slug: str) -> URIRef:
    return BASE[f"report/{slug}"]


def document(slug: str) -> URIRef:
    return BASE[f"document/{slug}"]


def recommendation(slug: str, number: str) -> URIRef:
    return BASE[f"recommendation/{slug}/{number}"]


def response(slug: str, number: str, respondent: str) -> URIRef:
    return BASE[f"response/{slug}/{number}/{slugify(respondent)}"]


def commitment(slug: str, number: str, index: int) -> URIRef:
    """The index counts from 1 in document order within the recommendation addressed."""
    return BASE[f"commitment/{slug}/{number}/{index}"]


def mention(slug: str, start: int, end: int, entity: str) -> URIRef:
    return BASE[f"mention/{slug}/{start}-{end}/{entity.rsplit('/', 1)[-1]}"]


def span(slug: str, start: int, end: int) -> URIRef:
    return BASE[f"span/{slug}/{start}-{end}"]


def notice(slug: str, index: int) -> URIRef:
    """The index counts from 1 in document order."""
    return BASE[f"notice/{slug}/{index}"]


def claim(slug: str, index: int) -> URIRef:
    """The index counts from 1 in document order."""
    return BASE[f"claim/{slug}/{index}"]


def assessment(slug: str, index: int) -> URIRef:
    """The index counts from 1 in document order."""
    return BASE[f"assessment/{slug}/{index}"]


def organisation(name: str) -> URIRef:
    return BASE[f"organisation/{slugify(name)}"]


def team(name: str) -> URIRef:
    return BASE[f"team/{slugify(name)}"]


def system(name: str) -> URIRef:
    return BASE[f"system/{slugify(name)}"]


def tag(slug: str, holder: str, issue: str) -> URIRef:
    """The assignment of an issue to a recommendation or commitment; `holder` is the end of its IRI, after the slug."""
    return BASE[f"tag/{slug}/{holder}/{issue.rsplit('/', 1)[-1]}"]


def recurrence(earlier: str, later: str) -> URIRef:
    """The link between two recommendations, by their IRIs."""
    return BASE["recurrence/" + "/".join(_flat(iri) for iri in (earlier, later))]


def recurring_issue(issue: str) -> URIRef:
    return BASE[f"issue/{issue.rsplit('/', 1)[-1]}"]


def _flat(iri: str) -> str:
    """<…/recommendation/2016-intelligence-functions/6> → "2016-intelligence-functions-6"."""
    return iri.removeprefix(str(BASE["recommendation/"])).replace("/", "-")
