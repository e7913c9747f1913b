"""What RDF/XML cannot say: properties become names of elements, and XML knows neither all names nor all characters."""

from __future__ import annotations

import re

from kg.errors import FormatError

_LETTER = r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u2C00-\u2FEF\u3001-\uD7FF"
# the engines split the name off at different places where odd characters come before it
_NAMED = re.compile(rf"[#/:=][0-9.-]*[{_LETTER}][{_LETTER}0-9.-]*\Z")
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_xml(predicate: str, text: str) -> None:
    """Raise FormatError for a triple with this property and the text of its literal that RDF/XML cannot hold."""
    if not _NAMED.search(predicate):
        raise FormatError(
            f"RDF/XML has no name for the property <{predicate}>", expected="Turtle, N-Triples or JSON-LD",
        )  # fmt: skip
    if strange := _STRANGE.search(text):
        raise FormatError(
            f"RDF/XML cannot hold the character U+{ord(strange[0]):04X}", expected="Turtle, N-Triples or JSON-LD"
        )
