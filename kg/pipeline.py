"""The flow, from top to bottom. Read this first.

    document → extract → model → RDF → store → link → reason → validate → query

`records` reads and extracts; `build` fills a store with everything; `check` validates what is in it; `submit`
replaces one response, `decide` takes what a person says of the links. The stages know nothing of each other: here is
where they meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rdflib import Graph, URIRef

from kg import linking, past, reason, recurrence, reference, resources, submissions
from kg.batches import Batch, Counts, batches, program
from kg.errors import NoRecommendationsError, UsageError, visible
from kg.extract.assemble import extract
from kg.extract.followup.earlier import Earlier
from kg.files import named_file
from kg.gazetteers import gazetteer, tagger
from kg.interface import Store, Triple
from kg.model import Record
from kg.namespaces import (
    ONTOLOGY_GRAPH,
    RECURRENCE_GRAPH,
    REFERENCE_GRAPH,
    RESPONSE_GRAPH_PREFIX,
    SUMMARY_GRAPH_PREFIX,
    response_graph,
)
from kg.past import Act, Differences
from kg.query import summarise, summary_graph
from kg.read import SUFFIXES as DOCUMENTS
from kg.read import sources as read_sources
from kg.recurrence import Decisions
from kg.recurrence.decisions import stored as stored_decisions
from kg.recurrence.decisions import triples as decision_triples
from kg.recurrence.review import in_force
from kg.resembling import Resembling, resembling, text_resembles
from kg.store import open_store
from kg.submissions import Told as Told
from kg.submissions import earlier as earlier
from kg.submissions import looks_like_follow_up as looks_like_follow_up
from kg.submissions import save as save
from kg.submissions import trig as trig
from kg.validate import Change, Report, stage, validate_responses
from kg.validate import validate as validate_graph

Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much of it is done and how much there is."""
_BUILT = RESPONSE_GRAPH_PREFIX, SUMMARY_GRAPH_PREFIX  # the graphs that a build writes anew


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

    def statements(read: Iterable[Batch]) -> Iterator[bytes]:
        nonlocal found
        for batch in read:
            entries.extend(batch.entries)
            found += batch.counts
            tell("reading", found.documents, len(documents))
            yield batch.statements

    read = batches(documents, told)
    read = chain([next(read)], read)  # the first one can be read: now the old graphs may go
    reason.begin(store)
    store.bulk(dict.fromkeys(_graphs(store, *_BUILT), ()))
    store.load(statements(read))
    tell("storing", 0, 1)
    store.bulk({ONTOLOGY_GRAPH: reference.ontology(), REFERENCE_GRAPH: reference.graph(), RECURRENCE_GRAPH: ()})
    store.optimize()  # linking and reasoning read all of it
    tell("linking", 0, 1)
    links = linking.link(store, entries, told)
    tell("reasoning", 0, 1)
    inferred = reason.complete(store, program(), {*_graphs(store, *_BUILT), RECURRENCE_GRAPH})
    store.optimize()  # and so do those who ask; what came last was as much again
    return Build(found, store.size() - inferred, inferred, links)


def _graphs(store: Store, *prefixes: str) -> list[URIRef]:
    return [name for name in store.graph_names() if str(name).startswith(prefixes)]


def context() -> Graph:
    """What every response may refer to: the ontology with the reference data."""
    return reference.ontology() + reference.graph()


def check(store: Store, slugs: Iterable[str] = (), *, progress: Progress | None = None, spread: bool = False) -> Report:
    """Validate the named responses of the store, or all of them: shapes over each graph, checks across them; `spread`
    over several processes."""
    tell = progress or (lambda step, done, of: None)
    names = [response_graph(slug) for slug in slugs] or _graphs(store, RESPONSE_GRAPH_PREFIX)
    return validate_responses(store, names, lambda done, of: tell("validating", done, of), spread=spread)


def draft(path: Path, told: Told | None = None, reports: Sequence[Earlier] = ()) -> Mapping[URIRef, Graph]:
    """One document as the graphs of a submission, by name; `told` is what the caller knows of it. Where `reports` are
    given (`earlier`), it is read for what it says of their recommendations.

    RDF and edited tables are drafts already, and come back as they stand. Raises as `submission` does.
    """
    if path.suffix.lower() not in submissions.DRAFTED:
        return submissions.drafted(path, told or Told(), reports)
    if reports:
        raise UsageError("only a document follows up a report", where=str(path), mend="edit the file")
    if told and told != Told():
        raise UsageError("titles, dates and the like are told of documents", where=str(path), mend="edit the file")
    return submission(path)


def submission(path: Path) -> Mapping[URIRef, Graph]:
    """The graphs of a submission: RDF as it stands, tables as they were edited, a document as it is read.

    Raises DataError where it describes no or several response documents, or things that are not of its document.
    """
    if visible(path.name) != path.name:
        raise UsageError("the name of the file holds control characters", where=str(path), mend="rename the file")
    return draft(path) if path.suffix.lower() in DOCUMENTS else submissions.handed_in(path)


def mended(path: Path) -> tuple[Mapping[URIRef, Graph], list[Change]]:
    """The graphs of an RDF submission with what can be mended safely, and the changes. Raises as `submission`, and
    UsageError for a document."""
    return submissions.mended(path, context())


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


