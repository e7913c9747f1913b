"""The verbs for Python: what `import kg` offers, thin over `kg.pipeline` and the stages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef

from kg import measuring, pipeline
from kg.docs import build as build_docs
from kg.draw import draw as draw_network
from kg.draw import draw_chain as draw_issue
from kg.draw import draw_matrix as draw_issues
from kg.errors import UsageError
from kg.evaluate import Difference, Score
from kg.export import NETWORK_ENDINGS, export_network
from kg.export import export as export_graph
from kg.files import named_file, readable
from kg.interface import Store, Triple
from kg.model import Record, Table
from kg.network import Community, report_label
from kg.network import centralities as centralities_of
from kg.network import communities as communities_of
from kg.network import network as network_of
from kg.past import Act, Differences, Event, events, state
from kg.query import NamedQuery, bind, catalogue, find, read, run, to_csv, to_pandas
from kg.reason import Change, Explanation
from kg.reason import explain as explain_triple
from kg.recurrence import Decision, Decisions, Resemblance, Text
from kg.recurrence.decisions import stored
from kg.recurrence.measure import Measure
from kg.recurrence.review import on_issue, on_link
from kg.store import canonical
from kg.store import open_store as open_any
from kg.validate import Change as Mend
from kg.validate import Report

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer, with their columns, as RDF terms."""

    table: Table

    @property
    def columns(self) -> tuple[str, ...]:
        return self.table.columns

    def __len__(self) -> int:
        return len(self.table.rows)

    def __iter__(self) -> Iterator[tuple[object | None, ...]]:
        return iter(self.table.rows)

    def to_pandas(self) -> pd.DataFrame:
        """A data frame: numbers as numbers, everything else as strings, missing where unbound."""
        return to_pandas(self.table)

    def to_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV."""
        return to_csv(self.table)


@contextmanager
def open_store(where: PathLike | None = None) -> Iterator[Store]:
    """The store in a folder (made where there is none), behind an http(s) address, or in memory (None); closed at
    the end of the block. Raises StoreError."""
    store = open_any(None if where is None else os.fspath(where))
    try:
        yield store
    finally:
        store.close()


def records(path: PathLike | None = None) -> list[Record]:
    """Everything found in a document or a folder of them (default: the five responses). Raises SourceError."""
    return list(pipeline.records(None if path is None else Path(path)))


def build(store: Store, path: PathLike | None = None) -> pipeline.Build:
    """Fill the store with the graph of the documents: read, reason, store. Raises SourceError, StoreError and
    InconsistencyError."""
    return pipeline.build(store, None if path is None else Path(path))


def query(store: Store, question: PathLike, **parameters: object) -> Answer | Graph | bool:
    """Ask a named question (`kg.queries`), a .rq file or SPARQL text.

    Gives an Answer for SELECT, a Graph for CONSTRUCT and DESCRIBE, a bool for ASK. Raises UsageError for a name, file
    or parameter that does not exist, QueryError for SPARQL that does not parse.
    """
    sparql, file = _sparql(question, parameters)
    found = run(store, sparql, file=file)
    return Answer(found) if isinstance(found, Table) else found


def _sparql(question: PathLike, parameters: Mapping[str, object]) -> tuple[str, str]:
    """The SPARQL to run, and the file that holds it where one is named."""
    words = os.fspath(question)
    if "{" not in words and words.endswith((".rq", ".sparql")):
        return bind(read(readable(Path(words))), parameters), words
    if not any(mark in words for mark in "{\n "):
        return bind(find(words), parameters), ""
    if parameters:
        raise UsageError("SPARQL text takes no parameters", mend="write the values into the query")
    return words, ""


def queries() -> Sequence[NamedQuery]:
    """The named questions, in the order of their numbers."""
    return catalogue()


def centralities(graph: nx.DiGraph[str]) -> pd.DataFrame:
    """Degree, betweenness and PageRank of each node of a network, the most central first."""
    return centralities_of(graph)


def communities(graph: nx.DiGraph[str]) -> list[Community]:
    """The groups of nodes of a network that hang together, each named after its most central node."""
    return communities_of(graph)


def check(store: Store, *slugs: str) -> Report:
    """Validate the named responses of the store, or all of them."""
    return pipeline.check(store, slugs)


def draft(
    path: PathLike, *, store: Store | None = None, follows_up: Sequence[str] = (), **told: str
) -> Mapping[URIRef, Graph]:
    """The graph of one document, by the name of its named graph.

    `told` is what its text does not tell: title, publisher, published and period (EDTF), licence, report, inspector.
    With `follows_up`, names of reports in the `store`, it is read for what became of their recommendations.
    Raises UsageError for what is told wrongly and for reports that the store does not hold, SourceError.
    """
    known = [field.name for field in fields(pipeline.Told)]
    if strange := sorted(told.keys() - known):
        raise UsageError(f"{strange[0]!r} cannot be told of a document", expected=", ".join(known))
    if follows_up and store is None:
        raise UsageError("a follow-up is read with the store that holds the reports", mend="give it as store=")
    reports = [pipeline.earlier(store, slug) for slug in dict.fromkeys(follows_up)] if store else []
    return pipeline.draft(Path(path), pipeline.Told(**told), reports)


def validate(store: Store, path: PathLike) -> Report:
    """Validate a submission (RDF or a document) as if it were in the store, which is only read."""
    return pipeline.try_out(store, pipeline.submission(Path(path)), Path(path))


def mend(path: PathLike, to: PathLike) -> list[Mend]:
    """Mend what is safe to mend in an RDF submission and write it to another file, as Turtle; gives the changes.

    The file is written whole or not at all. Raises UsageError where it would be the submission itself, DataError.
    """
    if Path(path).resolve() == Path(to).resolve():
        raise UsageError("the original is not written over", where=str(to), mend="name another file")
    graphs, changes = pipeline.mended(Path(path))
    pipeline.save(graphs, Path(to))
    return changes


def submit(store: Store, path: PathLike, *, by: str = "") -> Change:
    """Replace a response by a submission, whole or not at all. Validate first: this does not.

    The history keeps what was before, and who did it: `by`, else the name of the user.
    """
    return pipeline.submit(store, pipeline.submission(Path(path)), act=Act.submission(by, Path(path)))


def retract(store: Store, slug: str, *, by: str = "", reason: str) -> Change:
    """Take a response away with its links and inferences, whole or not at all; the history keeps it. Raises UsageError
    for a response that the store does not hold."""
    return pipeline.retract(store, slug, Act.retraction(by, reason))


def history(store: Store, slug: str = "") -> list[Event]:
    """What happened to one response, or to all, newest first. Raises UsageError for an unknown response."""
    return events(store, slug)


def at(store: Store, slug: str, version: int | None = None) -> Graph:
    """The graph of a response as it is now, or as a version of it was (counted from 1). Raises UsageError."""
    return state(store, slug, version)


def diff(store: Store, before: PathLike, after: PathLike) -> Differences:
    """What differs, in words, between two states of a response: a path that exists, "SLUG@2" or "SLUG" (now)."""
    return pipeline.diff(store, os.fspath(before), os.fspath(after))


def explain(store: Store, triple: Triple) -> Explanation:
    """Why a triple is there: the sentence that asserts it, or the rule and what it follows from."""
    return explain_triple(store, triple)


def evaluate(gold: PathLike | None = None, path: PathLike | None = None) -> tuple[list[Score], list[Difference]]:
    """The scores of the extractor against gold, and every difference."""
    return measuring.evaluate(None if gold is None else Path(gold), None if path is None else Path(path))


def evaluate_recurrence(gold: PathLike | None = None) -> list[Measure]:
    """How well issues, links and rankings agree with gold (data/gold/recurrence), beside baselines."""
    return measuring.evaluate_recurrence(None if gold is None else Path(gold))


def similar(store: Store, asked: PathLike, *, most: int = 10) -> list[tuple[Text, list[Resemblance]]]:
    """What a new recommendation (its words), or each of a response (a path that exists), resembles in the store."""
    named = Path(asked) if isinstance(asked, os.PathLike) else named_file(asked)
    return pipeline.similar(store, named or str(asked), most)


def review(
    store: Store, recommendation: str, other: str = "", *, issue: str = "", confirm: bool, by: str, note: str = ""
) -> Decision:
    """Confirm or reject the link of two recommendations, or an issue of one; gives the decision.

    The store is changed, whole or not at all. Raises UsageError for names that the store does not know.
    """
    outcome = "confirmed" if confirm else "rejected"
    if other:
        made = on_link(store, recommendation, other, outcome, by, note)
    else:
        made = on_issue(store, recommendation, issue, outcome, by, note)
    pipeline.decide(store, stored(store).joined(Decisions((made,))))
    return made


def docs(folder: PathLike) -> list[Path]:
    """Build the HTML reference of the ontology in a folder; gives the pages, the index first."""
    return build_docs(Path(folder))


def network(store: Store, *, everything: bool = False) -> nx.DiGraph[str]:
    """The cross-report network: reports, recommendations, themes or issues, systems and teams; what only one report
    has is left out unless `everything` is set."""
    return network_of(store, everything=everything)


def draw(store: Store, *paths: PathLike, title: str = "", most: int = 15) -> list[Path]:
    """Draw what the reports share, as SVG or PNG by the ending of each path; `most` rows of a kind at most."""
    return draw_network(network_of(store), *paths, title=title, most=most)


def draw_matrix(store: Store, *paths: PathLike, title: str = "", most: int = 25) -> list[Path]:
    """Draw the recurring issues by reports in time order, with what became of the recommendations: `most` issues at
    most, those of most reports. Raises DataError where there is none."""
    return draw_issues(store, *paths, naming=report_label, title=title, most=most)


def draw_chain(store: Store, issue: str, *paths: PathLike, title: str = "", most: int = 12) -> list[Path]:
    """Draw who raised one issue when, what was answered and what came back; `issue` is its label, its IRI or the last
    part of that, `most` the number of recommendations. Raises UsageError for a name that no recurring issue has."""
    return draw_issue(store, issue, *paths, naming=report_label, title=title, most=most)


def export(store: Store, path: PathLike) -> int:
    """Write the graph as RDF or the network as GraphML, GEXF or Cytoscape JSON, by the ending of the path; gives
    the number of statements or nodes. The file is written whole or not at all."""
    if Path(path).suffix.lower() in NETWORK_ENDINGS:
        return export_network(network_of(store), path)
    return export_graph(canonical(store), path)
