"""What a worker can be asked to do, each over one store: the work behind every address of the server.

A job takes the stores, what is asked (JSON), the body of the request and where to write; it gives what is to be told
when the answer is complete. Everything it raises is told to the client, or is a fault of the server.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from kg.errors import DataError, NotFoundError, QueryError, StoreError
from kg.interface import Store
from kg.serve.rows import COUNTERS, RowLimitReached

if TYPE_CHECKING:
    from kg.serve.worker import Output, Stores

Told = dict[str, Any] | None
Job = dict[str, Any]


class Counted:
    """An output for rows or triples that ends the job at its limit."""

    def __init__(self, output: Output, form: str, most: int) -> None:
        self._output, self._most = output, most
        self._counter = COUNTERS[form]() if form in COUNTERS else None
        self.rows = 0

    def write(self, data: bytes) -> int:
        """Write a piece of an answer that has rows."""
        if self._counter and self._counter.feed(data) > self._most:
            raise RowLimitReached
        return self._output.write(data)

    def flush(self) -> None:
        """Nothing: pieces are sent when they are large enough."""

    def each(self) -> None:
        """Count one triple."""
        self.rows += 1
        if self.rows > self._most:
            raise RowLimitReached

    def told(self) -> Told:
        """How many there were."""
        return {"rows": max(self.rows, self._counter.rows if self._counter else 0)}


def _open(stores: Stores, job: Job, *, write: bool = False) -> Store:
    return stores.at(job["store"], write=write, token=job.get("token"))


def _version(job: Job) -> str:
    """The version of the data that the job reads, "" where it is not known."""
    return str(job["version"] or "")


def query(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Answer a SPARQL query; `forms` tells the format for each kind, `dataset` is that of the request, or null."""
    from kg.serve import guard, parsing
    from kg.store import answers

    text = body.decode()
    guard.refuse_service(text)
    kind = guard.kind(text)
    chosen = job["forms"].get(kind, {"form": "json", "media": ""})
    if "form" not in chosen:
        return {"refused": 406, "offered": chosen["offered"]}
    counted = Counted(output, chosen["form"], job["rows"])
    triples = kind in ("CONSTRUCT", "DESCRIBE")
    try:
        found = answers.answer(_open(stores, job), text, triples=triples, base=job["base"], dataset=job.get("dataset"))
    except QueryError as error:
        raise parsing.clearer(text, error) from error
    except DataError as error:  # a graph whose IRI the engine does not take
        raise QueryError(error.what, expected=error.expected) from error
    output.begin(media=chosen["media"])
    answers.write(found, cast("IO[bytes]", counted), chosen["form"], counted.each)
    return counted.told()


