"""Drafts: a document as a submission, by the same code as kg draft, and amended thing by thing by a form."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

from kg import pipeline, reference
from kg.errors import UsageError
from kg.explore.common import tail
from kg.explore.fields import PARTS, choices, paths, shape_of
from kg.explore.handed import at_hand
from kg.explore.shapes import Amended, Drafted, DraftThing
from kg.extract.followup.earlier import Earlier
from kg.namespaces import INSP
from kg.pipeline import Told
from kg.sheets import amend as amending
from kg.sheets import concerns, missing, natural, places, short
from kg.turtle import turtle

_LABEL = 90  # characters of what a thing says in its label
_HEADS = {INSP.ResponseDocument: "The answer", INSP.Report: "The report", INSP.Inspection: "The inspection"}
_TAKEN_OUT = frozenset({INSP.Commitment, INSP.Claim, INSP.Assessment, INSP.Response, INSP.Recommendation})


def draft(content: bytes, name: str, told: Told | None = None, follows: Sequence[Earlier] = ()) -> Drafted:
    """A document as a submission in Turtle, with what a person should look at; RDF and edited tables are drafts
    already. `told` is what the caller knows of it, `follows` are stored reports (`kg.pipeline.earlier`) that it is read
    as a follow-up of.

    Raises as `validate` does.
    """
    with at_hand(content, name) as path:
        more = follows or (told and told != Told())
        graphs = pipeline.draft(path, told, follows) if more else pipeline.submission(path)
        if len(graphs) != 1:
            raise UsageError(f"the file holds {len(graphs)} documents", where=name, mend="draft them one by one")
        ((slug, graph),) = graphs.items()
        return _told(tail(str(slug)), graph)


def amend(content: bytes, name: str) -> Amended:
    """A draft with one change that a form made. The content is JSON with `draft` (Turtle) and either `thing` (an IRI)
    and `form` (Turtle with the values of its fields, null to take the thing out), or `response` (an IRI) and
    `quotation` (words of it that are one more commitment).

    Raises UsageError for a change that cannot be made, and as `validate` does.
    """
    wanted = _request(content)
    with at_hand(wanted["draft"].encode(), name) as path:
        ((slug, graph),) = pipeline.submission(path).items()
    thing = URIRef(wanted.get("thing") or wanted.get("response") or "")
    if "response" in wanted:
        after, thing = amending.add_commitment(graph, thing, wanted["quotation"])
    elif wanted["form"] is None:
        after = amending.take_out(graph, thing)
    else:
        told = _form(wanted["form"], name)
        if (thing, RDF.type, None) not in told:  # a form that is not ready yet says nothing at all
            raise UsageError(
                "the form says nothing of this thing", where=str(thing)[:200], mend="wait until it is shown"
            )
        fields = paths(shape_of(graph.value(thing, RDF.type) or thing))
        after = amending.change(graph, thing, told, fields)
    return {**_told(tail(str(slug)), after), "changed": str(thing)}


def _request(content: bytes) -> dict[str, Any]:
    """The JSON of a change. Raises UsageError where it is none."""
    try:
        wanted = json.loads(content)
    except ValueError as error:
        raise UsageError("the change is no JSON", expected="an object") from error
    texts = ("draft", "thing", "response", "quotation", "form")
    if not isinstance(wanted, dict) or any(not isinstance(wanted.get(name) or "", str) for name in texts):
        raise UsageError("the change is no object of texts", expected=", ".join(texts))
    one, more = wanted.get("thing") and "form" in wanted, wanted.get("response") and wanted.get("quotation")
    if not wanted.get("draft") or not (one or more):
        told = "a draft, and a thing and its form, or a response and a quotation"
        raise UsageError("the change says too little", expected=told)
    try:
        "".join(wanted.get(name) or "" for name in texts).encode()
    except UnicodeEncodeError as error:
        raise UsageError("the change holds half a character", expected="Unicode without lone surrogates") from error
    return wanted


def _form(text: str, name: str) -> Graph:
    try:
        return Graph().parse(data=text, format="turtle")
    except Exception as error:  # rdflib raises many kinds
        raise UsageError("the values of the form are no Turtle", where=name) from error


def _told(slug: str, graph: Graph) -> Drafted:
    looked = concerns(graph)
    return {
        "slug": slug,
        "turtle": "".join(turtle(graph)),
        "concerns": [
            {"kind": one.kind, "iri": str(one.node), "line": one.line or None, "quotation": one.quotation}
            for one in looked
        ],
        "missing": [{"name": one.name, "hint": one.hint} for one in missing(graph)],
        "things": list(_things(graph, looked)),
        "choices": choices(graph),
    }


def _things(graph: Graph, looked: list[Any]) -> Iterator[DraftThing]:
    """What forms are for, in the order of the recommendations: the answer below each, its commitments below that."""
    kinds: dict[Node, list[str]] = defaultdict(list)
    for one in looked:
        if one.kind not in kinds[one.node]:
            kinds[one.node].append(one.kind)
    for depth, node in _ordered(graph):
        kind = graph.value(node, RDF.type)
        line, quotation = next(iter(places(graph, node)), (0, ""))
        yield {
            "iri": str(node),
            "kind": tail(str(kind)),
            "shape": shape_of(kind) if kind else "",
            "label": _label(graph, node),
            "depth": depth,
            "line": line or None,
            "quotation": quotation,
            "look": kinds[node],
            "removable": kind in _TAKEN_OUT and not any(isinstance(s, URIRef) for s in graph.subjects(None, node)),
        }


def _ordered(graph: Graph) -> Iterator[tuple[int, Node]]:
    def of(kind: URIRef, predicate: URIRef | None = None, thing: Node | None = None) -> list[Node]:
        found = graph.subjects(RDF.type, kind)
        kept = [node for node in found if predicate is None or (node, predicate, thing) in graph]
        return sorted(kept, key=lambda node: natural(str(node)))

    seen: set[Node] = set()
    for kind in _HEADS:
        yield from ((0, node) for node in of(kind))
    for recommendation in of(INSP.Recommendation):
        yield 0, recommendation
        for response in of(INSP.Response, INSP.answers, recommendation):
            yield 1, response
            for commitment in of(INSP.Commitment, INSP.promisedIn, response):
                yield 2, commitment
                seen |= {commitment}
            seen |= {response}
    for kind in PARTS[4:]:
        yield from ((0, node) for node in of(kind) if node not in seen)


def _label(graph: Graph, node: Node) -> str:
    kind = graph.value(node, RDF.type)
    if kind in _HEADS:
        return _HEADS[kind]  # type: ignore[index]
    text = " ".join(str(graph.value(node, INSP.text) or "").split())
    words = text if len(text) <= _LABEL else text[:_LABEL].rsplit(" ", 1)[0] + "…"
    if kind == INSP.Recommendation:
        return f"Recommendation {short(graph, node)}: {words}"
    if kind == INSP.Response:
        body = graph.value(node, INSP.respondent)
        return f"Answer of {_name(graph, body)}: {words}" if body else f"Answer: {words}"
    return f"{tail(str(kind))}: {words}"


def _name(graph: Graph, body: Node) -> str:
    data = reference.graph()
    label = graph.value(body, SKOS.prefLabel) or data.value(body, SKOS.prefLabel) or graph.value(body, DCTERMS.title)
    return str(label or tail(str(body)))
