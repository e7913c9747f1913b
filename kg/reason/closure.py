"""The whole closure, computed inside the store: SPARQL updates, semi-naive over what the last round added."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.term import Node, Variable

from kg.interface import Store
from kg.namespaces import BASE, INFERRED_GRAPH, ONTOLOGY_GRAPH
from kg.reason.compile import compile_rules
from kg.reason.contradictions import check_all
from kg.reason.idle import idle
from kg.reason.lint import DECLARATIONS
from kg.reason.rules import OBJECT, SUBJECT, Atom, Program, Rule, free
from kg.reason.view import pattern

NEW, DELTA = BASE["graph/inferred/new"], BASE["graph/inferred/delta"]
_UNFINISHED = f'{INFERRED_GRAPH.n3()} {RDF.value.n3()} "unfinished"'
_TRIPLE = "?s ?p ?o"


def program_of(store: Store, ontology_graphs: Iterable[URIRef] = (ONTOLOGY_GRAPH,)) -> Program:
    """The rules compiled from the ontology in the store. Raises UnsupportedAxiomError."""
    names = tuple(ontology_graphs)
    ontology = Graph()
    for name in names:
        ontology += store.graph(name)
    return compile_rules(ontology, names)


def begin(store: Store) -> None:
    """Empty INFERRED_GRAPH and mark it unfinished, before `follow` or other batches fill it."""
    store.update(f"{_drop(INFERRED_GRAPH, NEW, DELTA)};\nINSERT DATA {{ {_in(INFERRED_GRAPH, _UNFINISHED)} }}")


def follow(store: Store, program: Program, graphs: Iterable[URIRef] | None = None) -> None:
    """Add to INFERRED_GRAPH what follows from single triples of the named graphs (by default of every graph).

    That is most of a closure, and the part that a batch of documents can do apart from all others.
    """
    for name in ["?g"] if graphs is None else [graph.n3() for graph in graphs]:
        for text in _linear(program, name, INFERRED_GRAPH):
            store.update(text)


def closure(store: Store, *, ontology_graphs: Iterable[URIRef] = (ONTOLOGY_GRAPH,)) -> int:
    """Write everything that follows into INFERRED_GRAPH; returns how many triples that graph then holds.

    Triples that another graph asserts are left out, as are truisms, statements about literals and statements
    about the classes and properties of the ontology. Raises UnsupportedAxiomError before anything is written,
    and InconsistencyError with nothing left in INFERRED_GRAPH but its mark. Where the closure fails, or the process
    is killed on the way, the graph is marked and `finished` says so.
    """
    program = program_of(store, ontology_graphs)
    begin(store)
    return complete(store, program)


def complete(store: Store, program: Program, followed: Container[URIRef] = ()) -> int:
    """As `closure`, after `begin`, where INFERRED_GRAPH holds already what `follow` gives for the graphs `followed`."""
    try:
        if followed:
            others = [name for name in store.graph_names() if name != INFERRED_GRAPH and name not in followed]
            follow(store, program, others)
        else:
            store.apart(program.templates, lambda some: follow(some, program), INFERRED_GRAPH)
        _derive(store, program)
        check_all(store, program)
    except BaseException:
        begin(store)  # marked, so that the next change infers everything anew
        raise
    store.update(";\n".join(_tidy(program)))
    table = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_in(INFERRED_GRAPH, _TRIPLE)} }}")
    return int(str(table.rows[0][0]))


def finished(store: Store) -> bool:
    """Whether the last closure of the store came to its end (true where there was none)."""
    return not store.ask(f"ASK {{ {_in(INFERRED_GRAPH, _UNFINISHED)} }}")


def _derive(store: Store, program: Program) -> None:
    for text in _facts(program):
        store.update(text)
    for rule in program.joins:
        if not idle(store, rule):
            store.update(_insert(rule, None))
    while _settle(store):
        rows = store.select(f"SELECT DISTINCT ?p WHERE {{ {_in(DELTA, _TRIPLE)} }}").rows
        changed = {term for (term,) in rows if isinstance(term, Node)}
        for text in chain(_linear(program, DELTA.n3(), NEW, changed), _joins(program, changed)):
            store.update(text)


def _settle(store: Store) -> bool:
    """Make what is new the delta of the next round and part of the result; False where nothing is new."""
    known = f"{_in(NEW, _TRIPLE)} {_in('?g', _TRIPLE)} FILTER(?g != {NEW.n3()})"
    store.update(
        f"DELETE {{ {_in(NEW, _TRIPLE)} }} WHERE {{ {known} }};\n"
        f"MOVE SILENT GRAPH {NEW.n3()} TO GRAPH {DELTA.n3()};\n"
        f"ADD SILENT GRAPH {DELTA.n3()} TO GRAPH {INFERRED_GRAPH.n3()}"
    )
    return store.ask(f"ASK {{ {_in(DELTA, _TRIPLE)} }}")


def _facts(program: Program) -> Iterator[str]:
    if program.facts:
        known = {*program.facts, *chain.from_iterable(map(program.follows, program.facts))}
        lines = " . ".join(sorted(map(pattern, known)))
        yield f"INSERT DATA {{ {_in(INFERRED_GRAPH, lines)} }}"


def _linear(program: Program, source: str, target: URIRef, only: set[Node] | None = None) -> Iterator[str]:
    """One update for each head: looking up what is known costs far less on disk than writing it again."""
    for (predicate, object_), heads in program.templates.items():
        if only is None or predicate in only:
            start = _in(source, pattern((SUBJECT, predicate, OBJECT if object_ is None else object_)))
            yield ";\n".join(_unknown(start, head, target) for head in heads)


def _unknown(start: str, head: Atom, target: URIRef) -> str:
    """Write the head for every solution of the pattern, unless some graph holds it already."""
    columns = " ".join(variable.n3() for variable in free(head)) or "(1 AS ?one)"
    some = f"{{ SELECT DISTINCT {columns} WHERE {{ {start} }} }}"
    known = f"FILTER NOT EXISTS {{ {_in('?known', pattern(head))} }}"
    return f"INSERT {{ {_in(target, pattern(head))} }} WHERE {{ {some} {known} }}"


def _joins(program: Program, changed: set[Node]) -> Iterator[str]:
    for rule in program.joins:
        for place, atom in enumerate(rule.body):
            if isinstance(atom[1], Variable) or atom[1] in changed:
                yield _insert(rule, place)


def _insert(rule: Rule, delta: int | None) -> str:
    """The rule as an update; the atom at place `delta` is matched in the delta graph only, and first."""
    assert rule.head is not None
    return f"INSERT {{ {_in(NEW, pattern(rule.head))} }} WHERE {{ {where(rule, delta)} }}"


def where(rule: Rule, delta: int | None = None) -> str:
    """The body of the rule as a group graph pattern over the named graphs."""
    order = sorted(range(len(rule.body)), key=lambda place: place != delta)
    blocks = [_in(DELTA if place == delta else f"?g{place}", pattern(rule.body[place])) for place in order]
    return " ".join([*blocks, *(f"FILTER({guard.sparql()})" for guard in rule.guards)])


def _tidy(program: Program) -> Iterator[str]:
    """Take out what is asserted elsewhere, what is said of the ontology's own terms, and truisms."""
    inferred = _in(INFERRED_GRAPH, _TRIPLE)
    kinds = " ".join(sorted(kind.n3() for kind in DECLARATIONS))
    yield _drop(NEW, DELTA)
    yield f"DELETE {{ {inferred} }} WHERE {{ {inferred} {_in('?g', _TRIPLE)} FILTER(?g != {INFERRED_GRAPH.n3()}) }}"
    for name in program.ontology_graphs:
        terms = f"{_in(name, '?s a ?kind')} VALUES ?kind {{ {kinds} }}"
        yield f"DELETE {{ {inferred} }} WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ {terms} }} }} {inferred} }}"
    named = " ".join(sorted(term.n3() for term in program.terms if isinstance(term, URIRef)))
    if named:
        yield f"DELETE {{ {inferred} }} WHERE {{ VALUES ?s {{ {named} }} {inferred} }}"
    same = f"?s {OWL.sameAs.n3()} ?s"
    yield f"DELETE {{ {_in(INFERRED_GRAPH, same)} }} WHERE {{ {_in(INFERRED_GRAPH, same)} }}"
    yield f"DELETE DATA {{ {_in(INFERRED_GRAPH, _UNFINISHED)} }}"


def _in(graph: URIRef | str, patterns: str) -> str:
    return f"GRAPH {graph.n3() if isinstance(graph, URIRef) else graph} {{ {patterns} }}"


def _drop(*graphs: URIRef) -> str:
    return ";\n".join(f"DROP SILENT GRAPH {graph.n3()}" for graph in graphs)