def update(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Run a SPARQL update, whole or not at all; `dataset` is that of the request, or null."""
    from kg.serve import guard
    from kg.store import answers

    text = body.decode()
    guard.refuse_load(text)
    if job["dataset"]:
        text = guard.with_dataset(text, *job["dataset"])
    answers.update(_open(stores, job, write=True), text, base=job["base"])
    output.begin()
    return None


def graph(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """A named graph, or the union of all where no name is given. Raises NotFoundError where it holds nothing."""
    from kg.store import answers

    store, name = _open(stores, job), job.get("name")
    if name is not None and not store.ask(f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"):
        raise NotFoundError(
            f"there is no graph <{name}>", mend="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists them"
        )
    counted = Counted(output, job["form"], job["rows"])
    output.begin(form=job["form"])
    answers.write_triples(answers.graph_triples(store, name), cast("IO[bytes]", counted), job["form"], counted.each)
    return counted.told()


def graph_write(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Graph Store Protocol: PUT (replace), POST (add to) or DELETE a graph, whole or not at all."""
    from kg.store import answers

    store, name, verb = _open(stores, job, write=True), job.get("name"), job["verb"]
    target = "DEFAULT" if name is None else f"GRAPH <{name}>"
    place = "{ ?s ?p ?o }" if name is None else f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    there = store.ask(f"ASK {place}") if name is not None else True
    if verb == "DELETE" and not there:
        raise NotFoundError(f"there is no graph <{name}>")
    steps = [f"DROP SILENT {target}"] if verb in ("PUT", "DELETE") else []
    if verb in ("PUT", "POST"):
        steps.append(answers.insertion(body, job["form"], job["base"], name))
    answers.update(store, ";\n".join(steps), base=job["base"])
    output.begin(created=not there)
    return None


def thing(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """What is known of the first of the IRIs that the store knows: its statements, the quotations it stands on, labels
    of what it points to. Raises NotFoundError."""
    from kg.serve.things import statements, written

    store = _open(stores, job)
    for iri in job["iris"]:
        try:
            found = statements(store, iri, job["base"])
        except QueryError:  # not an IRI, and so the name of nothing
            continue
        if len(found):
            output.begin(form=job["form"])
            output.write(written(found, job["form"], iri, job["same"]))
            return None
    raise NotFoundError(f"nothing is known of <{job['iris'][0]}>")


def description(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """VoID and DCAT of the store with statistics, or the description of the service."""
    from kg.serve import describe
    from kg.serve.things import written

    make = describe.service if job["what"] == "service" else describe.dataset
    found = make(_open(stores, job), job["base"], writable=job["writable"], version=_version(job))
    output.begin(form=job["form"])
    about = "/sparql" if job["what"] == "service" else "/.well-known/void#dataset"
    output.write(written(found, job["form"], job["base"] + about))
    return None


def size(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """The number of quads."""
    return {"quads": _open(stores, job).size()}


def page(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """A page of the explorer as JSON, or a file that it gives to be kept."""
    from kg.explore import door

    server = job["server"] | {"version": _version(job)}
    return _told(output, door.get(_open(stores, job), job["path"], job["given"], **server))


def posted(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """What the explorer says of a body: validate, draft, submit (which writes)."""
    from kg.explore import door

    store = _open(stores, job, write=job["write"])
    return _told(output, door.post(store, job["path"], job["given"], body, by=job["by"]))


def tried(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """The part of a submission that only reads: all that is to be said of one that is refused, else the beginning."""
    from kg.explore import handed

    found, refused = handed.tried(_open(stores, job), body, job["name"])
    _told(output, {**found, **(refused or {})})
    return {"conforms": refused is None}


def stored(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """The part of a submission that writes, for one that was tried on the store as it is."""
    from kg.explore import handed

    found = handed.stored(_open(stores, job, write=True), body, job["name"], by=job["by"])
    output.begin(part=True)
    output.write(json.dumps(found, ensure_ascii=False).encode())
    return None


def _told(output: Output, found: Any) -> Told:
    if isinstance(found, dict) and {"name", "media", "content"} <= set(found):
        output.begin(media=found["media"], name=found["name"])
        content = found["content"]
        output.write(content.encode() if isinstance(content, str) else content)
    else:
        output.begin(media="application/json")
        output.write(json.dumps(found, ensure_ascii=False).encode())
    return None


def snapshot(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Hard links to the files of the store in a new folder, as it is now. Raises StoreError where another program is
    writing to it."""
    from kg.store import open_store

    source, target = Path(job["source"]), Path(job["target"])
    if job["writable"]:
        stores.at(job["source"], write=True, token=None).backup(target)
        return None
    if _in_use(source):
        raise StoreError("the store is in use by another program", where=str(source), mend="end it, or wait for it")
    # what a program that was killed left in its log can only be recovered by opening the store for writing
    if any(log.stat().st_size for log in source.glob("*.log")):
        open_store(source).close()
    store = open_store(source, read_only=True)
    try:
        store.backup(target)
    finally:
        store.close()
    return None


def _in_use(source: Path) -> bool:
    """Whether another process has the store open for writing: RocksDB locks a file for that."""
    try:
        with (source / "LOCK").open("rb+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with contextlib.suppress(OSError):
                fcntl.lockf(file, fcntl.LOCK_UN)
    except FileNotFoundError:
        return False
    except OSError as error:
        return not isinstance(error, PermissionError) or error.errno == 11
    return False


def parsed(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Whether a text is a query that could be asked here. Raises QueryError where it is none."""
    from kg.serve import parsing

    parsing.parse(body.decode())
    return None


def ready(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Open the store for reading."""
    _open(stores, job)
    return None


def open_writing(stores: Stores, job: Job, body: bytes, output: Output) -> Told:
    """Open the store for writing, to be sure that it can be."""
    _open(stores, job, write=True)
    return None


DO: dict[str, Callable[[Stores, Job, bytes, Output], Told]] = {
    "query": query,
    "update": update,
    "graph": graph,
    "graph_write": graph_write,
    "thing": thing,
    "description": description,
    "size": size,
    "parsed": parsed,
    "ready": ready,
    "page": page,
    "posted": posted,
    "tried": tried,
    "stored": stored,
    "snapshot": snapshot,
    "open": open_writing,
}
