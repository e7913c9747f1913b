"""The HTML reference of the vocabulary: the ontology by pyLODE, the schemes and themes as tables, and an index."""

from __future__ import annotations

import contextlib
import io
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg import resources
from kg.errors import DataError, UsageError
from kg.namespaces import INSP, PREFIXES, shorten

_NEAREST: dict[Node, str] = {
    SKOS.broadMatch: "A wider term elsewhere",
    SKOS.closeMatch: "Nearly the same term elsewhere",
}
_COLUMNS = ("Term", "Definition", "Wordings", "Example")
_STYLE = """
body { font-family: sans-serif; line-height: 1.45; }
main { max-width: 70rem; margin: 0 auto; padding: 2rem; }
h1, h2 { color: #005A9C; font-weight: normal; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { border-bottom: 1px solid #ccc; padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; }
td:first-child { min-width: 11rem; }
code { color: #8B0000; font-size: .85em; overflow-wrap: anywhere; }
.note { color: #555; }
"""
_PYLODE_STYLE = """
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.entity th, .entity td { padding-bottom: 8px; }
.entity td p { margin-top: 0; }
#pylode { top: 240px; }
#back { position: fixed; top: 8px; left: 12px; font-size: small; }
"""


def build(output: Path) -> list[Path]:
    """Write index.html, ontology.html and schemes.html into `output`; the paths written, the index first.

    Nothing is fetched. Raises UsageError where `output` cannot be written to, DataError where pyLODE cannot be used.
    """
    graph = _vocabulary()
    pages = {
        "index.html": _index(graph),
        "ontology.html": _ontology_page(graph),
        "schemes.html": _schemes_page(graph),
    }
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (output / name).write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            "the reference cannot be written here", where=str(output), expected="a folder, new or your own"
        ) from error
    return [output / name for name in pages]


def _vocabulary() -> Graph:
    graph = Graph()
    for path in resources.ontology_files():
        graph.parse(path, format="turtle")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def _index(graph: Graph) -> str:
    ontology = URIRef(str(INSP).rstrip("#"))
    rows = [_class_row(graph, term) for term in _own(graph, OWL.Class)]
    properties = len(_own(graph, OWL.ObjectProperty)) + len(_own(graph, OWL.DatatypeProperty))
    links = [
        f'<li><a href="ontology.html">The ontology</a>: {len(rows)} classes and {properties} properties</li>',
        *(
            f'<li><a href="schemes.html#{_anchor(scheme)}">{escape(_label(graph, scheme))}</a>: '
            f"{escape(_text(graph, scheme, SKOS.definition))}</li>"
            for scheme in _schemes(graph)
        ),
    ]
    body = (
        f"<p>{escape(_text(graph, ontology, DCTERMS.description))}</p>"
        f"<ul>{''.join(links)}</ul><h2>Classes</h2>{_table(('Class', 'Definition'), rows)}"
    )
    return _page(_text(graph, ontology, DCTERMS.title), body)


def _class_row(graph: Graph, term: URIRef) -> tuple[str, ...]:
    label = _label(graph, term)
    link = f'<a href="ontology.html#{escape(label.replace(" ", ""))}">{escape(label)}</a>'
    return f"{link}<br><code>{escape(shorten(str(term)))}</code>", escape(_text(graph, term, SKOS.definition))


def _schemes_page(graph: Graph) -> str:
    sections = [
        f'<h2 id="{_anchor(scheme)}">{escape(_label(graph, scheme))}</h2>'
        f"<p>{escape(_text(graph, scheme, SKOS.definition))}</p>"
        + _table(_COLUMNS, [_concept_row(graph, concept) for concept in _concepts(graph, scheme)])
        for scheme in _schemes(graph)
    ]
    return _page("Schemes and themes", '<p><a href="index.html">Index</a></p>' + "".join(sections))


def _concept_row(graph: Graph, concept: URIRef) -> tuple[str, ...]:
    name = shorten(str(concept))
    note = _text(graph, concept, SKOS.scopeNote)
    return (
        f'<span id="{escape(name)}">{escape(_label(graph, concept))}</span><br><code>{escape(name)}</code>',
        escape(_text(graph, concept, SKOS.definition)) + (f'<p class="note">{escape(note)}</p>' if note else ""),
        escape(", ".join(str(wording) for wording in graph.objects(concept, SKOS.altLabel))),
        escape(_text(graph, concept, SKOS.example)),
    )


