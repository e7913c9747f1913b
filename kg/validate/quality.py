"""How good a response is as a promise, in the Data Quality Vocabulary (DQV, W3C Working Group Note, 2016).

The metrics are defined in ontology/quality.ttl. What they count are the findings of the recommended shapes: a share
is that of the nodes which none of the shapes of its metric reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from kg import resources
from kg.namespaces import DQV, INSP


@dataclass(frozen=True, slots=True)
class _Metric:
    """A metric: the nodes it is of, the shapes that find what lacks it, what they lack, and the remedy for one and
    for several."""

    iri: URIRef
    kind: URIRef
    shapes: tuple[str, ...]
    lack: str
    one: str
    several: str


_METRICS = (
    _Metric(
        iri=INSP.commitmentsWithOwner,
        kind=INSP.Commitment,
        shapes=("commitment-has-owner",),
        lack="owner",
        one="naming it",
        several="naming them",
    ),
    _Metric(
        iri=INSP.commitmentsWithDate,
        kind=INSP.Commitment,
        shapes=("commitment-has-date", "due-date"),
        lack="date",
        one="adding it",
        several="adding them",
    ),
    _Metric(
        iri=INSP.commitmentsMeasurable,
        kind=INSP.Commitment,
        shapes=("commitment-measurable",),
        lack="date, number or named system",
        one="giving it one",
        several="giving each of them one",
    ),
    _Metric(
        iri=INSP.commitmentsFirm,
        kind=INSP.Commitment,
        shapes=("commitment-firm", "commitment-firmness"),
        lack="firm words",
        one="words that bind",
        several="words that bind",
    ),
    _Metric(
        iri=INSP.answersWithPosition,
        kind=INSP.Response,
        shapes=("response-position-known",),
        lack="stated position",
        one="stating it",
        several="stating them",
    ),
)
_NOUNS = {INSP.Commitment: "commitment", INSP.Response: "answer"}
_ALSO = {INSP.commitmentsWithDate: INSP.commitmentsMeasurable}  # whoever gives a date gives something measurable


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric: how many nodes there are, and which of them lack what is measured."""

    metric: URIRef
    label: str
    of: int
    lacking: frozenset[Node]

    @property
    def good(self) -> int:
        return self.of - len(self.lacking)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.good / self.of

    @property
    def percent(self) -> str:
        return _percent(self.share)


@dataclass(frozen=True, slots=True)
class Improvement:
    """A kind of finding to put right: how many edits it takes, the score before and after, and that in words."""

    metric: URIRef
    edits: int
    before: float
    after: float
    words: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The measures of a response; those without any node to measure are left out."""

    measures: tuple[Measure, ...]
    documents: tuple[URIRef, ...] = ()

    @property
    def score(self) -> float:
        """The mean of the shares, from 0 to 1."""
        return sum(measure.share for measure in self.measures) / len(self.measures)

    @property
    def percent(self) -> str:
        return _percent(self.score)

    def improvements(self) -> list[Improvement]:
        """What would raise the score, the most for each edit first."""
        found = [self._improvement(measure) for measure in self.measures if measure.lacking]
        return sorted(found, key=lambda one: (-round((one.after - one.before) / one.edits, 9), -one.after, one.metric))

    def _improvement(self, measure: Measure) -> Improvement:
        nodes, before = measure.lacking, self.score
        also = _ALSO.get(measure.metric)
        gain = sum(
            len(other.lacking & nodes) / other.of for other in self.measures if other.metric in (measure.metric, also)
        )
        after = before + gain / len(self.measures)
        return Improvement(measure.metric, len(nodes), before, after, _words(measure.metric, len(nodes), before, after))

    def to_dict(self) -> dict[str, object]:
        """The score and shares (0 to 1, four decimals) and the improvements, for a program to read."""
        return {
            "score": round(self.score, 4),
            "measures": [
                {"metric": str(m.metric), "label": m.label, "share": round(m.share, 4), "good": m.good, "of": m.of}
                for m in self.measures
            ],
            "improvements": [
                {"metric": str(i.metric), "edits": i.edits, "score": round(i.after, 4), "words": i.words}
                for i in self.improvements()
            ],
        }

    def add_to(self, graph: Graph) -> None:
        """Add the measurements (dqv:QualityMeasurement) with the definitions of their metrics to a graph."""
        graph.bind("dqv", DQV)
        shares = {INSP.responseQuality: self.score, **{measure.metric: measure.share for measure in self.measures}}
        for metric, share in shares.items():
            node = BNode()
            graph.add((node, RDF.type, DQV.QualityMeasurement))
            graph.add((node, DQV.isMeasurementOf, metric))
            graph.add((node, DQV.value, Literal(f"{share:.4f}", datatype=XSD.decimal)))
            for document in self.documents:
                graph.add((node, DQV.computedOn, document))
            for triple in _definitions().triples((metric, None, None)):
                graph.add(triple)


def measure(data: Graph, found: Iterable[tuple[URIRef, Node]]) -> Quality | None:
    """The quality of the responses in `data` from what the shapes found, as rule and node; None where there is
    neither a commitment nor an answer. What several documents say is measured together."""
    faults: dict[str, set[Node]] = {}
    for rule, node in found:
        faults.setdefault(str(rule).rsplit("/", 1)[-1], set()).add(node)
    measures = []
    for metric in _METRICS:
        nodes = set(data.subjects(RDF.type, metric.kind))
        lacking = nodes.intersection(node for shape in metric.shapes for node in faults.get(shape, ()))
        if nodes:
            label = str(_definitions().value(metric.iri, RDFS.label))
            measures.append(Measure(metric.iri, label, len(nodes), frozenset(lacking)))
    documents = sorted(n for n in data.subjects(RDF.type, INSP.ResponseDocument) if isinstance(n, URIRef))
    return Quality(tuple(measures), tuple(documents)) if measures else None


def joined(parts: Iterable[Quality]) -> Quality | None:
    """The quality of several parts as one; None where there are none."""
    found: dict[URIRef, Measure] = {}
    documents: list[URIRef] = []
    for part in parts:
        documents += part.documents
        for one in part.measures:
            old = found.get(one.metric)
            found[one.metric] = replace(one, of=old.of + one.of, lacking=old.lacking | one.lacking) if old else one
    measures = tuple(found[metric.iri] for metric in _METRICS if metric.iri in found)
    return Quality(measures, tuple(sorted(documents))) if measures else None


@cache
def _definitions() -> Graph:
    """The metrics, as ontology/quality.ttl defines them."""
    return Graph().parse(next(path for path in resources.ontology_files() if path.stem == "quality"))


def _words(iri: URIRef, edits: int, before: float, after: float) -> str:
    """For example "3 commitments have no date: adding them lifts the score from 71 % to 83 %."."""
    metric = next(one for one in _METRICS if one.iri == iri)
    noun, remedy = _NOUNS[metric.kind], metric.one if edits == 1 else metric.several
    lacking = f"1 {noun} has" if edits == 1 else f"{edits} {noun}s have"
    verb = "lift" if remedy.startswith("words") else "lifts"
    now, then = _percent(before), _percent(after)
    gain = f"from {now} to {then}" if now != then else "by less than one point"
    return f"{lacking} no {metric.lack}: {remedy} {verb} the score {gain}."


def _percent(share: float) -> str:
    """As a whole number that is 100 only where nothing lacks."""
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"
