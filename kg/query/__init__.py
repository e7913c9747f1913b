"""Named queries and any others: find, fill in, run, explain an empty answer, write the answer down."""

from __future__ import annotations

from kg.query.catalogue import catalogue, find, read, views
from kg.query.diagnose import diagnose, why_nothing
from kg.query.formats import to_csv, to_json, to_pandas, to_table, to_tsv, to_turtle
from kg.query.listing import markdown
from kg.query.named import Column, NamedQuery, Parameter
from kg.query.names import unknown_name
from kg.query.parameters import bind, takes
from kg.query.run import run
from kg.query.summary import summarise, summarise_all, summary_graph
from kg.query.verdicts import judge, judgement, mark, verdicts

__all__ = [
    "Column",
    "NamedQuery",
    "Parameter",
    "bind",
    "catalogue",
    "diagnose",
    "find",
    "judge",
    "judgement",
    "mark",
    "markdown",
    "read",
    "run",
    "summarise",
    "summarise_all",
    "summary_graph",
    "takes",
    "to_csv",
    "to_json",
    "to_pandas",
    "to_table",
    "to_tsv",
    "to_turtle",
    "unknown_name",
    "verdicts",
    "views",
    "why_nothing",
]
