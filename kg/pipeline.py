"""The flow, from top to bottom. Read this first.

    document → extract → model → RDF → store → link → reason → validate → query

`records` reads and extracts; `build` fills a store with everything; `check` validates what is in it; `submit`
replaces one response, `decide` takes what a person says of the links. The stages know nothing of each other: here is
where they meet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF

from kg import linking, rdf, reason, recurrence, reference, resources
from kg.batches import Counts, batches, gazetteer, program, tagger
from kg.errors import DataError, UsageError, visible
from kg.evaluate import Difference, Score, compare, read_gold, split, total
from kg.extract.assemble import extract
from kg.interface import Store, Triple
from kg.model import Record
from kg.namespaces import (
    BASE,
    INSP,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RECURRENCE_GRAPH,
    REFERENCE_GRAPH,
    RESPONSE_GRAPH_PREFIX,
    SUMMARY_GRAPH_PREFIX,
    response_graph,
    shorten,
)
from kg.query import summarise, summary_graph
from kg.read import sources as read_sources
from kg.read.plain import SUFFIXES as TEXTS
from kg.recurrence import Decisions, Resemblance
from kg.recurrence.decisions import stored as stored_decisions
from kg.recurrence.measure import Measure, Recorded, gold_sets, judged, measure, recorded
from kg.store import open_store, statements
from kg.validate import Report, parse_submission, stage
from kg.validate import validate as validate_graph

OWN_KINDS = frozenset(
    {"document", "report", "inspection", "recommendation", "response", "commitment", "mention", "span", "notice"}
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NEW_KINDS = frozenset({"team", "organisation", "system"})
Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made: what was found in the documents, triples as asserted and as inferred, and recurrence links."""

    found: Counts
    triples: int
    inferred: int
    links: int = 0


def records(path: Path | None = None) -> Iterator[Record]:
    """Read a file or folder (default: the five responses) and extract each document, in the order of their names.

    Raises UsageError where there is nothing to read and SourceError for a document that cannot be read.
    """
    for document in read_sources(path or resources.responses()):
        yield extract(document, gazetteer(), tagger())


def build(
    store: Store, path: Path | None = None, *, decisions: Decisions | None = None, progress: Progress | None = None
) -> Build:
    """Fill the store: ontology, reference data, and for each response its graph and summary; then the links between
    them and the inferences. `decisions` are what people said of links and issues, by default what the store holds.

    Response graphs of documents that are not among the sources are dropped. Raises UsageError, SourceError,
    StoreError and InconsistencyError; only a fresh store (`kg.store.fresh_store`) makes that whole or not at all.
    """
    tell = progress or (lambda step, done, of: None)
    documents = read_sources(path or resources.responses())
    told = stored_decisions(store) if decisions is None else decisions
    found = Counts()
    entries: list[recurrence.Entry] = []
    for batch in batches(documents, told):
        if not found.documents:  # the first batch is read: now the old graphs may go
            reason.begin(store)
            store.bulk(dict.fromkeys(_built(store), ()))
        store.load(batch.statements)
        entries += batch.entries
        found += batch.counts
        tell("reading", found.documents, len(documents))
    tell("storing", 0, 1)
    store.bulk({ONTOLOGY_GRAPH: reference.ontology(), REFERENCE_GRAPH: reference.graph(), RECURRENCE_GRAPH: ()})
    tell("linking", 0, 1)
    links = linking.link(store, entries, told)
    tell("reasoning", 0, 1)
    inferred = reason.complete(store, program(), [*_built(store), RECURRENCE_GRAPH])
    return Build(found, store.size() - inferred, inferred, links)


def _built(store: Store) -> list[URIRef]:
    """The graphs that a build writes anew: those of responses, with their summaries."""
    return [name for name in store.graph_names() if str(name).startswith((RESPONSE_GRAPH_PREFIX, SUMMARY_GRAPH_PREFIX))]


def _response_graphs(store: Store) -> list[URIRef]:
    return [name for name in store.graph_names() if str(name).startswith(RESPONSE_GRAPH_PREFIX)]


