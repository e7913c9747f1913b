"""The named questions, what their parameters may be, and their answers as JSON, CSV or TSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rdflib import BNode, Literal, URIRef

from kg.errors import NotFoundError, UsageError
from kg.explore.common import one_of, rows
from kg.explore.papers import papers
from kg.explore.shapes import Answered, Choice, Download, Question, QuestionParameter
from kg.interface import Store
from kg.model import Table
from kg.query import NamedQuery, bind, catalogue, diagnose, find, to_csv, to_tsv, unknown_name
from kg.query.named import ANY, REQUIRED, Parameter

_MOST = 100  # values above which a person types rather than chooses
_FORMS: dict[str, tuple[Callable[[Table], str], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "tsv": (to_tsv, "text/tab-separated-values; charset=utf-8"),
}
_NAMED = "SELECT DISTINCT ?label { ?iri a %s ; skos:prefLabel ?label } ORDER BY ?label LIMIT 101"
_LISTS = {"system": "insp:System", "team": "insp:Team", "issue": "insp:RecurringIssue"}


def questions(store: Store) -> list[Question]:
    """The named questions in the order of their numbers."""
    choices = {"slug": _reports(store)} | {name: _labelled(store, kind) for name, kind in _LISTS.items()}
    return [_question(query, choices) for query in catalogue()]


def _reports(store: Store) -> list[Choice]:
    known = sorted(papers(store).values(), key=lambda paper: paper.order, reverse=True)
    return [{"value": paper.slug, "label": paper.label} for paper in known]


def _labelled(store: Store, kind: str) -> list[Choice]:
    return [{"value": row["label"], "label": row["label"]} for row in rows(store, _NAMED % kind)]


def _question(query: NamedQuery, choices: Mapping[str, list[Choice]]) -> Question:
    limit: list[QuestionParameter] = []
    if query.limit is not None:
        meaning = f"how many answers at most; {query.chosen}"
        limit = [_parameter(Parameter("limit", "integer", str(query.limit), meaning), {})]
    return {
        "name": query.name,
        "number": query.number,
        "question": query.question,
        "keywords": list(query.keywords),
        "columns": [{"name": column.name, "meaning": column.meaning} for column in query.columns],
        "parameters": [*(_parameter(parameter, choices) for parameter in query.parameters), *limit],
        "text": query.text,
        "limit": query.limit,
        "chosen": query.chosen,
    }


def _parameter(parameter: Parameter, choices: Mapping[str, list[Choice]]) -> QuestionParameter:
    told: QuestionParameter = {
        "name": parameter.name,
        "type": parameter.type,
        "default": "" if parameter.default in (REQUIRED, ANY) else parameter.default,
        "meaning": parameter.meaning,
        "required": parameter.required,
    }
    known = choices.get(parameter.type, choices.get(parameter.name, []))
    if 0 < len(known) <= _MOST:
        told["values"] = known
    return told


def question(store: Store, name: str, given: Mapping[str, str]) -> Answered:
    """The answer to a named question (its name or number). Raises NotFoundError where there is none of this name,
    UsageError for parameters that it does not take."""
    query = _named(name)
    sparql = bind(query, _given(given))
    table = store.select(sparql)
    limit = int(given.get("limit") or query.limit or 0)
    answer: Answered = {
        "head": {"vars": list(table.columns)},
        "results": {"bindings": [_binding(table.columns, row) for row in table.rows]},
        "columns": [{"name": column.name, "meaning": column.meaning} for column in query.columns],
        "query": {"name": query.name, "text": sparql},
        "cut": 0 < limit <= len(table.rows),
    }
    if not table.rows:
        answer["why"] = unknown_name(store, query, given) or diagnose(store, sparql)
    return answer


def question_file(store: Store, name: str, form: str, given: Mapping[str, str]) -> Download:
    """The answer to a named question as csv or tsv. Raises as `question` does."""
    write, media = _FORMS[one_of(form, tuple(_FORMS), "format")]
    query = _named(name)
    text = write(store.select(bind(query, _given(given))))
    return {"name": f"{query.name}.{form}", "media": media, "content": text.encode()}


def _named(name: str) -> NamedQuery:
    try:
        return find(name)
    except UsageError as error:
        raise NotFoundError(error.what, expected=error.expected, mend="/api/questions lists them all") from None


def _given(given: Mapping[str, str]) -> dict[str, str]:
    """What is given: an empty field of a form gives nothing."""
    return {name: value for name, value in given.items() if value}


def _binding(columns: tuple[str, ...], row: tuple[object | None, ...]) -> dict[str, dict[str, Any]]:
    return {name: json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}


def json_term(term: object) -> dict[str, Any]:
    """A term as SPARQL 1.1 Query Results JSON writes it (section 3.2.2)."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    told = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal) and term.language:
        told["xml:lang"] = term.language
    elif isinstance(term, Literal) and term.datatype:
        told["datatype"] = str(term.datatype)
    return told
