"""Writes the graph as RDF and the network as GraphML, GEXF or Cytoscape JSON, whole or not at all.

The graph comes as canonical N-Quads lines and is written in that order, so that the same graph gives the same file.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rdflib.namespace import RDF, XSD

from kg.errors import DataError, UsageError
from kg.files import whole, write_text
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

    Network: TypeAlias = "nx.DiGraph[str]"

Quad: TypeAlias = tuple[str, str, str, str]  # terms in N-Quads syntax; the graph is "" for the default graph

_LINE = re.compile(r'(\S+) (\S+) (.+?)(?: (<[^<>"\s]*>|_:[^\s"]+))? \.', re.DOTALL)
_LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(?:@(\S+)|\^\^<([^>]*)>)?', re.DOTALL)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)")
_TYPE = f"<{RDF.type}>"
_INTEGER = re.compile(r"[+-]?\d+")


def export(quads: Iterable[str], path: str | os.PathLike[str]) -> int:
    """Write a graph by the ending of `path` (RDF_ENDINGS) and give the number of quads taken.

    `quads` are canonical N-Quads lines: sorted, without line ends (kg.store.canonical). .nt and .ttl hold the union
    of the named graphs; .nq, .nt and .ttl are written as the lines come, .trig and .jsonld gather them by graph.
    The file is written whole or not at all. Raises UsageError for another ending or a place that cannot be written
    to, DataError for a line that is no N-Quads.
    """
    target = Path(path)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise _unknown(target)
    count = 0

    def counted() -> Iterator[Quad]:
        nonlocal count
        for count, line in enumerate(quads, 1):  # noqa: B007 (read by the caller)
            yield _parse(line)

    with whole(target) as file:
        file.writelines(text.encode() for text in write(counted()))
    return count


def export_network(graph: Network, path: str | os.PathLike[str]) -> int:
    """Write a network (kg.network) by the ending of `path` (NETWORK_ENDINGS) and give the number of nodes written.

    The file is written whole or not at all. Raises UsageError as `export` does.
    """
    write_text(network_text(graph, path), Path(path))
    return len(graph)


def network_text(graph: Network, name: str | os.PathLike[str]) -> str:
    """A network in the format that the ending of a file name tells. Raises UsageError for another ending."""
    write = _NETWORK_WRITERS.get(Path(name).suffix.lower())
    if write is None:
        raise _unknown(Path(name))
    return write(graph)


def _unknown(target: Path) -> UsageError:
    ending = f"the ending {target.suffix}" if target.suffix else "a name without ending"
    known = f"{' '.join(RDF_ENDINGS)} for the graph or {' '.join(NETWORK_ENDINGS)} for the network"
    return UsageError(f"{ending} does not tell the format", where=str(target), expected=known)


def _parse(line: str) -> Quad:
    found = _LINE.fullmatch(line)
    if not found:
        raise DataError(f"{line[:80]!r} is no statement", expected="a line of canonical N-Quads")
    subject, predicate, thing, graph = found.groups(default="")
    return subject, predicate, thing, graph


def _nquads(quads: Iterable[Quad]) -> Iterator[str]:
    for subject, predicate, thing, graph in quads:
        yield f"{subject} {predicate} {thing} {graph} .\n" if graph else f"{subject} {predicate} {thing} .\n"


def _ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """Without the graph equal triples stand side by side, and the order stays."""
    for (subject, predicate, thing), _ in groupby(quads, key=lambda quad: quad[:3]):
        yield f"{subject} {predicate} {thing} .\n"


def _turtle(quads: Iterable[Quad]) -> Iterator[str]:
    yield from _prefixes()
    for subject, triples in groupby(quads, key=lambda quad: quad[0]):
        yield "\n"
        yield from _block(subject, triples, "")


def _trig(quads: Iterable[Quad]) -> Iterator[str]:
    yield from _prefixes()
    for graph, statements in groupby(sorted(quads, key=lambda quad: quad[3]), key=lambda quad: quad[3]):
        yield f"\n{_short(graph)} {{\n" if graph else "\n{\n"
        for i, (subject, triples) in enumerate(groupby(statements, key=lambda quad: quad[0])):
            yield "\n" if i else ""
            yield from _block(subject, triples, "    ")
        yield "}\n"


def _prefixes() -> Iterator[str]:
    width = max(map(len, PREFIXES)) + 1
    for name, iri in sorted(PREFIXES.items()):
        yield f"@prefix {name + ':':<{width}} <{iri}> .\n"


def _block(subject: str, triples: Iterable[Quad], margin: str) -> Iterator[str]:
    """The statements about one subject, each once, its types first."""
    facts: dict[str, dict[str, None]] = {}
    for _, predicate, thing, _ in triples:
        facts.setdefault(predicate, {})[_short(thing)] = None
    yield f"{margin}{_short(subject)}\n"
    names = sorted(facts, key=lambda name: (name != _TYPE, name))
    for name in names:
        word = "a" if name == _TYPE else _short(name)
        things = f" ,\n{margin}        ".join(facts[name])
        yield f"{margin}    {word} {things} {'.' if name == names[-1] else ';'}\n"


def _short(term: str) -> str:
    """The term in Turtle: prefixed names and bare integers where they are plain."""
    if term.startswith("<"):
        return _compact(term[1:-1], _LOCAL) or term
    found = _LITERAL.fullmatch(term)
    if not found or not found[3]:
        return term
    if found[3] == str(XSD.integer) and _INTEGER.fullmatch(found[1][1:-1]):
        return found[1][1:-1]
    return f"{found[1]}^^{_compact(found[3], _LOCAL) or f'<{found[3]}>'}"


def _compact(iri: str, local: re.Pattern[str]) -> str:
    """The IRI as prefix and local name, or "" where no prefix fits or the rest is not a `local` name."""
    name = max((name for name, start in PREFIXES.items() if iri.startswith(start)), key=_length, default="")
    rest = iri[_length(name) :] if name else ""
    return f"{name}:{rest}" if local.fullmatch(rest) else ""


def _length(name: str) -> int:
    return len(PREFIXES[name])


_PATH = re.compile(r"[A-Za-z0-9_][^\s]*")  # what may follow a prefix in JSON-LD: anything but "//"


def _jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """JSON-LD 1.1, one line a node: named graphs with their nodes, below a context of prefixes."""
    yield '{\n"@context": ' + _json(dict(sorted(PREFIXES.items()))) + ',\n"@graph": [\n'
    comma = ""
    for graph, statements in groupby(sorted(quads, key=lambda quad: quad[3]), key=lambda quad: quad[3]):
        nodes = (_json(_node(triples)) for _, triples in groupby(statements, key=lambda quad: quad[0]))
        if graph:
            yield f'{comma}{{"@id": {_json(_name(graph))}, "@graph": [\n'
            for i, node in enumerate(nodes):
                yield f"{',' if i else ' '}{node}\n"
            yield "]}\n"
        else:
            yield comma + "\n,".join(nodes) + "\n"
        comma = ","
    yield "]\n}\n"


def _node(triples: Iterable[Quad]) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for subject, predicate, thing, _ in triples:
        node["@id"] = _name(subject)
        value = _value(thing)
        if predicate == _TYPE and "@id" in value:
            node.setdefault("@type", []).append(value["@id"])
        else:
            node.setdefault(_name(predicate), []).append(value)
    return node


def _value(term: str) -> dict[str, str]:
    found = _LITERAL.fullmatch(term)
    if not found:
        return {"@id": _name(term)}
    value = {"@value": json.loads(found[1], strict=False)}  # the escapes of canonical N-Quads are those of JSON
    if found[2]:
        value["@language"] = found[2]
    if found[3]:
        value["@type"] = _name(f"<{found[3]}>")
    return value


def _name(term: str) -> str:
    """A blank node as it stands, an IRI compact where a prefix fits."""
    return (_compact(term[1:-1], _PATH) or term[1:-1]) if term.startswith("<") else term


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _graphml(graph: Network) -> str:
    """GraphML with keys d0, d1 …: by their names, `kind` of nodes and `kind` of edges would be one key."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _gexf(graph: Network) -> str:
    """GEXF 1.2 without the day of writing, which would make every file differ."""
    import networkx as nx

    return re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(nx.generate_gexf(graph)), count=1) + "\n"


def _cytoscape(graph: Network) -> str:
    import networkx as nx

    return json.dumps(nx.cytoscape_data(graph, name="label"), ensure_ascii=False, indent=1) + "\n"


_WRITERS: dict[str, Callable[[Iterable[Quad]], Iterator[str]]] = {
    ".nq": _nquads,
    ".trig": _trig,
    ".ttl": _turtle,
    ".nt": _ntriples,
    ".jsonld": _jsonld,
}
_NETWORK_WRITERS: dict[str, Callable[[Network], str]] = {".graphml": _graphml, ".gexf": _gexf, ".json": _cytoscape}
RDF_ENDINGS, NETWORK_ENDINGS = tuple(_WRITERS), tuple(_NETWORK_WRITERS)