def _schemes(graph: Graph) -> list[URIRef]:
    found = [node for node in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(node, URIRef)]
    return sorted(found, key=lambda scheme: (not scheme.startswith(str(INSP)), _label(graph, scheme)))


def _concepts(graph: Graph, scheme: URIRef) -> list[URIRef]:
    return [node for node in graph.subjects(SKOS.inScheme, scheme) if isinstance(node, URIRef)]


def _own(graph: Graph, kind: URIRef) -> list[URIRef]:
    terms = graph.subjects(RDF.type, kind)
    return [term for term in terms if isinstance(term, URIRef) and term.startswith(str(INSP))]


def _text(graph: Graph, subject: URIRef, predicate: URIRef) -> str:
    return str(graph.value(subject, predicate) or "")


def _label(graph: Graph, subject: URIRef) -> str:
    return _text(graph, subject, RDFS.label) or _text(graph, subject, SKOS.prefLabel) or shorten(str(subject))


def _anchor(term: URIRef) -> str:
    return term.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["".join(f"<th>{cell}</th>" for cell in head)]
    lines += ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _page(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>\n{body}</main></body></html>\n"
    )


def _ontology_page(graph: Graph) -> str:
    with _pylode() as pylode:
        html: str = pylode.OntPub(_for_pylode(graph)).make_html()
    html = html.replace("</head>", f"<style>{_PYLODE_STYLE}</style></head>", 1)
    return html.replace("<body>", '<body><p id="back"><a href="index.html">Index</a></p>', 1)


def _for_pylode(graph: Graph) -> Graph:
    """The ontology alone, with what pyLODE would leave out or repeat turned into notes."""
    core = Graph(namespace_manager=graph.namespace_manager)
    for term in (URIRef(str(INSP).rstrip("#")), *_own(graph, OWL.Class), *_own_properties(graph)):
        for predicate, value in graph.predicate_objects(term):
            if predicate in _NEAREST and isinstance(value, URIRef):
                core.add((term, SKOS.note, Literal(f"{_NEAREST[predicate]}: {shorten(str(value))}", lang="en")))
            elif value == OWL.FunctionalProperty:
                core.add((term, SKOS.note, Literal("At most one value.", lang="en")))
            elif predicate != OWL.imports:
                core.add((term, predicate, value))
    return core


def _own_properties(graph: Graph) -> list[URIRef]:
    return [*_own(graph, OWL.ObjectProperty), *_own(graph, OWL.DatatypeProperty)]


@contextlib.contextmanager
def _pylode() -> Iterator[Any]:
    """pyLODE, imported late because it is slow, and kept from printing, logging and writing beside its own files."""
    root = logging.getLogger()
    handlers, level, disabled = list(root.handlers), root.level, root.manager.disable
    logging.disable(logging.CRITICAL)  # it sets the root logger to DEBUG
    with (
        contextlib.redirect_stdout(io.StringIO()),
        tempfile.TemporaryDirectory() as folder,
        warnings.catch_warnings(action="ignore", category=ResourceWarning),  # it leaves its style sheet open
    ):
        try:
            pylode, utils = _imported()
            vocabularies = utils.RDF_FOLDER
            utils.RDF_FOLDER = Path(shutil.copytree(vocabularies, Path(folder, "rdf")))  # it caches pickles there
            try:
                yield pylode
            finally:
                utils.RDF_FOLDER = vocabularies
        finally:
            root.handlers[:] = handlers
            root.setLevel(level)
            logging.disable(disabled)


def _imported() -> tuple[Any, Any]:
    try:
        import pylode
        from pylode import utils
    except (ImportError, OSError) as error:  # 3.4.1 looks for a pyproject.toml that its wheel lacks
        raise DataError(
            "pyLODE cannot be used",
            where="the Python environment",
            expected="a pyLODE that can be imported (3.4.1 cannot)",
            mend='run: pip install "pylode>=3.2.1,!=3.4.1"',
        ) from error
    return pylode, utils