def try_out(store: Store, graphs: Mapping[URIRef, Graph], file: Path | None = None) -> Report:
    """Validate graphs as if they were in the store, which is only read."""
    scratch = open_store(None)
    stage(scratch, store, graphs)
    data = Graph()
    for graph in graphs.values():
        data += graph
    around = context()
    rows = submissions.rows(file) if file else None
    return validate_graph(
        data, context=around, vocabulary=around, store=scratch, graphs=list(graphs), file=file, rows=rows
    )


def submit(
    store: Store, graphs: Mapping[URIRef, Graph], decisions: Decisions | None = None, act: Act | None = None
) -> reason.Change:
    """Replace the graphs with their summaries, links and inferences, whole or not at all, at a cost that follows the
    change. `decisions` become those of the store, with all that they change of other responses; by default they stay as
    they are. `act` goes into the history with what it changes of these graphs.

    Raises InconsistencyError with the store unchanged. Validate first: this does not.
    """
    before = stored_decisions(store)
    told = before if decisions is None else decisions
    acts = [str(name).removeprefix(RESPONSE_GRAPH_PREFIX) for name in graphs] if act else []
    graphs = {**_decided_otherwise(store, before, told), **graphs}
    scratch, slugs = _aside(graphs)
    written = {name: scratch.graph(name) for name in graphs}  # values as the store writes them: "00" is 0
    relinked = linking.relink(store, scratch, slugs, told)
    summaries: dict[URIRef, Iterable[Triple]] = {}
    for slug in slugs:
        summaries[summary_graph(slug)] = {*summarise(scratch, slug), *relinked.tags.get(slug, ())}
    records = [past.updates(store, slug, written[response_graph(slug)], act) for slug in acts] if act else []
    change = reason.update(store, {**written, **summaries}, also=[*relinked.updates, *chain.from_iterable(records)])
    recurrence.save(store, relinked.index, recurrence.model())
    return change


def retract(store: Store, slug: str, act: Act) -> reason.Change:
    """Take a response away with its summary, links and inferences, whole or not at all; the history keeps it.

    Raises UsageError where the store does not hold it.
    """
    past.state(store, slug)
    return submit(store, {response_graph(slug): Graph()}, act=act)


def diff(store: Store, one: str, other: str) -> Differences:
    """What differs between two states of a response: each a file (a submission), SLUG@2 (a version) or SLUG (now).

    The store is only read. Raises UsageError for names that lead nowhere or to different responses.
    """
    (slug, before), (slug_, after) = _state(store, one), _state(store, other)
    if slug != slug_:
        raise UsageError(
            f"these are two responses, {slug} and {slug_}",
            expected="two states of one",
            mend="give a document the name of its response, or put its name into the submission",
        )
    return past.differences(before, after, {entity.iri: entity.label for entity in reference.entities()})


def _state(store: Store, words: str) -> tuple[str, Graph]:
    """The name of a response and the state of it that a file, SLUG@2 or SLUG stands for."""
    file = named_file(words)
    if file is None:
        return past.named_state(store, words)
    ((name, graph),) = submission(file).items()
    return str(name).removeprefix(RESPONSE_GRAPH_PREFIX), graph


def _aside(graphs: Mapping[URIRef, Graph]) -> tuple[Store, list[str]]:
    """The graphs of responses in a store of their own, and their slugs."""
    scratch = open_store(None)
    scratch.replace(graphs)
    return scratch, [str(name).removeprefix(RESPONSE_GRAPH_PREFIX) for name in graphs]


def decisions_for(store: Store, file: Path, graphs: Mapping[URIRef, Graph]) -> Decisions:
    """The decisions of the store with those of the file, where there is one, on what is stored or is in these graphs.
    Raises as `kg.recurrence.review.in_force`."""
    return in_force(store, file, coming=_aside(graphs)[0] if file.exists() else None)


def decide(store: Store, decisions: Decisions) -> reason.Change | None:
    """Make these the decisions of the store: what they confirm or reject is changed, whole or not at all, at a cost
    that follows the change. None where nothing differs from what the store holds already."""
    same = {*decision_triples(stored_decisions(store))} == {*decision_triples(decisions)}
    return None if same else submit(store, {}, decisions)


def _decided_otherwise(store: Store, before: Decisions, now: Decisions) -> dict[URIRef, Graph]:
    """The responses, as they are stored, on whose recommendations people decide otherwise now."""
    changed = {*before.by_thing.values()} ^ {*now.by_thing.values()}
    nodes = {name for decision in changed for name in (decision.recommendation, decision.other) if name}
    names = [response_graph(slug) for slug in sorted({name.split("/")[-2] for name in nodes})]
    return {name: graph for name in names if len(graph := store.graph(name))}


def similar(
    store: Store, asked: Path | str | Mapping[URIRef, Graph], most: int = 10, decisions: Decisions | None = None
) -> Resembling:
    """For each recommendation of a response (a file, or its graph), or for one text (words, or a document without
    recommendations): the earlier ones of other reports that it resembles, the surest first. The store is only read;
    `decisions` are by default those that it holds. Raises SourceError for an unreadable file."""
    told = stored_decisions(store) if decisions is None else decisions
    new = to_compare(asked) if isinstance(asked, Path) else asked
    if isinstance(new, str):
        return text_resembles(store, new, most, told)
    responses, slugs = _aside(new)
    assigned = recurrence.assign(responses, slugs, recurrence.model(), told)
    return resembling(store, assigned.entries, most, told)


def to_compare(path: Path) -> Mapping[URIRef, Graph] | str:
    """The graphs of a response, or the words of a document that holds no recommendations."""
    try:
        return submission(path)
    except NoRecommendationsError:
        (document,) = read_sources(path)
        return document.text
