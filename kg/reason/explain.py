"""Why a triple is in the graph: the sentence that asserts it, or the rule and the statements it follows from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node, Variable

from kg.interface import Store, Triple
from kg.namespaces import INFERRED_GRAPH, INSP, OA, shorten
from kg.reason.closure import program_of
from kg.reason.contradictions import asserted_in
from kg.reason.prove import Proof, Prover, instances
from kg.reason.rules import Program, Rule, free, substitute, words
from kg.reason.view import bind, pattern

_CANDIDATES = 25  # bodies tried first for one rule; all of them where none of these leads anywhere


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source document: its name, the line (from 1; 0 where unknown) and the quotation."""

    source: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple is there.

    `kind` is "asserted" (then `graphs` names the graphs and `passages` where the subject was read from, for
    response documents), "inferred" (then `rule`, `axiom` and `premises`) or "absent".
    """

    triple: Triple
    kind: str
    graphs: tuple[URIRef, ...] = ()
    passages: tuple[Passage, ...] = ()
    rule: str = ""
    axiom: str = ""
    premises: tuple[Explanation, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The explanation for a program to read, with the terms in N-Triples syntax."""
        return {
            "triple": [term.n3() for term in self.triple],
            "kind": self.kind,
            "graphs": [str(name) for name in self.graphs],
            "passages": [asdict(passage) for passage in self.passages],
            "rule": self.rule or None,
            "axiom": self.axiom or None,
            "premises": [premise.to_dict() for premise in self.premises],
        }


def explain(store: Store, triple: Triple, *, program: Program | None = None) -> Explanation:
    """The shortest explanation of the triple, each premise explained in turn down to asserted statements."""
    if any(isinstance(term, BNode) for term in triple) or not asserted_in(store, triple):
        return Explanation(triple, "absent")
    program = program or program_of(store)
    for limit in (_CANDIDATES, None):
        source = _Stored(store, limit)
        if proof := Prover(program, source.asserted, source.bodies).prove(triple):
            return _explanation(store, proof)
    return Explanation(triple, "absent")


def render(explanation: Explanation, indent: str = "") -> str:
    """The explanation as indented lines of text."""
    lines = [f"{indent}{words(explanation.triple)}"]
    inner = indent + "  "
    if explanation.kind == "absent":
        lines.append(f"{inner}cannot be explained: no graph asserts it and no rule infers it")
    if explanation.kind == "asserted":
        lines.append(f"{inner}asserted in {', '.join(shorten(str(name)) for name in explanation.graphs)}")
        lines += [f"{inner}{_place(passage)}: “{passage.quote}”" for passage in explanation.passages]
    if explanation.kind == "inferred":
        lines.append(f"{inner}inferred by {explanation.rule}: {explanation.axiom}")
        lines += [render(premise, inner + "  ") for premise in explanation.premises]
    return "\n".join(lines)


def _place(passage: Passage) -> str:
    return f"{passage.source}:{passage.line}" if passage.line else passage.source


def _explanation(store: Store, proof: Proof) -> Explanation:
    if proof.rule is None:
        return Explanation(proof.triple, "asserted", proof.graphs, tuple(_passages(store, proof.triple[0])))
    premises = tuple(_explanation(store, premise) for premise in proof.premises)
    return Explanation(proof.triple, "inferred", rule=proof.rule.name, axiom=proof.rule.axiom, premises=premises)


class _Stored:
    """What a prover needs to know of a closed store; at most `limit` bodies of each rule."""

    def __init__(self, store: Store, limit: int | None) -> None:
        self.store, self.tail = store, f" LIMIT {limit}" if limit else ""

    def asserted(self, triple: Triple) -> tuple[URIRef, ...]:
        return tuple(name for name in asserted_in(self.store, triple) if name != INFERRED_GRAPH)

    def bodies(self, rule: Rule, binding: dict[Variable, Node]) -> list[list[Triple]]:
        body = [substitute(atom, binding) for atom in rule.body]
        if any(isinstance(atom[0], Literal) for atom in body):
            return []
        variables = list(dict.fromkeys(variable for atom in body for variable in free(atom)))
        blocks = " ".join(f"GRAPH ?_{place} {{ {pattern(atom)} }}" for place, atom in enumerate(body))
        columns = " ".join(variable.n3() for variable in variables) or "(1 AS ?_one)"
        table = self.store.select(f"SELECT DISTINCT {columns} WHERE {{ {blocks} }}{self.tail}")
        rows = [{**binding, **bind(variables, row)} for row in table.rows]
        return instances(rule, [row for row in rows if all(guard.holds(row) for guard in rule.guards)])


def _passages(store: Store, subject: Node) -> Iterator[Passage]:
    """Where the subject was read from (Web Annotation Data Model, section 4.2.4)."""
    table = store.select(
        f"SELECT DISTINCT ?source ?line ?quote WHERE {{ {subject.n3()} {INSP.hasSpan.n3()} ?span . "
        f"?span {OA.hasSource.n3()} ?document ; {OA.hasSelector.n3()} ?selector . "
        f"?selector {OA.exact.n3()} ?quote . OPTIONAL {{ ?span {INSP.line.n3()} ?line }} "
        f"OPTIONAL {{ ?document {DCTERMS.source.n3()} ?name }} "
        "BIND(COALESCE(?name, STR(?document)) AS ?source) } ORDER BY ?source ?line ?quote"
    )
    for source, line, quote in table.rows:
        yield Passage(str(source), int(str(line)) if line is not None else 0, str(quote))
