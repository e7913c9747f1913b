"""Clean words from source text: one line, no emphasis, no hyphens of the typesetter, no footnote marks."""

from __future__ import annotations

import re
from functools import lru_cache

_PLAIN = (
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ", "\ufeff": " ",
        "\u200b": " ", "\u2002": " ", "\u2003": " ", "\t": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u201c": '"', "\u201d": '"', "\u201f": '"',
        "\x0c": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    }
)  # fmt: skip
_UNUSUAL = re.compile(f"[{''.join(_PLAIN)}]")
_EMPHASIS = re.compile(r"\*\*|__")
_ITALIC = re.compile(r"(?<![\s*])\*|\*(?![\s*])")
# Every quantifier is bounded: the cost stays linear in hostile text.
# not "pre- and post-training", whose hyphen hangs
_BREAK_HYPHEN = re.compile(r"\b(\w{1,40})[-\u2010][ \t]{0,20}\n\s{0,40}(?!(?:and|or|to)\s)([a-z]\w{0,40})")
_SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]{0,20}\n?[ \t]{0,20}(?=[a-z]))?")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_FOOTNOTE_MARK = re.compile(
    r"\s?\[(?:footnote |note )?\d{1,3}\](?=[\s.,;:)]|\Z)|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+"
)
# A footnote number glued to a year ("June 20191"), to the end of a word ("process2.") or after a full stop ("cases.3").
_GLUED_YEAR = re.compile(r"\b((?:19|20)\d\d)\d{1,2}(?=[\s,.;:)\"'\u2019\u201d]|\Z)")
_GLUED_WORD = re.compile(r"(?<=[a-z]{4})\d{1,2}(?=[,.;:)](?:\s|\Z)|\Z)")
_GLUED_STOP = re.compile(r"(?<=[a-z]{2}[.,;\"\u201d)])\d{1,2}(?=\s|\Z)")
_NOTED = re.compile(r"(?<![\w/.@-])([A-Za-z][A-Za-z'-]{2,30}[.,;:)\"']?)\d{1,2}(?![\w])")
_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-\u2013\u2014\u2022\u25aa\u25e6\u00b7\u2023*])(?=\s)", re.MULTILINE)
_DIGIT = re.compile(r"\d")


def normalise(text: str) -> str:
    """The text for matching, of the same length: plain spaces, hyphens and quotes, emphasis marks blanked."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    plain = _UNUSUAL.sub(lambda match: _PLAIN[match[0]], plain)
    plain = _EMPHASIS.sub("  ", plain)
    return _ITALIC.sub(" ", plain) if "*" in plain else plain


@lru_cache(maxsize=256)  # the words of a node are cleaned to be compared and again to be kept
def clean(text: str, vocabulary: frozenset[str] = frozenset(), noted: frozenset[str] = frozenset()) -> str:
    """One clean line from a verbatim passage.

    `vocabulary` are words of the whole document, lower case: a hyphen at a line's end is kept where the hyphenated
    word is used elsewhere ("record-keeping") and dropped otherwise ("recruit-" + "ment"). `noted` are words with the
    number of a footnote glued to them ("Policy1"), which is dropped.
    """

    def mend(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        hyphenated = f"{left}-{right}".lower()
        keep = hyphenated in vocabulary and (left + right).lower() not in vocabulary
        return f"{left}-{right}" if keep else left + right

    text = _INVISIBLE.sub("", _SOFT_HYPHEN.sub("", text))
    if "\n" in text:
        text = _BULLET.sub("\n", _BREAK_HYPHEN.sub(mend, text))
    if "*" in text or "__" in text:
        text = _ITALIC.sub("", _EMPHASIS.sub("", text))
    text = _FOOTNOTE_MARK.sub("", text)
    if _DIGIT.search(text):
        text = _NOTED.sub(lambda match: match[1] if match[0] in noted else match[0], text) if noted else text
        text = _GLUED_STOP.sub("", _GLUED_WORD.sub("", _GLUED_YEAR.sub(r"\1", text)))
    text = " ".join(text.split())
    if text[:1] in ('"', "\u201c") or text[-1:] in ('"', "\u201d"):
        return text[1:-1].strip() if _quoted(text) else _balanced(text)
    return text


def _balanced(text: str) -> str:
    """The text without a quotation mark at its beginning or end whose fellow stands in another passage."""
    marks = sum(text.count(mark) for mark in '"\u201c\u201d')
    if marks != 1 or len(text) < 2:
        return text
    return text[1:].strip() if text[0] in '"\u201c' else text[:-1].strip()


def _quoted(text: str) -> bool:
    """Whether one pair of quotation marks surrounds the whole passage."""
    marks = sum(text.count(mark) for mark in '"\u201c\u201d')
    return marks == 2 and len(text) > 1 and text[0] in '"\u201c' and text[-1] in '"\u201d'


def vocabulary(text: str) -> frozenset[str]:
    """The words of a document, lower case, hyphenated ones whole."""
    return frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()))
