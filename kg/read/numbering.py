"""The numbers of automatic lists, which HTML and office files do not spell out: 3 as "3", "c", "C", "iii", "III"."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# HTML's type attribute and CSS (Counter Styles 3), OOXML (ST_NumberFormat, ECMA-376 17.18.59), ODF (style:num-format).
_STYLES = {
    "a": "a", "lower-alpha": "a", "lower-latin": "a", "lowerLetter": "a",
    "A": "A", "upper-alpha": "A", "upper-latin": "A", "upperLetter": "A",
    "i": "i", "lower-roman": "i", "lowerRoman": "i",
    "I": "I", "upper-roman": "I", "upperRoman": "I",
}  # fmt: skip


def numeral(value: int, style: str) -> str:
    """A number in one of the styles of HTML, CSS, OOXML or ODF; in digits for a style not known, and for a value that
    the style cannot write."""
    kind = _STYLES.get(style, "1")
    if style in ("decimalZero", "decimal-leading-zero"):
        return f"{value:02d}"
    if kind == "1" or not 0 < value < 4000:
        return str(value)
    written = _letters(value, repeat=style in ("lowerLetter", "upperLetter")) if kind in "aA" else _roman(value)
    return written.upper() if kind.isupper() else written


def _letters(value: int, *, repeat: bool) -> str:
    """27 is "aa"; 28 is "ab" in HTML and ODF, "bb" in OOXML (`repeat`)."""
    if repeat:
        return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    written = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _roman(value: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        times, value = divmod(value, size)
        written += letters * times
    return written
