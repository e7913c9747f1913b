"""The own terms (insp:…) that a text in Turtle or SPARQL uses, and the known ones that are nearest to a name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator

from kg.namespaces import INSP

_TEXTS = r"\"{3}.*?\"{3}|'{3}.*?'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_NAME = re.compile(  # first what may hold such a name without using it: texts and comments
    rf"{_TEXTS}|<(?P<iri>[^<>\s]*)>|#[^\n]*|(?<![\w:-])(?<!\w\.)insp:(?P<local>\w[\w-]*(?:\.[\w-]+)*)", re.DOTALL
)


def used(text: str) -> Iterator[tuple[str, int]]:
    """The local names of the own terms in a text, each once, with the offset at which it stands first. A name is
    written alike in Turtle and in SPARQL, and `insp:` is the prefix in all of our files."""
    seen: set[str] = set()
    for found in _NAME.finditer(text):
        iri = found["iri"] or ""
        name = found["local"] or (iri.removeprefix(str(INSP)) if iri.startswith(INSP) else "")
        if name and name not in seen:
            seen.add(name)
            yield name, found.start()


def nearest(name: str, known: Collection[str]) -> str:
    """The known local name that is most like this one, with its prefix; nothing where none is like it."""
    return "".join(f"insp:{near}" for near in difflib.get_close_matches(name, sorted(known), n=1))
