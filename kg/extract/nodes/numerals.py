"""Numbers as the documents write them: digits, words ("twenty-five"), ordinals ("fourth"), Roman and letter labels."""

from __future__ import annotations

import re

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
_ORDINALS = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
]  # fmt: skip

_ROMAN = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
]  # fmt: skip

# Longest first, so that "sixteen" is not read as "six".
_WORD = "|".join(sorted(_UNITS[1:], key=len, reverse=True))
_TEN = "|".join(_TENS)
WORDS = (
    rf"(?:(?:one|two|three|a) hundred(?: and (?:(?:{_TEN})(?:[- ](?:{_WORD}))?|{_WORD}))?"
    rf"|(?:{_TEN})(?:[- ](?:{_WORD}))?|{_WORD})"
)
"""A regular expression for a number in words, up to three hundred and ninety-nine."""
NUMBER = rf"(?:\d{{1,3}}|{WORDS})"
ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS[1:], key=len, reverse=True))})"


def number(text: str) -> int:
    """The value of what NUMBER or ORDINAL matches (any case): "25" → 25, "Twenty-five" → 25, "fourth" → 4."""
    if text.isdecimal():
        return int(text)
    total = 0
    for word in re.split(r"[-\s]+", text.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _UNITS:
            total += _UNITS.index(word)
        elif word in _TENS:
            total += 10 * (_TENS.index(word) + 2)
        elif word in _ORDINALS:
            total += _ORDINALS.index(word)
    return total


def letter_index(label: str) -> int | None:
    """The place of a one-letter label: "a" → 1, "c" → 3; None where the label is longer."""
    return ord(label) - 96 if len(label) == 1 and "a" <= label <= "z" else None


def roman_index(label: str) -> int | None:
    """The place of a Roman label: "i" → 1, "iv" → 4; None where it is no Roman numeral up to twenty."""
    return _ROMAN.index(label) + 1 if label in _ROMAN else None
