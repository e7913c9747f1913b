"""What a submission may describe: its own document with what stands in it, and teams and systems not known yet."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from kg.errors import DataError
from kg.namespaces import BASE, INSP, shorten

OWN_KINDS = frozenset(
    {"document", "report", "inspection", "recommendation", "response", "commitment", "mention", "span", "notice"}
)
NEW_KINDS = frozenset({"team", "organisation", "system"})


def own_slug(data: Graph, path: Path, known: Set[Node]) -> str:
    """The short name of the one response document that a submission describes; `known` is what it may not describe
    again. Raises DataError where it describes none or several, or things that are not of that document."""
    documents = sorted(str(node) for node in data.subjects(RDF.type, INSP.ResponseDocument))
    if len(documents) != 1:
        raise DataError(
            f"the submission describes {len(documents)} response documents",
            where=path.name,
            expected="exactly one insp:ResponseDocument",
            mend="submit one file for each response document",
        )
    slug = documents[0].rsplit("/", 1)[-1]
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
    return slug
