"""The page of one report: the source text with everything found in it marked, and the tree of its recommendations."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import NotFoundError
from kg.explore.common import Row, date, day_of, natural, refs, rows, slug_of, tail
from kg.explore.marks import reading
from kg.explore.nodes import issues_of
from kg.explore.papers import Paper, papers
from kg.explore.pieces import pieces
from kg.explore.promises import commitments
from kg.explore.shapes import Answer, Commitment, Link, Node, Quote, Ref, ReportPage
from kg.explore.spans import quotes
from kg.explore.ties import links_of
from kg.identifiers import report as report_iri
from kg.interface import Store
from kg.namespaces import response_graph

_LINKS = 8  # links of one recommendation, the surest
_ABOUT = """SELECT DISTINCT ?title ?file ?sha ?licence ?period ?inspector { GRAPH %s {
  ?document insp:respondsTo ?report
  OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document dcterms:source ?file }
  OPTIONAL { ?document insp:sourceSha256 ?sha } OPTIONAL { ?document dcterms:license ?licence }
  OPTIONAL { ?report insp:reportsOn ?inspection }
  OPTIONAL { ?inspection insp:period ?period } OPTIONAL { ?inspection insp:inspectedBy ?inspector } } }"""
_NODES = """SELECT DISTINCT ?iri ?number ?stem ?text ?heading ?acceptance ?deadline { GRAPH %s {
  ?iri insp:madeIn ?report ; insp:number ?number
  OPTIONAL { ?iri insp:directPartOf ?stem } OPTIONAL { ?iri insp:text ?text } OPTIONAL { ?iri insp:heading ?heading }
  OPTIONAL { ?iri insp:effectiveAcceptance ?acceptance } OPTIONAL { ?iri insp:inspectorDeadline ?deadline } } }"""
_ANSWERS = """SELECT DISTINCT ?iri ?node ?body ?acceptance ?delivery ?text ?promise { GRAPH %s {
  ?iri insp:answers ?node ; insp:respondent ?body ; insp:acceptance ?acceptance
  OPTIONAL { ?iri insp:delivery ?delivery } OPTIONAL { ?iri insp:text ?text }
  OPTIONAL { ?promise insp:promisedIn ?iri } } }"""
_NOTICES = "SELECT DISTINCT ?text { GRAPH %s { ?iri insp:noticedIn ?document ; insp:text ?text } } ORDER BY ?text"


def report(store: Store, slug: str, *, as_of: str = "") -> ReportPage:
    """The page of a report by its slug. Raises NotFoundError where the store has no such report, UsageError for a day
    that is none."""
    day, iri = day_of(as_of), str(report_iri(slug_of(slug, "report")))
    known = papers(store, [iri])
    if iri not in known:
        raise NotFoundError(f"there is no report {slug}", mend="/api/reports lists them all")
    paper, graph = known[iri], response_graph(slug).n3()
    about: Row = next(iter(rows(store, _ABOUT % graph)), {})
    found = reading(store, slug)
    text = pieces(found.quoted, found.around, found.marks)
    bodies = refs(store, filter(None, (paper.publisher, about.get("inspector", ""))))
    return {
        "slug": slug,
        "title": paper.title,
        "report": paper.ref,
        "document": {"iri": paper.document, "label": about.get("title", ""), "path": paper.ref["path"]},
        "documentTitle": about.get("title", ""),
        "published": paper.published,
        "publisher": bodies.get(paper.publisher),
        "inspected": date(about.get("period", "")),
        "inspector": bodies.get(about.get("inspector", "")),
        "licence": about.get("licence", ""),
        "file": about.get("file", ""),
        "sha256": about.get("sha", ""),
        "asOf": day,
        "length": text[-1]["end"] if text else 0,
        "pieces": text,
        "marks": found.marks,
        "tree": _tree(store, paper, graph, day),
        "notices": [row["text"] for row in rows(store, _NOTICES % graph)],
    }


def _tree(store: Store, paper: Paper, graph: str, day: str) -> list[Node]:
    facts: dict[str, Row] = {}
    for row in sorted(rows(store, _NODES % graph), key=lambda row: (row["number"], row.get("stem", ""))):
        facts.setdefault(row["iri"], row)
    answers = _answers(store, graph, day)
    issues, places = issues_of(store, facts), quotes(store, facts)
    links, totals = links_of(store, facts, _LINKS)
    nodes = {
        iri: _node(row, answers.get(iri, []), issues.get(iri, []), places.get(iri, []), links.get(iri, []))
        for iri, row in facts.items()
    }
    tops: list[Node] = []
    for iri, node in sorted(nodes.items(), key=lambda item: natural(item[1]["number"])):
        node["linksTotal"] = totals.get(iri, 0)
        _parent(iri, facts, nodes, tops).append(node)
    return tops


def _parent(iri: str, facts: Mapping[str, Row], nodes: Mapping[str, Node], tops: list[Node]) -> list[Node]:
    """The list that a node belongs into; a stem that is not there, or that is a part of its own parts, is none."""
    seen, stem = {iri}, facts[iri].get("stem", "")
    while stem in facts and stem not in seen:
        seen.add(stem)
        stem = facts[stem].get("stem", "")
    own = facts[iri].get("stem", "")
    return nodes[own]["children"] if own in nodes and stem not in seen else tops


def _node(row: Row, answers: list[Answer], issues: list[Ref], places: list[Quote], links: list[Link]) -> Node:
    stated = {answer["acceptance"] for answer in answers} - {"notStated"}
    effective = tail(row.get("acceptance", "notStated"))
    return {
        "id": f"r{row['number']}",
        "number": row["number"],
        "iri": row["iri"],
        "text": row.get("text", ""),
        "heading": row.get("heading", ""),
        "acceptance": (effective if len(stated) > 1 else stated.pop()) if stated else "",
        "effectiveAcceptance": effective,
        "deadline": date(row["deadline"]) if "deadline" in row else None,
        "issues": issues,
        "quote": places[0] if places else None,
        "children": [],
        "answers": answers,
        "links": links,
        "linksTotal": len(links),
    }


def _answers(store: Store, graph: str, day: str) -> dict[str, list[Answer]]:
    """The answers to each recommendation, in the order of the text."""
    found = rows(store, _ANSWERS % graph)
    iris = {row["iri"] for row in found}
    promised = commitments(store, sorted(row["promise"] for row in found if "promise" in row), day)
    bodies, places = refs(store, (row["body"] for row in found)), quotes(store, iris)
    stated = quotes(store, iris, "insp:acceptanceEvidence")
    told: dict[tuple[str, str], Answer] = {}
    for row in sorted(found, key=lambda row: (row["iri"], row["body"], row.get("promise", ""))):
        answer = told.setdefault(
            (row["node"], row["iri"]), _answer(row, bodies[row["body"]], places.get(row["iri"]), stated.get(row["iri"]))
        )
        promise = promised.get(row.get("promise", ""))
        if promise and promise not in answer["commitments"]:
            answer["commitments"].append(promise)
    by_node: dict[str, list[Answer]] = {}
    for (node, _), answer in sorted(told.items(), key=lambda item: (_start(item[1]["quote"]), item[0])):
        answer["commitments"].sort(key=_order)
        by_node.setdefault(node, []).append(answer)
    return by_node


def _answer(row: Row, body: Ref, places: list[Quote] | None, stated: list[Quote] | None) -> Answer:
    return {
        "iri": row["iri"],
        "body": body,
        "acceptance": tail(row["acceptance"]),
        "delivery": tail(row.get("delivery", "")),
        "text": row.get("text", ""),
        "quote": places[0] if places else None,
        "stated": stated[0] if stated else None,
        "commitments": [],
    }


def _start(quote: Quote | None) -> int:
    return quote["start"] if quote else 1 << 62


def _order(promise: Commitment) -> tuple[int, str]:
    return _start(promise["quote"]), promise["iri"]
