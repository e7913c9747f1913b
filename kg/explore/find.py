"""Search across everything: what people wrote, and the names of systems, teams, issues, themes and reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from rdflib import Literal

from kg.explore.common import Row, between, one_of, ref, rows, rows_of
from kg.explore.papers import Paper, papers
from kg.explore.shapes import Hit, Hits, Kind
from kg.explore.spans import quotes
from kg.explore.wording import Stretch, containing
from kg.interface import Store
from kg.namespaces import ISSUE_SCHEME, THEME_SCHEME

KINDS: tuple[Kind, ...] = ("issue", "system", "team", "theme", "report", "recommendation", "commitment", "answer")
MOST, _WORDS = 200, 12
_REPORTS = 30  # reports whose texts are looked through
_NEAR = 3  # words of which every order is tried
_WINDOW = 280  # characters of a long text that are shown
_NAMES = f"""SELECT DISTINCT ?kind ?iri ?label ?more {{
  {{ ?iri a insp:System BIND ("system" AS ?kind) }}
  UNION {{ ?iri a insp:Team BIND ("team" AS ?kind) }}
  UNION {{ ?iri a org:FormalOrganization BIND ("team" AS ?kind) }}
  UNION {{ ?iri skos:inScheme <{ISSUE_SCHEME}> BIND ("issue" AS ?kind) }}
  UNION {{ ?iri skos:inScheme <{THEME_SCHEME}> BIND ("theme" AS ?kind) }}
  ?iri skos:prefLabel ?label . ?iri skos:prefLabel|skos:altLabel|skos:hiddenLabel|skos:definition ?more }}"""


_TEXTS = """SELECT DISTINCT ?kind ?iri ?text ?number ?report { VALUES ?report { %s }
  ?node insp:madeIn ?report ; insp:number ?number .
  { ?node insp:text ?text BIND (?node AS ?iri) BIND ("recommendation" AS ?kind) }
  UNION { ?iri insp:answers ?node ; insp:text ?text BIND ("answer" AS ?kind) }
  UNION { ?iri insp:addresses ?node ; insp:text ?text BIND ("commitment" AS ?kind) } }"""


def search(store: Store, q: str = "", *, kind: str = "", offset: int = 0, limit: int = 50) -> Hits:
    """Everything that contains all the words of `q`, whatever their case and order: names first, then the texts that
    are shortest for the words. `kind` leaves out all others. Raises UsageError for a kind that is none.

    Texts are those of the latest reports that have the words: `complete` tells whether these are all such reports.
    """
    between(offset, 0, 10_000_000, "offset")
    between(limit, 1, MOST, "limit")
    wanted = {one_of(kind, KINDS, "kind")} if kind else set(KINDS)
    asked = list(dict.fromkeys(q.casefold().split()))[:_WORDS]
    if not any(re.search(r"\w", word) for word in asked):
        return {"words": [], "total": {}, "complete": True, "hits": []}
    found = [hit for hit in _named(store, asked) if hit["kind"] in wanted]
    known_reports = papers(store)
    if "report" in wanted:
        found += _titles(known_reports.values(), asked)
    texts: list[Hit] = []
    complete = True
    if wanted & {"recommendation", "answer", "commitment"}:
        texts, complete = _texts(store, asked, known_reports)
    found += [hit for hit in texts if hit["kind"] in wanted]
    found.sort(key=lambda hit: (-hit["score"], KINDS.index(hit["kind"]), hit["ref"]["label"], hit["ref"]["iri"]))
    total: dict[str, int] = {}
    for hit in found:
        total[hit["kind"]] = total.get(hit["kind"], 0) + 1
    hits = _placed(store, found[offset : offset + limit])
    return {"words": asked, "total": total, "complete": complete, "hits": hits}


def _named(store: Store, asked: Sequence[str]) -> Iterator[Hit]:
    """The things of which one name, or the definition, has all the words."""
    best: dict[str, Hit] = {}
    for row in rows(store, _NAMES):
        words = containing(row["more"], asked)
        if words is not None:
            score = 2.0 if row["more"] == row["label"] else 1.9 if len(row["more"]) < 60 else 1.0
            one = best.get(row["iri"])
            if one is None or score > one["score"]:
                kind = next(kind for kind in KINDS if kind == row["kind"])
                best[row["iri"]] = _hit(kind, row, None, row["more"], words, score)
    yield from best.values()


def _titles(reports: Iterable[Paper], asked: Sequence[str]) -> Iterator[Hit]:
    for paper in reports:
        text = paper.title if containing(paper.title, asked) is not None else paper.label
        words = containing(text, asked)
        if words is not None:
            yield _hit("report", {"iri": paper.iri, "label": paper.label}, None, text, words, 1.5)


def _texts(store: Store, asked: Sequence[str], reports: dict[str, Paper]) -> tuple[list[Hit], bool]:
    """Recommendations, answers and commitments of the latest reports that have all the words in one text, and whether
    these are all such reports."""
    holding = [reports[row["report"]] for row in rows(store, _holding(asked)) if row["report"] in reports]
    holding.sort(key=lambda paper: paper.order, reverse=True)
    told = []
    for row in rows_of(store, _TEXTS, (paper.iri for paper in holding[:_REPORTS])):
        words = containing(row["text"], asked)
        if words is None:
            continue
        paper, number = reports[row["report"]], row["number"]
        kind = next(kind for kind in KINDS if kind == row["kind"])
        named = {"iri": row["iri"], "label": paper.label_of(kind, number)}
        score = sum(map(len, asked)) / max(1, len(row["text"]))
        told.append(_hit(kind, named, paper, row["text"], words, min(score, 0.99)))
    return told, len(holding) <= _REPORTS


def _holding(asked: Sequence[str]) -> str:
    """Asks for the reports that have all the words, the longest three of them in one text: texts are parted by " | "
    in insp:searchText (queries/views/summary-search.rq)."""
    near = sorted(asked, key=len)[-_NEAR:]
    orders = "|".join("[^|]*".join(map(re.escape, order)) for order in permutations(near))
    tests = [f"CONTAINS(?all, {Literal(word).n3()})" for word in asked]
    tests += [f"REGEX(?all, {Literal(orders).n3()})"] if len(near) > 1 else []
    return f"SELECT DISTINCT ?report {{ ?report insp:searchText ?all FILTER ({' && '.join(tests)}) }}"


def _hit(kind: Kind, row: Row, paper: Paper | None, text: str, words: list[Stretch], score: float) -> Hit:
    shown, places = _window(text, words)
    return {
        "kind": kind,
        "ref": ref(row["iri"], row["label"]),
        "report": paper.ref if paper else None,
        "text": shown,
        "words": places,
        "score": score,
    }


def _window(text: str, words: list[Stretch]) -> tuple[str, list[Stretch]]:
    """The part of a long text around its words, and where they stand in it."""
    if len(text) <= _WINDOW or not words:
        return text, words
    start = max(0, min(words[0][0] - _WINDOW // 4, len(text) - _WINDOW))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + _WINDOW if start + _WINDOW >= len(text) else text.rfind(" ", start + _WINDOW // 2, start + _WINDOW)
    end = end if end > start else start + _WINDOW
    before, after = "… " * (start > 0), " …" * (end < len(text))
    shift = len(before) - start
    places = [(low + shift, high + shift) for low, high in words if start <= low and high <= end]
    return f"{before}{text[start:end]}{after}", places


def _placed(store: Store, hits: list[Hit]) -> list[Hit]:
    """The hits, those in texts with the report page at their sentence as their path."""
    written = [hit["ref"]["iri"] for hit in hits if hit["report"]]
    places = quotes(store, written)
    for hit in hits:
        if some := places.get(hit["ref"]["iri"]):
            hit["ref"]["path"] = some[0]["path"]
    return hits
