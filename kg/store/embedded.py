"""The default store: Oxigraph inside this process, on disk or in memory."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.errors import QueryError, StoreError
from kg.interface import Kind, Quad, Store, Triple
from kg.model import Table
from kg.namespaces import PREFIXES
from kg.store import updates
from kg.store.stream import Made, file_of
from kg.store.terms import from_oxigraph, graph_of, named, quads, row, to_oxigraph

LIST_FILE = "CURRENT"  # RocksDB keeps one in every database folder
PORTION = 200_000  # statements that are worked on apart, in memory
KEPT = "*.npz"  # what other stages keep in the folder beside the database, and a backup has too
_DATASET = re.compile(r"(?<![?$\w])FROM\s+(?:NAMED\s+)?(?:<|[\w-]*:)", re.IGNORECASE)
# Strings, names and comments, in which "from" means nothing; a name is kept as "<", which is what FROM looks for.
_NOISE = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n\r]*""",
    re.DOTALL,
)


def _names_dataset(query: str) -> bool:
    """Whether the query names its dataset (SPARQL 1.1 Query, section 13.2)."""
    bare = _NOISE.sub(lambda noise: "<" if noise[0].startswith("<") else " ", query)
    return bool(_DATASET.search(bare))


class EmbeddedStore:
    """Named graphs in an Oxigraph database. One process may write at a time; `close()` lets the next one in.

    Each update, `replace` included, is one transaction. `bulk` is not: it is for building a fresh store.
    """

    def __init__(self, folder: Path | None, *, read_only: bool = False) -> None:
        self._where = "the store in memory" if folder is None else str(folder)
        self.folder = folder
        self._database: ox.Store | None = _open(folder, read_only=read_only)

    def select(self, query: str) -> Table:
        answer = self._query(query)
        if not isinstance(answer, ox.QuerySolutions):
            raise _kind(query, "SELECT")
        columns = tuple(variable.value for variable in answer.variables)
        with self._guard():
            rows = [row(solution) for solution in answer]
        return Table(columns, rows)

    def ask(self, query: str) -> bool:
        answer = self._query(query)
        if not isinstance(answer, ox.QueryBoolean):
            raise _kind(query, "ASK")
        return bool(answer)

    def construct(self, query: str) -> Graph:
        graph = Graph()
        for triple in self.triples(query):
            graph.add(triple)
        return graph

    def triples(self, query: str) -> Iterator[Triple]:
        answer = self._query(query)
        if not isinstance(answer, ox.QueryTriples):
            raise _kind(query, "CONSTRUCT or DESCRIBE")
        with self._guard():
            for triple in answer:
                subject, predicate, thing = triple
                yield from_oxigraph(subject), from_oxigraph(predicate), from_oxigraph(thing)

    def update(self, update: str, *, base: str | None = None) -> None:
        with self._guard():
            self._store.update(update, base_iri=base, prefixes=PREFIXES if base else None)

    def replace(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        if graphs:
            self.update(updates.replacement(graphs))

    def bulk(self, graphs: Mapping[URIRef, Iterable[Triple]]) -> None:
        with self._guard():
            for name in graphs:
                self._store.remove_graph(named(str(name)))
            self._store.bulk_extend(chain.from_iterable(quads(name, triples) for name, triples in graphs.items()))

    def load(self, nquads: Iterable[bytes]) -> None:
        parts = Made(nquads)
        with parts.passed_on(), self._guard(), file_of(parts) as file:
            # lenient: the names are made by kg.identifiers, and checking each again takes a third of the time
            self._store.bulk_load(file, ox.RdfFormat.N_QUADS, lenient=True)

    def apart(self, kinds: Iterable[Kind], work: Callable[[Store], None], result: URIRef) -> None:
        if self.folder is None:
            work(self)
        else:
            found = Made(self._found(kinds, work, named(str(result))))
            with found.passed_on(), self._guard():
                self._store.bulk_extend(found)

    def _found(self, kinds: Iterable[Kind], work: Callable[[Store], None], result: ox.NamedNode) -> Iterator[ox.Quad]:
        rest = chain.from_iterable(
            self._store.quads_for_pattern(
                None, named(str(predicate)), None if object_ is None else to_oxigraph(object_), None
            )
            for predicate, object_ in kinds
        )
        while some := self._taken(rest, PORTION):
            portion = EmbeddedStore(None)
            portion._store.bulk_extend(some)
            work(portion)
            yield from portion._store.quads_for_pattern(None, None, None, result)

    def _taken(self, quads: Iterator[ox.Quad], size: int) -> list[ox.Quad]:
        with self._guard():
            return list(islice(quads, size))

    def optimize(self) -> None:
        """Each load writes files of its own, and many files slow down reading: queries take up to three times as long
        before this."""
        with self._guard():
            self._store.optimize()

    def backup(self, folder: Path) -> None:
        if folder.exists():
            raise StoreError("the backup folder exists already", where=str(folder), mend="name a new folder")
        with self._guard():
            self._store.backup(folder)
        for kept in self.folder.glob(KEPT) if self.folder else ():
            shutil.copy(kept, folder)

    def graph_names(self) -> list[URIRef]:
        with self._guard():
            return sorted(URIRef(name.value) for name in self._store.named_graphs() if self._holds(name))

    def graph(self, name: URIRef) -> Graph:
        with self._guard():
            return graph_of(self._store.quads_for_pattern(None, None, None, named(str(name))))

    def size(self) -> int:
        with self._guard():
            return len(self._store)

    def quads(self) -> Iterator[Quad]:
        for quad in self.native_quads():
            subject, predicate, object_, name = quad
            yield from_oxigraph(subject), from_oxigraph(predicate), from_oxigraph(object_), from_oxigraph(name)

    def native(
        self, query: str, *, base: str | None = None, dataset: tuple[Sequence[str], Sequence[str]] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer as the engine gives it, rows as they are found. `dataset` (default graphs, named graphs) takes the
        place of what the query names; the prefixes of `kg.namespaces` need not be declared."""
        with self._guard():
            if dataset is None:
                union = not _names_dataset(query)
                return self._store.query(query, base_iri=base, prefixes=PREFIXES, use_default_graph_as_union=union)
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [named(iri) for iri in dataset[0]]
            others: list[ox.NamedNode | ox.BlankNode] = [named(iri) for iri in dataset[1]]
            return self._store.query(
                query, base_iri=base, prefixes=PREFIXES, default_graph=default, named_graphs=others
            )

    def native_quads(self) -> Iterator[ox.Quad]:
        """Every quad of the named graphs as the engine's own term objects."""
        with self._guard():
            for quad in self._store:
                if not isinstance(quad.graph_name, ox.DefaultGraph):
                    yield quad

    def close(self) -> None:
        if self._database is not None:
            try:
                self._database.flush()
            except RuntimeError:  # a read-only database has nothing to flush
                pass
            finally:
                self._database = None

    @property
    def _store(self) -> ox.Store:
        if self._database is None:
            raise StoreError("the store is closed", where=self._where, mend="open it again")
        return self._database

    def _holds(self, name: ox.NamedNode | ox.BlankNode) -> bool:
        return next(self._store.quads_for_pattern(None, None, None, name), None) is not None

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        with self._guard():
            # the union would override a dataset that the query names itself
            return self._store.query(query, use_default_graph_as_union=not _names_dataset(query))

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turn the engine's exceptions into the project's."""
        try:
            yield
        except SyntaxError as error:
            words = " ".join(str(error.msg).split())
            raise QueryError(f"the query does not parse: {words}", mend="correct the SPARQL") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise _failure(error, self._where) from error


def _kind(query: str, expected: str) -> QueryError:
    head = " ".join(query.split())[:60]
    return QueryError(f"the query is of another kind: {head!r}", expected=f"a {expected} query")


def _failure(error: Exception, where: str) -> StoreError:
    words = str(error)
    if "read-write instances" in words:
        return StoreError("the store was opened read-only", where=where, mend="open it without read_only to write")
    if "on-disk" in words or "in-memory" in words or "in memory" in words:
        return StoreError("a store in memory has no backup", where=where, mend="give the store a folder")
    return StoreError(f"the store failed: {words}", where=where)


def _open(folder: Path | None, *, read_only: bool) -> ox.Store:
    if folder is None:
        return ox.Store()
    _check(folder, read_only=read_only)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(folder)
    except (OSError, RuntimeError, ValueError) as error:
        raise _unopened(error, str(folder)) from error


def _check(folder: Path, *, read_only: bool) -> None:
    if folder.exists() and not folder.is_dir():
        raise StoreError("this is a file, not a store", where=str(folder), expected="a folder", mend="name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / LIST_FILE).is_file():
        raise StoreError(
            "this folder holds other files",
            where=str(folder),
            expected="a store, an empty folder or a name not yet in use",
            mend="name another folder",
        )
    if read_only and not (folder / LIST_FILE).is_file():
        raise StoreError("there is no store here", where=str(folder), mend="build one first: kg build --store FOLDER")


def _unopened(error: Exception, where: str) -> StoreError:
    words = str(error)
    if "lock" in words.lower():
        return StoreError(
            "the store is in use by another program",
            where=where,
            mend="end that program (kg serve, kg build), or work on a copy of the folder",
        )
    if isinstance(error, PermissionError) or "Permission denied" in words:
        return StoreError("the store may not be opened", where=where, mend="check the rights on the folder")
    if "Corruption" in words or isinstance(error, RuntimeError):
        return StoreError(f"the store is damaged: {words}", where=where, mend="build it again, or restore a backup")
    return StoreError(f"the store cannot be opened: {words}", where=where)
