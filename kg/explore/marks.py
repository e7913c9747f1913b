"""What was read where in one source: every stretch from which the graph took something, with what it took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from kg import reference
from kg.draw.chart import readable
from kg.explore.common import Row, path_of, refs, rows, tail
from kg.explore.pieces import Stretch
from kg.explore.shapes import Mark, MarkKind, Ref
from kg.explore.spans import number
from kg.interface import Store
from kg.namespaces import BASE, response_graph, words
from kg.query import summary_graph

# as it stands: putting a span together from its selectors in the query takes twice as long
_SPANS = """SELECT DISTINCT ?thing ?property ?value {
  VALUES ?property { oa:hasSelector oa:start oa:end oa:exact oa:prefix oa:suffix }
  { GRAPH %s { ?thing ?property ?value } } UNION { GRAPH %s { ?thing ?property ?value } } }"""
_READ = """SELECT DISTINCT ?thing ?way ?span { GRAPH %s {
  VALUES ?way { insp:hasSpan insp:acceptanceEvidence insp:dueEvidence insp:deadlineEvidence insp:periodEvidence
    insp:ownerEvidence insp:themeEvidence insp:declaredEvidence oa:hasTarget }
  ?thing ?way ?span } }"""
_TAGS = """SELECT DISTINCT ?thing ?span ?named ?score { GRAPH %s {
  ?thing insp:raisesIssue ?named . ?tag insp:tagOf ?thing ; oa:hasBody ?named ; oa:hasTarget ?span
  OPTIONAL { ?tag insp:score ?score } } }"""
_SAID = """SELECT DISTINCT ?thing ?property ?value { GRAPH %s {
  VALUES ?property { insp:number insp:addresses insp:answers insp:effectiveAcceptance insp:acceptance insp:respondent
    insp:delivery insp:firmness insp:timing insp:due insp:dueText insp:dueYearInferred insp:owner insp:theme
    insp:foundByWords insp:inspectorDeadline insp:period insp:text oa:hasBody insp:declaredRecommendations
    insp:declaredAccepted insp:declaredPartiallyAccepted insp:declaredRejected insp:declaredThemes }
  ?thing ?property ?value } }"""
_KINDS: dict[str, MarkKind] = {
    "acceptanceEvidence": "position",
    "dueEvidence": "date",
    "deadlineEvidence": "date",
    "periodEvidence": "date",
    "ownerEvidence": "owner",
    "themeEvidence": "theme",
    "declaredEvidence": "declared",
    "hasTarget": "mention",
}
_SPANNED: tuple[MarkKind, ...] = ("recommendation", "response", "commitment", "claim", "assessment")
_DECLARED = {
    "declaredRecommendations": "recommendations",
    "declaredAccepted": "accepted",
    "declaredPartiallyAccepted": "partially accepted",
    "declaredRejected": "rejected",
    "declaredThemes": "themes",
}


@dataclass(slots=True)
class Reading:
    """What a source says and where: its words, those around quotations, and the marks by their ids."""

    quoted: list[Stretch] = field(default_factory=list)
    around: list[Stretch] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)


def reading(store: Store, slug: str) -> Reading:
    """The marks of the response to one report, in the order of the text."""
    graph, summary = response_graph(slug).n3(), summary_graph(slug).n3()
    told, places = Reading(), {}
    for span, row in _spans(store, graph, summary):
        start = number(row["start"])
        places[span] = (start, number(row["end"]), row["exact"])
        told.quoted.append(Stretch(start, row["exact"]))
        told.around += _around(row, start)
    said = _said(store, graph)
    found = [*rows(store, _READ % graph), *({**row, "way": "issue"} for row in rows(store, _TAGS % summary))]
    names = refs(store, _named(found, said))
    maker = _Maker(said, names, {spot: row["thing"] for row in found if (spot := _mention(row, places))})
    made: dict[tuple[str, str, int, int], Mark] = {}
    for row in sorted(found, key=lambda row: (row["way"], row["thing"])):
        for mark in maker.marks(row, places[row["span"]]) if row["span"] in places else ():
            one = made.setdefault((mark["kind"], mark["iri"], mark["start"], mark["end"]), mark)
            one["facts"] = list(dict.fromkeys([*one["facts"], *mark["facts"]]))
    ordered = sorted(made.values(), key=lambda mark: (mark["start"], -mark["end"], mark["kind"], mark["iri"]))
    told.marks = {f"m{place}": mark for place, mark in enumerate(ordered)}
    return told


def _spans(store: Store, graph: str, summary: str) -> Iterator[tuple[str, Row]]:
    """The spans that have a place and words, each with what its selectors say."""
    facts: dict[str, Row] = {}
    selectors: dict[str, list[str]] = {}
    for row in rows(store, _SPANS % (graph, summary)):
        if (name := tail(row["property"])) == "hasSelector":
            selectors.setdefault(row["thing"], []).append(row["value"])
        else:
            facts.setdefault(row["thing"], {})[name] = row["value"]
    for span, some in selectors.items():
        row = {name: value for one in some for name, value in facts.get(one, {}).items()}
        if {"start", "end", "exact"} <= set(row):
            yield span, row


def _around(row: Row, start: int) -> Iterator[Stretch]:
    before = row.get("prefix", "")
    if before and len(before) <= start:
        yield Stretch(start - len(before), before)
    if row.get("suffix"):
        yield Stretch(start + len(row["exact"]), row["suffix"])


def _said(store: Store, graph: str) -> dict[str, dict[str, list[str]]]:
    """What the response says of each thing, by the local name of the property."""
    said: dict[str, dict[str, list[str]]] = {}
    for row in rows(store, _SAID % graph):
        said.setdefault(row["thing"], {}).setdefault(tail(row["property"]), []).append(row["value"])
    return said


def _named(found: Iterable[Row], said: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """The teams, systems, themes and issues whose labels are needed."""
    yield from (row["named"] for row in found if "named" in row)
    for facts in said.values():
        for name in ("respondent", "owner", "hasBody", "theme"):
            yield from facts.get(name, ())


def _mention(row: Row, places: dict[str, tuple[int, int, str]]) -> tuple[int, int] | None:
    if tail(row["way"]) != "hasTarget" or row["span"] not in places:
        return None
    return places[row["span"]][:2]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes marks of what was read; `mentions` are the mentions by their place."""

    said: dict[str, dict[str, list[str]]]
    names: dict[str, Ref]
    mentions: dict[tuple[int, int], str]

    def marks(self, row: Row, place: tuple[int, int, str]) -> Iterator[Mark]:
        """The marks of one row: of words that tell several themes one for each."""
        way, thing = tail(row["way"]), row["thing"]
        start, end, exact = place
        kind = "issue" if way == "issue" else _KINDS.get(way) or _kind_of(thing)
        for iri, label, facts in self._read(kind, row, exact, (start, end)):
            path = self.names[iri]["path"] if iri in self.names else path_of(iri)
            yield {
                "kind": kind,
                "iri": iri,
                "label": label,
                "path": path,
                "facts": [fact for fact in facts if fact],
                "start": start,
                "end": end,
            }

    def _read(
        self, kind: MarkKind, row: Row, exact: str, spot: tuple[int, int]
    ) -> Iterator[tuple[str, str, list[str]]]:
        """What the words tell: the thing, what to call it, and what is known of it."""
        thing = row["thing"]
        facts = self.said.get(thing, {})
        if kind == "mention":
            yield from ((body, self._label(body), [_sort(body)]) for body in facts.get("hasBody", ()))
        elif kind == "theme":
            themes = facts.get("theme", ())
            own = [theme for theme in themes if exact.casefold() in _wordings().get(theme, ())]
            yield from ((theme, self._label(theme), [f"theme of {self._call(thing)}"]) for theme in own or themes)
        elif kind == "issue":
            sure = f"{float(row['score']):.0%} sure" if "score" in row else ""
            yield row["named"], self._label(row["named"]), [f"raised by {self._call(thing)}", sure]
        else:
            yield thing, *self._of_thing(kind, thing, facts, spot)

    def _of_thing(
        self, kind: MarkKind, thing: str, facts: dict[str, list[str]], spot: tuple[int, int]
    ) -> tuple[str, list[str]]:
        match kind:
            case "owner":
                bodies = self.said.get(self.mentions.get(spot, ""), {}).get("hasBody", [])
                mine = [body for body in facts.get("owner", ()) if body in bodies] or facts.get("owner", [])
                return f"Who is to act: {self._labels(mine)}", [f"owner of {self._call(thing)}"]
            case "date":
                return self._date(thing, facts)
            case "position":
                return f"Position: {self._one(facts, 'acceptance')}", [self._call(thing)]
            case "declared":
                counts = [f"{facts[name][0]} {text}" for name, text in _DECLARED.items() if name in facts]
                return "What the response says of its own counts", counts
            case "notice":
                return "Notice of the reading", facts.get("text", [])
            case _:
                return _capital(self._call(thing)), self._facts(kind, facts)

    def _facts(self, kind: MarkKind, facts: dict[str, list[str]]) -> list[str]:
        if kind == "recommendation":
            return [self._one(facts, "effectiveAcceptance")]
        if kind == "response":
            return [self._one(facts, "acceptance"), self._one(facts, "delivery")]
        due = readable(facts["due"][0]) if "due" in facts else ""
        owners = self._labels(facts.get("owner", ()))
        firm = "conditional words" if self._one(facts, "firmness") == "conditional" else ""
        timing = f"due {due}" if due else self._one(facts, "timing")
        weighed = (
            "found by learnt weights, no rule matched: check it" if "true" in facts.get("foundByWords", ()) else ""
        )
        return [self._one(facts, "delivery"), timing, f"owner: {owners}" if owners else "", firm, weighed]

    def _date(self, thing: str, facts: dict[str, list[str]]) -> tuple[str, list[str]]:
        if "inspectorDeadline" in facts or "number" in facts:
            value, what = facts.get("inspectorDeadline", [""])[0], "deadline of the inspector"
        elif "period" in facts:
            value, what = facts["period"][0], "time of the inspection"
        else:
            value, what = facts.get("due", [""])[0], "due"
        inferred = "the year is inferred" if "true" in facts.get("dueYearInferred", ()) else ""
        label = f"{_capital(what)}: {readable(value)}" if value else f"{_capital(what)}: no day can be worked out"
        return label, [value and f"EDTF {value}", inferred, self._call(thing)]

    def _call(self, thing: str) -> str:
        """What a thing of the response is called in a sentence."""
        facts, kind = self.said.get(thing, {}), thing.removeprefix(str(BASE)).partition("/")[0]
        if kind == "response":
            about = self._number(facts.get("answers", [""])[0])
            return f"answer to recommendation {about} by {self._labels(facts.get('respondent', ()))}"
        if kind == "commitment":
            return f"commitment on recommendation {self._number(facts.get('addresses', [''])[0])}"
        return f"recommendation {self._number(thing)}" if kind == "recommendation" else kind

    def _number(self, node: str) -> str:
        return self.said.get(node, {}).get("number", [tail(node)])[0]

    def _label(self, iri: str) -> str:
        return self.names[iri]["label"]

    def _labels(self, iris: Iterable[str]) -> str:
        return ", ".join(sorted(map(self._label, iris)))

    def _one(self, facts: dict[str, list[str]], name: str) -> str:
        return words(tail(facts[name][0])) if name in facts else ""


def _kind_of(thing: str) -> MarkKind:
    name = thing.removeprefix(str(BASE)).partition("/")[0]
    return next((kind for kind in _SPANNED if kind == name), "notice")


def _sort(entity: str) -> str:
    kind = entity.removeprefix(str(BASE)).partition("/")[0]
    return {"organisation": "body"}.get(kind, kind)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _wordings() -> dict[str, frozenset[str]]:
    """The wordings of each theme, to tell which of several the words are of."""
    return {theme.iri: frozenset(map(str.casefold, (theme.label, *theme.labels))) for theme in reference.themes()}
