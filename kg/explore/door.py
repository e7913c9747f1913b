"""The one door for a server: the address below /api and what was asked with it → the answer of the page.

    door.get(store, "report/2024-competent-authority", {"asOf": "2025-01-01"})
    door.post(store, "validate", {"name": "draft.ttl"}, body)

Parameters are named as in addresses (`asOf`, `from`, `to`); they are checked by the signature of the page's function.
An answer is what `json.dumps` takes, or a `Download` (a dict with "name", "media" and "content").
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from kg import pipeline
from kg.errors import NotFoundError, UsageError
from kg.explore import (
    asked,
    chain,
    downloads,
    drafts,
    entity,
    fields,
    find,
    front,
    handed,
    lists,
    page,
    pair,
    promised,
    shelf,
    things,
    web,
)
from kg.explore.select import MOST
from kg.explore.shapes import Commitments
from kg.interface import Store
from kg.pipeline import Told

Answer = Any
_NAMES = {"asOf": "as_of", "from": "since", "to": "until"}
# Each page, and how many parts of its address come after its name; `{file}` pages tell the format by their ending.
_PAGES: dict[str, tuple[Callable[..., Answer], int]] = {
    "about": (front.about, 0),
    "overview": (front.overview, 0),
    "questions": (asked.questions, 0),
    "reports": (shelf.reports, 0),
    "report": (page.report, 1),
    "issues": (chain.issues, 0),
    "issue": (chain.issue, 1),
    "network": (web.network, 0),
    "link": (pair.link, 0),
    "system": (entity.system, 1),
    "team": (entity.team, 1),
    "entities": (lists.entities, 0),
    "commitments": (promised.commitments, 0),
    "search": (find.search, 0),
    "thing": (things.thing, 0),
    "form": (fields.form, 0),
}
_SERVER = frozenset({"store", "writable", "version", "quads", "base"})  # what a server tells, never an address


def get(store: Store, path: str, given: Mapping[str, str], **server: Any) -> Answer:
    """The answer to GET /api/{path}. `server` is what the server itself tells: `writable`, `version` and `quads`
    for about, `base` (its own address) for a calendar.

    Raises NotFoundError for an address that is none, UsageError for parameters that are none or have no such value.
    """
    name, *rest = path.strip("/").split("/")
    asked_for = {key: value for key, value in given.items() if value != ""}
    if name == "questions" and len(rest) == 1:
        form = asked_for.pop("format", "json")
        if form != "json":
            return asked.question_file(store, rest[0], form, asked_for)
        return asked.question(store, rest[0], asked_for)
    if name == "network" and len(rest) == 1:
        downloads.network_media(rest[0])  # a name that is none is told before the work
        return downloads.network_file(_call(web.network, store, [], asked_for, server), rest[0])
    if name in ("commitments.csv", "commitments.ics") and not rest:
        return downloads.commitments_file(_promised(store, asked_for), name, server.get("base", ""))
    page, parts = _PAGES.get(name, (None, 0))
    if page is None or len(rest) != parts:
        near = get_close_matches(name, _PAGES, n=1)
        raise NotFoundError(f"there is no /api/{path[:80]}", mend=f"perhaps /api/{near[0]} is meant" if near else "")
    return _call(page, store, rest, asked_for, server)


def _promised(store: Store, given: Mapping[str, str]) -> Iterator[Commitments]:
    """All commitments asked for, a page at a time, so that only one is held; where a `limit` is given, so many."""
    offset = _number(given.get("offset", "0"), "offset")
    step = {} if "limit" in given else {"limit": str(MOST)}
    while True:
        found = _call(promised.commitments, store, [], {**given, "offset": str(offset), **step}, {})
        yield found
        offset += MOST
        if not step or offset >= found["total"]:
            return


def post(store: Store, path: str, given: Mapping[str, str], body: bytes, *, by: str = "") -> Answer:
    """The answer to POST /api/{path}; `by` is who submits. Raises as `get` does, and as the page does."""
    name = given.get("name", "")
    if path not in ("validate", "draft", "amend", "submit"):
        raise NotFoundError(f"nothing can be posted to /api/{path[:80]}", expected="validate, draft, amend or submit")
    if path == "validate":
        return handed.validate(store, body, name)
    if path == "draft":
        return _draft(store, given, body)
    return drafts.amend(body, name) if path == "amend" else handed.submit(store, body, name, by=by)


def _draft(store: Store, given: Mapping[str, str], body: bytes) -> Answer:
    """A draft of a document, with what is told of it (as `kg draft` takes it) and the reports that it follows up."""
    names = {field.name for field in dataclasses.fields(Told)}
    if strange := sorted(given.keys() - names - {"name", "follows"}):
        raise UsageError(f"there is no parameter {strange[0][:80]}", expected=", ".join(["name", "follows", *names]))
    told = Told(**{name: given[name] for name in names & given.keys()})
    follows = [pipeline.earlier(store, slug) for slug in dict.fromkeys(given.get("follows", "").split())]
    return drafts.draft(body, given.get("name", ""), told, follows)


def _call(
    page: Callable[..., Answer], store: Store, parts: list[str], given: Mapping[str, str], server: Mapping[str, Any]
) -> Answer:
    """Call a page with the texts of an address as what its signature says."""
    known = _parameters(page)
    taken = {name: kind for name, kind in known.items() if name not in _SERVER}
    told: dict[str, str | int] = dict(zip(taken, parts, strict=False))
    for outer, text in given.items():
        name = _NAMES.get(outer, outer)
        if name not in taken or name in told:
            raise UsageError(f"there is no parameter {outer[:80]}", expected=", ".join(_outer(taken, told)) or "none")
        told[name] = _number(text, outer) if taken[name] == "int" else text
    for name, required in ((name, p) for name, p in _required(page).items() if name not in _SERVER):
        if required and name not in told:
            raise UsageError(f"the parameter {name} is missing", expected=f"{name}=…")
    return page(
        **({"store": store} if "store" in known else {}), **told, **{k: v for k, v in server.items() if k in known}
    )


def _outer(taken: Mapping[str, str], told: Mapping[str, object]) -> list[str]:
    back = {inner: outer for outer, inner in _NAMES.items()}
    return [back.get(name, name) for name in taken if name not in told]


def _number(text: str, name: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise UsageError(f"{text[:80]!r} is no number", where=name, expected="a whole number")
    return int(text)


@cache
def _parameters(page: Callable[..., Answer]) -> dict[str, str]:
    """The parameters of a page with their annotations as written."""
    return {name: str(one.annotation) for name, one in inspect.signature(page).parameters.items()}


@cache
def _required(page: Callable[..., Answer]) -> dict[str, bool]:
    return {name: one.default is one.empty for name, one in inspect.signature(page).parameters.items()}
