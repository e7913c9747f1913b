"""Pages that are not there yet: their names, what they take and what they will give."""

from __future__ import annotations

from kg.errors import NotFoundError
from kg.explore.shapes import (
    Drafted,
    FormShapes,
    Submitted,
    Thing,
    Validation,
)
from kg.interface import Store

_SOON = NotFoundError("this page is not there yet")


def thing(store: Store, iri: str, *, limit: int = 100) -> Thing:
    """Everything said of a thing."""
    raise _SOON


def validate(store: Store, content: bytes, name: str) -> Validation:
    """Validate what is handed in as if it were in the store, which is only read."""
    raise _SOON


def draft(content: bytes, name: str) -> Drafted:
    """A document as a submission."""
    raise _SOON


def submit(store: Store, content: bytes, name: str, *, by: str = "") -> Submitted:
    """Replace a response by a submission that conforms; refuse one that does not."""
    raise _SOON


def form() -> FormShapes:
    """The shapes of the parts that a person fills in."""
    raise _SOON