def context() -> Graph:
    """What every response may refer to: the ontology with the reference data."""
    return reference.ontology() + reference.graph()


def check(store: Store, slugs: Iterable[str] = ()) -> Report:
    """Validate the named responses of the store, or all of them: shapes over each graph, checks across them."""
    names = [response_graph(slug) for slug in slugs] or _response_graphs(store)
    data = Graph()
    for name in names:
        data += store.graph(name)
    return validate_graph(data, context=context(), store=store, graphs=names)


def draft(path: Path) -> Mapping[URIRef, Graph]:
    """One document as the graphs of a submission, by name."""
    found = {}
    for record in records(path):
        graph = Graph()
        for triple in rdf.triples(record):
            graph.add(triple)
        found[response_graph(record.document.slug)] = graph
    return found


def submission(path: Path) -> Mapping[URIRef, Graph]:
    """The graphs of a submission: RDF as it stands, a document as it is read.

    RDF goes into the graph of the one response document it describes, whatever graphs it names. Raises DataError
    where it describes none or several, or things that are not of that document.
    """
    if visible(path.name) != path.name:
        raise UsageError("the name of the file holds control characters", where=str(path), mend="rename the file")
    if path.suffix.lower() in TEXTS:
        return draft(path)
    data = parse_submission(path, statements)
    documents = sorted(str(node) for node in data.subjects(RDF.type, INSP.ResponseDocument))
    if len(documents) != 1:
        raise DataError(
            f"the submission describes {len(documents)} response documents",
            where=path.name,
            expected="exactly one insp:ResponseDocument",
            mend="submit one file for each response document",
        )
    slug = documents[0].removeprefix(str(BASE["document/"]))
    if not _SLUG.fullmatch(slug):
        wanted = f"{BASE}document/SLUG, where SLUG is words of a-z and 0-9 with hyphens between them"
        raise DataError(f"the document has the name {shorten(documents[0])[:200]}", where=str(path), expected=wanted)
    _refuse_strangers(data, slug, path)
    return {response_graph(slug): data}


def _refuse_strangers(data: Graph, slug: str, path: Path) -> None:
    """A submission may describe its own document and what stands in it, and teams and systems that nobody knows yet."""
    known = {*reference.graph().subjects(), *reference.ontology().subjects()}
    for subject in sorted(node for node in set(data.subjects()) if isinstance(node, URIRef)):
        kind, _, rest = str(subject).removeprefix(str(BASE)).partition("/")
        own = rest.split("/")[0] == slug if kind in OWN_KINDS else kind in NEW_KINDS
        if not str(subject).startswith(str(BASE)) or subject in known or not own:
            raise DataError(
                f"the submission describes {shorten(str(subject))}, which is not of this document",
                where=path.name,
                expected=f"things under {BASE}KIND/{slug}, and teams, organisations and systems not known yet",
                mend="take the statement out, or submit it with its own document",
            )


def trig(graphs: Mapping[URIRef, Graph]) -> str:
    """The graphs as TriG."""
    dataset = Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    for name, graph in graphs.items():
        named = dataset.graph(name)
        for triple in graph:
            named.add(triple)
    return dataset.serialize(format="trig")


@contextmanager
def joined(where: str | None) -> Iterator[Store]:
    """The store that a submission would join; without one, a graph of reference data alone."""
    store = open_store(where)
    try:
        if where is None:
            store.replace({REFERENCE_GRAPH: reference.graph()})
        yield store
    finally:
        store.close()


def evaluate(gold: Path | None = None, path: Path | None = None) -> tuple[list[Score], list[Difference]]:
    """The scores of each document with gold, of each part of the split and of all, and every difference."""
    folder = gold or resources.gold()
    names = {entity.iri: (entity.label, *entity.labels, *entity.local) for entity in reference.entities()}
    scores: dict[str, Score] = {}
    differences: list[Difference] = []
    for record in records(path):
        file = folder / f"{record.document.slug}.json"
        if not file.is_file():
            continue
        labels = names | {entity.iri: (entity.label,) for entity in record.entities}
        score, found = compare(record, read_gold(file), labels)
        scores[record.document.slug] = score
        differences += found
    if not scores:
        raise UsageError("no document has a gold file", where=str(folder), expected="{slug}.json for a document")
    parts = [
        total(part, [scores[name] for name in members if name in scores]) for part, members in split(folder).items()
    ]
    return [*scores.values(), *parts, total("all", scores.values())], differences


