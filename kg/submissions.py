"""Submissions: a document as its graph, RDF or tables as they were handed in, and the files that hold a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from kg import identifiers as ids
from kg import rdf, reference, sheets
from kg.dates import edtf
from kg.errors import DataError, UsageError
from kg.export import RDF_ENDINGS, export
from kg.extract.assemble import extract
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.record import follow_up, looks_like
from kg.files import whole
from kg.gazetteers import gazetteer, tagger
from kg.interface import Store
from kg.model import Document, Entity, Record
from kg.namespaces import BASE, INSP, PREFIXES, RESPONSE_GRAPH_PREFIX, response_graph, shorten
from kg.read import SUFFIXES
from kg.read import sources as read_sources
from kg.store import canonical, open_store, statements
from kg.turtle import turtle
from kg.validate import Change, mend, parse_submission
from kg.validate.submission import ENDINGS as TAKEN

OWN_KINDS = frozenset(
    {"document", "report", "inspection", "recommendation", "response", "commitment", "mention", "span", "notice"}
    | {"claim", "assessment"}  # they only point to the recommendation of an earlier report
)
NEW_KINDS = frozenset({"team", "organisation", "system"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DRAFTED = frozenset({*RDF_ENDINGS, *TAKEN, *sheets.ENDINGS, *sheets.REFUSED})
"""The endings of files that are no documents to be read."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person tells of a document that its text does not, each empty where nothing is told. `published` and
    `period` are EDTF or plain dates."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    licence: str = ""
    report: str = ""
    period: str = ""
    inspector: str = ""


def drafted(path: Path, told: Told, earlier: Sequence[Earlier] = ()) -> dict[URIRef, Graph]:
    """Documents as the graphs of submissions, by name: answers to new recommendations, or what they say of those of
    `earlier` reports.

    Raises UsageError for dates that are none and where several documents would be told the same, and as
    `kg.read.sources`, `kg.extract.assemble.extract` and `kg.extract.followup.record.follow_up` do.
    """
    documents = read_sources(path)
    if (told != Told() or earlier) and len(documents) != 1:
        raise UsageError("what is told holds for one document", where=str(path), mend="name one file")
    told = replace(told, **{name: _date(name, asdict(told)[name]) for name in ("published", "period")})
    found = {}
    for document in documents:
        graph = Graph()
        for triple in rdf.triples(_record(document, told, earlier)):
            graph.add(triple)
        found[response_graph(document.slug)] = graph
    return found


def _date(option: str, words: str) -> str:
    value = edtf(words) if words else ""
    if value is None:
        raise UsageError(f"{words!r} is no date", where=f"--{option}", expected="EDTF: 2024-12-11, 2024-12 or 2016~")
    return value


def earlier(store: Store, slug: str) -> Earlier:
    """A report that the store holds, with the texts of its recommendations. Raises UsageError where it holds none."""
    graph = store.graph(response_graph(slug)) if _SLUG.fullmatch(slug) else Graph()
    texts = {
        str(number): str(graph.value(node, INSP.text) or "")
        for node, number in graph.subject_objects(INSP.number)
        if (node, INSP.madeIn, ids.report(slug)) in graph
    }
    if not texts:
        names = [str(name).removeprefix(RESPONSE_GRAPH_PREFIX) for name in store.graph_names()]
        known = sorted(name for name in names if _SLUG.fullmatch(name))
        near = get_close_matches(slug, known, n=3, cutoff=0.3) or known[:5]
        expected = "a report in the store, with recommendations" + (f": {', '.join(near)}" if near else "")
        mend = "kg query positions-by-report lists them; submit the answer to the report first"
        raise UsageError("the store holds no recommendations of this report", where=slug, expected=expected, mend=mend)
    report = ids.report(slug)
    inspection = graph.value(report, INSP.reportsOn)
    told = (graph.value(report, DCTERMS.title), graph.value(inspection, INSP.inspectedBy))
    period = str(graph.value(inspection, INSP.period) or "")
    title, inspector = (str(value or "") for value in told)
    dates = (period, *sorted(str(day) for day in graph.objects(None, INSP.published)))
    return Earlier(slug, title, texts, dates, period, inspector)


def looks_like_follow_up(path: Path) -> bool:
    """Whether a document reads like one that follows up earlier recommendations."""
    return any(looks_like(document) for document in read_sources(path))


