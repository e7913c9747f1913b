"""One act on a response: who did it, when, from which file and why."""

from __future__ import annotations

import difflib
import getpass
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kg.errors import UsageError
from kg.interface import Store
from kg.namespaces import HISTORY_GRAPH, PROLOGUE, RESPONSE_GRAPH_PREFIX, response_graph


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Act:
    """A submission or retraction: who, when (UTC), from which file (its name and SHA-256 in hexadecimal) and why."""

    by: str
    source: str = ""
    sha256: str = ""
    reason: str = ""
    when: datetime = field(default_factory=_now)

    @classmethod
    def submission(cls, by: str, file: Path) -> Act:
        """The submission of a file by a person. Raises UsageError where no name is known."""
        return cls(person(by), file.name, sha256(file.read_bytes()).hexdigest())

    @classmethod
    def retraction(cls, by: str, reason: str) -> Act:
        """A retraction by a person. Raises UsageError where no name is known, or no reason is given."""
        if not reason.strip():
            raise UsageError("it is not said why the response is taken away", mend='add --reason "…"')
        return cls(person(by), reason=reason.strip())


def person(by: str) -> str:
    """The name of who acts: as given, else that of the user. Raises UsageError where neither is known."""
    if by.strip():
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without an entry, as in some containers; no such entries at all
        raise UsageError("it is not known who does this", mend='add --by "YOUR NAME", or set KG_REVIEWER') from None


def known(store: Store, slug: str) -> str:
    """The slug, once it is sure that the store holds or held a response of this name.

    Raises UsageError with the names that are like it.
    """
    names = slugs(store)
    if slug not in names:
        near = difflib.get_close_matches(slug, names, n=3, cutoff=0.4)
        raise UsageError(
            f"there is no response {slug}",
            expected=f"one like {', '.join(near)}" if near else "the name of a response, as in the column report",
            mend="kg query positions-by-report lists them" if names else "the store holds none: kg build",
        )
    return slug


def slugs(store: Store) -> list[str]:
    """The responses that the store holds or once held, sorted."""
    rows = store.select(
        f"{PROLOGUE}SELECT DISTINCT ?graph {{ GRAPH {HISTORY_GRAPH.n3()} {{ ?version dcterms:isVersionOf ?graph }} }}"
    ).rows
    names = {*map(str, store.graph_names()), *(str(graph) for (graph,) in rows)}
    start = RESPONSE_GRAPH_PREFIX
    return sorted(name.removeprefix(start) for name in names if name.startswith(start))


def holds(store: Store, slug: str) -> bool:
    """Whether the store holds the response now."""
    return store.ask(f"ASK {{ GRAPH <{response_graph(slug)}> {{ ?s ?p ?o }} }}")
