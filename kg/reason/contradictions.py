"""Finds what contradicts the ontology, and says in plain English which statements of which graphs clash."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from rdflib import URIRef

from kg.errors import InconsistencyError
from kg.interface import Store, Triple
from kg.namespaces import INFERRED_GRAPH, shorten
from kg.processes import cores
from kg.reason.idle import idle
from kg.reason.prove import Proof, Prover, instances
from kg.reason.rules import Program, Rule, free, word, words
from kg.reason.view import Index, Rows, View, bind, fire, join, pattern

Asserted = Callable[[Triple], tuple[URIRef, ...]]
_MEND = "correct one of the statements, or the axiom if it is the axiom that is wrong"


def check_all(store: Store, program: Program) -> None:
    """Raise InconsistencyError for the first contradiction in the whole store, in the order of the rules."""
    with ThreadPoolExecutor(cores()) as pool:  # the engine works outside the interpreter's lock
        found = pool.map(lambda rule: _stored(store, rule), program.contradictions)
        for rule, rows in zip(program.contradictions, found, strict=True):
            if rows:
                view = View(store, set(), Index())
                raise _error(rule, rows, view, program, lambda triple: _asserted(store, triple))


def check_delta(view: View, program: Program, delta: Index, asserted: Asserted) -> None:
    """Raise InconsistencyError for the first contradiction that a change brings to the view.

    `asserted` names the graphs that assert a triple after the change.
    """
    for rule in program.contradictions:
        if rows := list(fire(rule, view, delta)):
            raise _error(rule, rows, view, program, asserted)


def asserted_in(store: Store, triple: Triple) -> list[URIRef]:
    """The named graphs that hold the triple, sorted; the graph of inferences too."""
    rows = store.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern(triple)} }} }}").rows
    return sorted(name for (name,) in rows if isinstance(name, URIRef))


def _asserted(store: Store, triple: Triple) -> tuple[URIRef, ...]:
    return tuple(name for name in asserted_in(store, triple) if name != INFERRED_GRAPH)


def _stored(store: Store, rule: Rule) -> Rows:
    if idle(store, rule):
        return []
    variables = list(dict.fromkeys(variable for atom in rule.body for variable in free(atom)))
    blocks = [f"GRAPH ?g{place} {{ {pattern(atom)} }}" for place, atom in enumerate(rule.body)]
    guards = [f"FILTER({guard.sparql()})" for guard in rule.guards]
    columns = " ".join(variable.n3() for variable in variables) or "(1 AS ?found)"
    table = store.select(f"SELECT DISTINCT {columns} WHERE {{ {' '.join(blocks + guards)} }}")
    found = [bind(variables, row) for row in table.rows]
    return [binding for binding in found if all(guard.holds(binding) for guard in rule.guards)]


def _error(rule: Rule, rows: Rows, view: View, program: Program, asserted: Asserted) -> InconsistencyError:
    """The error for the first of the bindings in a fixed order."""
    clashes = instances(rule, rows)
    prover = Prover(program, asserted, lambda r, binding: instances(r, join(r.body, r.guards, [binding], view)))
    statements = list(dict.fromkeys(clashes[0]))
    both = "both " if len(statements) == 2 else ""
    said = " and ".join(_said(statement, prover.prove(statement)) for statement in statements)
    more = f" (and {len(clashes) - 1} more like it)" if len(clashes) > 1 else ""
    return InconsistencyError(
        f"{said} cannot {both}be true, because {rule.axiom} [{rule.name}]{more}",
        where=word(statements[0][0]),
        mend=_MEND,
    )


def _said(statement: Triple, proof: Proof | None) -> str:
    """The statement with its graphs, or with the asserted statements it was inferred from."""
    if proof is None:
        return f"“{words(statement)}” (inferred)"
    if proof.rule is None:
        return f"“{words(statement)}” ({', '.join(shorten(str(name)) for name in proof.graphs)})"
    grounds = " and ".join(dict.fromkeys(_said(ground.triple, ground) for ground in proof.grounds()))
    return f"“{words(statement)}” (inferred from {grounds or proof.rule.axiom})"