def _record(document: Document, told: Told, earlier: Sequence[Earlier]) -> Record:
    """What the document says, with what is told in place of what it says or leaves open."""
    own = {name: value for name, value in asdict(told).items() if value}
    outside = {name: own.pop(name) for name in ("title", "publisher", "published", "licence") if name in own}
    document = replace(document, **outside)
    record = follow_up(document, earlier, gazetteer()) if earlier else extract(document, gazetteer(), tagger())
    inspection, entities = record.inspection, record.entities
    if told.inspector:
        body = gazetteer().named(told.inspector)
        if body is None:
            body = Entity(str(ids.organisation(told.inspector)), "organisation", told.inspector)
            entities = (*entities, body)
        inspection = replace(inspection, inspector=body.iri)
    inspection = replace(inspection, title=told.report or inspection.title, period=told.period or inspection.period)
    return replace(record, inspection=inspection, entities=entities)


def handed_in(path: Path) -> dict[URIRef, Graph]:
    """The graph of RDF or of edited tables.

    RDF goes into the graph of the one response document it describes, whatever graphs it names. Raises DataError
    where it describes none or several, or things that are not of that document.
    """
    if path.suffix.lower() not in DRAFTED:
        told = f"a document ({' '.join(SUFFIXES)}), tables ({' '.join(sheets.ENDINGS)}) or RDF ({' '.join(TAKEN)})"
        raise UsageError("this kind of file is not known", where=str(path), expected=told)
    tables = path.suffix.lower() in (*sheets.ENDINGS, *sheets.REFUSED)
    data = sheets.read(path, _names()) if tables else parse_submission(path, statements)
    return _of_one_document(data, path)


def mended(path: Path, vocabulary: Graph) -> tuple[dict[URIRef, Graph], list[Change]]:
    """The graph of an RDF submission with what can be mended safely by the vocabulary, and the changes."""
    if path.suffix.lower() not in TAKEN:
        raise UsageError("a document is not mended", where=str(path), expected="RDF", mend="kg draft makes RDF of it")
    data, changes = mend(parse_submission(path, statements), vocabulary)
    return _of_one_document(data, path), changes


def _of_one_document(data: Graph, path: Path) -> dict[URIRef, Graph]:
    """The graph by its name. Raises DataError where it is not of one document."""
    documents = sorted(str(node) for node in data.subjects(RDF.type, INSP.ResponseDocument))
    if len(documents) != 1:
        raise DataError(
            f"the submission describes {len(documents)} response documents",
            where=str(path),
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
                where=str(path),
                expected=f"things under {BASE}KIND/{slug}, and teams, organisations and systems not known yet",
                mend="take the statement out, or submit it with its own document",
            )


def rows(path: Path) -> dict[str, str] | None:
    """The sheet and row of each thing that edited tables describe, by IRI; None for a file that holds none."""
    return sheets.located(path, _names())[1] if path.suffix.lower() in sheets.ENDINGS else None


def _names() -> dict[str, str]:
    return {entity.iri: entity.label for entity in reference.entities()}


def save(graphs: Mapping[URIRef, Graph], path: Path) -> None:
    """Write graphs by the ending of `path`, whole or not at all: .ttl, .xlsx and .zip hold one document each.

    Raises UsageError for another ending, for several documents where one is held, and where nothing can be written.
    """
    ending = path.suffix.lower()
    if ending not in (*RDF_ENDINGS, *sheets.ENDINGS):
        told = f"the ending {path.suffix}" if path.suffix else "a name without ending"
        known = f"{' '.join((*RDF_ENDINGS, *sheets.ENDINGS))} (.zip holds .csv files)"
        raise UsageError(f"{told} does not tell the format", where=str(path), expected=known)
    if ending in (".ttl", *sheets.ENDINGS) and len(graphs) != 1:
        told = f"a {ending} file holds one document, and here are {len(graphs)}"
        raise UsageError(told, where=str(path), mend="draft them one by one, or write .trig")
    if ending in sheets.ENDINGS:
        sheets.write(next(iter(graphs.values())), path, _names())
    elif ending in (".ttl", ".trig"):
        text = turtle(next(iter(graphs.values()))) if ending == ".ttl" else iter([trig(graphs)])
        with whole(path) as file:
            file.writelines(part.encode() for part in text)
    else:
        export(_quads(graphs), path)


def _quads(graphs: Mapping[URIRef, Graph]) -> Iterator[str]:
    scratch = open_store(None)
    scratch.replace(graphs)
    return iter(canonical(scratch))


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