def evaluate_recurrence(gold: Path | None = None, decisions: Decisions | None = None) -> list[Measure]:
    """How well issues and recurring recommendations are found, for each gold set of the folder (recurrence/*.json);
    what people decided takes the place of what the gold says. Of the gold that comes with the package, sets that the
    weights are learnt from are left out: `recorded_recurrence` tells of them."""
    found, told = recurrence.model(), decisions or Decisions()
    folder = gold or resources.gold()
    learnt = found.learnt if folder.resolve() == resources.gold().resolve() else ()
    return [measure(judged(one, told), found) for one in gold_sets(folder) if one.name not in learnt]


def recorded_recurrence() -> list[Recorded]:
    """How well pairs were found in the sets that the weights are learnt from, before they were learnt from."""
    found = recurrence.model()
    return [recorded(one, found) for one in gold_sets(resources.gold()) if one.name in found.unseen]


def try_out(store: Store, graphs: Mapping[URIRef, Graph], file: Path | None = None) -> Report:
    """Validate graphs as if they were in the store, which is only read."""
    scratch = open_store(None)
    stage(scratch, store, graphs)
    data = Graph()
    for graph in graphs.values():
        data += graph
    return validate_graph(data, context=context(), store=scratch, graphs=list(graphs), file=file)


def submit(store: Store, graphs: Mapping[URIRef, Graph], decisions: Decisions | None = None) -> reason.Change:
    """Replace the graphs with their summaries, links and inferences, whole or not at all, at a cost that follows the
    change. `decisions` are by default those that the store holds.

    Raises InconsistencyError with the store unchanged. Validate first: this does not.
    """
    told = stored_decisions(store) if decisions is None else decisions
    scratch, slugs = _aside(graphs)
    relinked = linking.relink(store, scratch, slugs, told)
    summaries: dict[URIRef, Iterable[Triple]] = {}
    for slug in slugs:
        summaries[summary_graph(slug)] = {*summarise(scratch, slug), *relinked.tags.get(slug, ())}
    change = reason.update(store, {**graphs, **summaries}, also=relinked.updates)
    recurrence.save(store, relinked.index)
    return change


def _aside(graphs: Mapping[URIRef, Graph]) -> tuple[Store, list[str]]:
    """The graphs of responses in a store of their own, and their slugs."""
    scratch = open_store(None)
    scratch.replace(graphs)
    return scratch, [str(name).removeprefix(RESPONSE_GRAPH_PREFIX) for name in graphs]


def decide(store: Store, decisions: Decisions) -> reason.Change | None:
    """Make these the decisions of the store: what they confirm or reject is changed, whole or not at all, at a cost
    that follows the change. None where nothing differs from what the store holds already."""
    before = stored_decisions(store)
    changed = {*before.by_thing.values()} ^ {*decisions.by_thing.values()}
    if {*before.every} == {*decisions.every}:
        return None
    nodes = {name for decision in changed for name in (decision.recommendation, decision.other) if name}
    names = [response_graph(slug) for slug in sorted({name.split("/")[-2] for name in nodes})]
    graphs = {name: graph for name in names if len(graph := store.graph(name))}
    return submit(store, graphs, decisions)


def similar(store: Store, asked: Path | str, most: int = 10) -> list[tuple[recurrence.Text, list[Resemblance]]]:
    """For each recommendation of a response (a file), or for one text: the recommendations of other reports that it
    resembles, the surest first. The store is only read. Raises SourceError for a file that cannot be read."""
    if isinstance(asked, str):
        return linking.similar(store, asked, most=most)
    return linking.similar(store, *_aside(submission(asked)), most=most)
