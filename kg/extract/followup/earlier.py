"""The report whose recommendations a document follows up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """A report with the texts of its recommendations by number ("5.e.ii"). `dates` are the days told of it and `period`
    that of the inspection (EDTF), `inspector` is the IRI of the office.

    Two of them are never the same, whatever they hold."""

    slug: str
    title: str
    texts: Mapping[str, str]
    dates: tuple[str, ...] = ()
    period: str = ""
    inspector: str = ""
