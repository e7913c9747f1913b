"""A small store of recurring issues for the tests of the pictures, from a short table."""

from __future__ import annotations

from typing import Any

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, Namespace

from kg.interface import Store
from kg.namespaces import EDTF, INSP
from kg.store import open_store

BASE = "https://w3id.org/inspection-kg/id/"
OA = Namespace("http://www.w3.org/ns/oa#")
Raised = tuple[str, str, str]  # slug of the report, number, position


def recommendation(slug: str, number: str) -> URIRef:
    return URIRef(f"{BASE}recommendation/{slug}/{number}")


def filled(
    reports: dict[str, tuple[str, str]],
    issues: dict[str, tuple[str, list[Raised]]],
    links: list[tuple[str, str, str, str]] = [],  # noqa: B006
) -> Store:
    """A store in memory. Reports: slug → title, date; issues: name → label, who raises it; links: issue, earlier and
    later as "slug/number", verdict."""
    triples: list[Any] = []
    for slug, (title, date) in reports.items():
        report, document = URIRef(f"{BASE}report/{slug}"), URIRef(f"{BASE}document/{slug}")
        triples += [(report, RDF.type, INSP.Report), (report, DCTERMS.title, Literal(title))]
        triples += [(document, INSP.respondsTo, report)]
        triples += [(document, INSP.published, Literal(date, datatype=EDTF))] if date else []
    for name, (label, raised) in issues.items():
        issue, concept = URIRef(f"{BASE}issue/{name}"), theme(name)
        triples += [(issue, RDF.type, INSP.RecurringIssue), (issue, SKOS.prefLabel, Literal(label, lang="en"))]
        triples += [(issue, INSP.issueConcept, concept)]
        for slug, number, position in raised:
            one = recommendation(slug, number)
            triples += [(issue, INSP.member, one), *_answered(one, slug, number, position)]
            tag = URIRef(f"{BASE}tag/{slug}/{number}/{name}")
            triples += [(tag, RDF.type, INSP.IssueTag), (tag, INSP.tagOf, one), (tag, OA.hasBody, concept)]
            triples += [(tag, INSP.indication, Literal(f"make plain what recommendation {number} of {slug} asks"))]
    for i, (name, earlier, later, verdict) in enumerate(links):
        link = URIRef(f"{BASE}recurrence/{i}")
        triples += [(link, RDF.type, INSP.RecurrenceLink), (link, INSP.issue, theme(name))]
        triples += [(link, INSP.earlier, recommendation(*earlier.split("/")))]
        triples += [(link, INSP.later, recommendation(*later.split("/"))), (link, INSP.verdict, INSP[verdict])]
    store = open_store(None)
    store.replace({URIRef(f"{BASE}graph"): triples})
    return store


def theme(name: str) -> URIRef:
    return URIRef(f"https://w3id.org/inspection-kg/theme/{name}")


def _answered(one: URIRef, slug: str, number: str, position: str) -> list[Any]:
    body = URIRef(f"{BASE}organisation/home-office")
    answer, promise = URIRef(f"{BASE}response/{slug}/{number}"), URIRef(f"{BASE}commitment/{slug}/{number}/1")
    text = f"The department should make plain what recommendation {number} of {slug} asks, and soon."
    told: list[Any] = [(one, INSP.madeIn, URIRef(f"{BASE}report/{slug}")), (one, INSP.number, Literal(number))]
    told += [(one, INSP.text, Literal(text))]
    told += [(one, INSP.effectiveAcceptance, INSP[position])] if position else []
    told += [
        (answer, INSP.answers, one),
        (answer, INSP.respondent, body),
        (body, SKOS.prefLabel, Literal("Home Office")),
    ]
    told += [(promise, INSP.promisedIn, answer), (promise, INSP.delivery, INSP.completed)]
    return [*told, (promise, INSP.due, Literal("2024-11-30", datatype=EDTF))]


def many(count: int, seed: int = 1) -> Store:
    """So many reports with long and short titles, each raising some of thirty issues; every fourth is linked on."""
    import random

    chance = random.Random(seed)
    words = ["guidance", "training", "assurance", "data", "licence", "intelligence", "safeguarding", "backlog"]
    reports = {
        f"r{i:02}": (" ".join(chance.choices(words, k=chance.randint(1, 12))), str(2009 + i * 15 // count) if i else "")
        for i in range(count)
    }
    positions = ["accepted", "partiallyAccepted", "rejected", "notStated", ""]
    issues, links = {}, []
    for j in range(30):
        slugs = sorted(chance.sample(sorted(reports), min(count, chance.randint(2, 12))))
        raised = [(s, f"{j}.{k}", chance.choice(positions)) for s in slugs for k in range(chance.randint(1, 3))]
        issues[f"issue-{j}"] = (" ".join(chance.choices(words, k=chance.randint(1, 12))) + f" {j}", raised)
        told = [f"{slug}/{j}.0" for slug in slugs]
        verdicts = ["returnedAfterCompleted", "reiterated", "broadened", "related"]
        links += [(f"issue-{j}", a, b, chance.choice(verdicts)) for n, a in enumerate(told) for b in told[n + 1 :]]
    return filled(reports, issues, links)
