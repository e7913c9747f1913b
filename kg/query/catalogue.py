"""The named queries: reads their headers, lists them and finds one by name.

A header is the comment block at the top of a query file: `# question:`, `# number:`, `# keywords:`, `# columns:`
followed by one `#   name – meaning` a line, `# param: name type default – meaning`, and
`# limit: number – which answers these are`.
"""

from __future__ import annotations

import difflib
import re
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import DataError, UsageError
from kg.query.named import Column, NamedQuery, Parameter
from kg.query.parameters import TYPES

_FIELD = re.compile(r"#\s?(\w+):\s*(.*)")
_COLUMN = re.compile(r"#\s{2,}(\w+) – (.+)")
_PARAMETER = re.compile(r"(\w+) (\w+) (\S+) – (.+)")
_NUMBER = re.compile(r"[0-9]{1,9}")
_LIMIT = re.compile(r"(\d+) – (.+)")


@cache
def catalogue() -> tuple[NamedQuery, ...]:
    """The competency questions of queries/questions, in the order of their numbers."""
    return tuple(sorted((read(path) for path in resources.queries("questions")), key=lambda query: query.number))


@cache
def views() -> tuple[NamedQuery, ...]:
    """The CONSTRUCTs of queries/views, by name."""
    return tuple(read(path) for path in resources.queries("views"))


def find(name: str) -> NamedQuery:
    """The query of this name (or number). Raises UsageError, with the nearest names, where there is none."""
    for query in catalogue():
        if name in (query.name, str(query.number)):
            return query
    for view in views():  # a view has no number
        if name == view.name:
            return view
    near = difflib.get_close_matches(name, [query.name for query in catalogue()], n=3, cutoff=0.4)
    near += [q.name for q in catalogue() if name.lower() in q.keywords and q.name not in near][: 3 - len(near)]
    raise UsageError(
        f"there is no query called {name}",
        expected=f"one like {', '.join(near)}" if near else "a name from the list",
        mend="kg queries lists them all",
    )


def read(path: Path) -> NamedQuery:
    """A query file with its header. Raises DataError where a header line cannot be read."""
    text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a byte order mark
    fields, columns, parameters = _header(text, path)
    limit = _match(_LIMIT, fields["limit"], path, "a number, – and which answers") if "limit" in fields else None
    number = _match(_NUMBER, fields.get("number", "0"), path, "a whole number, as in # number: 12")
    return NamedQuery(
        name=path.stem,
        number=int(number[0]),
        question=fields.get("question", ""),
        keywords=tuple(word.strip() for word in fields.get("keywords", "").split(",") if word.strip()),
        columns=columns,
        parameters=parameters,
        text=text,
        path=path,
        limit=int(limit[1]) if limit else None,
        chosen=limit[2] if limit else "",
    )


def _header(text: str, path: Path) -> tuple[dict[str, str], tuple[Column, ...], tuple[Parameter, ...]]:
    fields: dict[str, str] = {}
    columns, parameters = [], []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if column := _COLUMN.fullmatch(line):
            columns.append(Column(column[1], column[2]))
        elif field := _FIELD.fullmatch(line):
            if field[1] == "param":
                parameters.append(_parameter(field[2], path))
            else:
                fields[field[1]] = field[2].strip()
    return fields, tuple(columns), tuple(parameters)


def _parameter(line: str, path: Path) -> Parameter:
    name, type_, default, meaning = _match(_PARAMETER, line, path, "name, type, default, – and meaning").groups()
    if type_ not in TYPES:
        raise DataError(
            f"the parameter {name} has the unknown type {type_}", where=str(path), expected=", ".join(sorted(TYPES))
        )
    return Parameter(name, type_, default, meaning)


def _match(pattern: re.Pattern[str], line: str, path: Path, expected: str) -> re.Match[str]:
    found = pattern.fullmatch(line.strip())
    if not found:
        raise DataError(f"the header line {line!r} cannot be read", where=str(path), expected=expected)
    return found
