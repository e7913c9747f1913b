"""Typed labels at the start of a paragraph: "Recommendation 3 and 4 –", "[1a]", "1.2.", "10a) i)", "(b)", "iv."."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from kg.extract.nodes import answernames, morenumbers
from kg.extract.nodes.numerals import WORDS, number, roman_index
from kg.extract.nodes.wording import IMPERATIVE

Path = tuple[str, ...]
"""The parts of a number: ("5", "e", "ii"). Relative for letters: ("e",)."""


class Kind(Enum):
    """What a label looks like; what it means is decided from the whole document."""

    RECOMMENDATION = "Recommendation 1"
    ANSWER = "Response to recommendation 1"
    BRACKET = "[1]"
    NUMBER = "1."
    PARAGRAPH = "1.2"
    PART = "1a)"
    LETTER = "(a)"


@dataclass(frozen=True, slots=True)
class Label:
    """A label with the paths it names and the offset at which the words after it begin.

    `sure` is False where no mark stands between the label and a word that could belong to a sentence. `who` is whose
    answer a label names ("Border Force response to recommendation 1").
    """

    kind: Kind
    paths: tuple[Path, ...]
    end: int
    sure: bool = True
    who: str = ""


BULLET = re.compile(r"\s*(?:[-•▪◦·‣●○*]|\(\d{1,2}\))\s+(?=\S)")
_LETTER = r"[a-zA-Z]|[ivx]{2,5}"
_WORD = re.compile(
    r"(?:(?P<run>\d{1,3})[.)]?\s{1,4})?"
    rf"{answernames.NAMED}?"
    r"(?:(?:(?-i:[A-Z]{2,8})|Committee|(?:Chief )?Inspector|Inspectorate|Inspection|Ombudsman|Auditor|Key"
    r"|Overarching)(?:'s)? |conclusions? ?(?:/|and|&) ?)?"
    r"(?:recommendation(?: ?(?:/|and|&) ?conclusion)?"
    r"|rec\.?)(?P<many>s?)\b\s*(?:no\.?|number)?\s*",
    re.IGNORECASE,
)
_NUMBER = rf"(?:\d{{1,3}}|{WORDS}\b)"
_PATH = re.compile(
    rf"(?P<n>(?i:\d{{1,2}}\.\d{{1,2}}(?![\d.])|{_NUMBER}))(?:\s?[(\[](?P<a>[a-zA-Z])[)\]]|[.]?(?P<b>[a-zA-Z])(?![a-zA-Z])\)?|\s(?P<c>[a-z])\))?"
    r"(?:\s?[.]?\(?(?P<r>[ivx]{1,5})(?![a-z])\)?)?"
)
_AND = re.compile(r"\s*(?:,\s*and|,|and|&|/)\s*(?=[\d(])", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|-)\s*(?=\d)", re.IGNORECASE)
_LETTER_ALONE = re.compile(r"\s*(?:,\s*and|,|and|&)\s*(?:\((?P<a>[a-z])\)|(?P<b>[a-z])(?![a-z'])[).]?)")
_PART_AGAIN = re.compile(r"\s*(?:,\s*and|,|and|&)\s*(?P<n>\d{1,2})\s?(?:\((?P<a>[a-z])\)|(?P<b>[a-z])(?![a-z'])[).]?)")
_CAPITAL = re.compile(r"[A-Z](?:\s*[-:.)|]+\s+|\Z)")
_MARK = re.compile(r"\s*(?:[-:.)|]+\s*|\Z)")
# What may stand between the number and its mark: where the report has it ("(paragraph 18)"), or which report it is of.
_ASIDE = re.compile(
    r"\s*(?:[(\[](?:see )?(?:paragraph|para|page|section|chapter)s?\b[^()\[\]]{1,60}[)\]]"
    r"|(?:of|from|in) the [^.:;]{3,60}\b(?:report|inspection|review)(?=\s*\Z))",
    re.IGNORECASE,
)
_FINITE = re.compile(r"(?:is|are|was|were|has|have|can|cannot|will)\b")  # of a sentence that begins like a label
_BRACKET = re.compile(r"\[(?P<n>\d{1,2})(?P<a>[a-z])?\]\.?\s*")
_PARAGRAPH = re.compile(
    r"(?P<n>\d{1,2})\.(?P<k>\d{1,2})(?:\.\d{1,2})?\.?(?:\s+(?!(?:[a-z](?!\)|\.\s(?!m\b))|%))|\Z|(?=[A-Z]))"
)
_PART = re.compile(
    r"(?P<n>\d{1,2})(?:\s?\((?P<b>[a-z])\)|\s?(?P<a>[a-z])(?:[.):]|\Z|(?=\s+-))|\.(?P<d>[a-z])(?:[.):]|(?=\s)|\Z))"
    r"(?:\s?\(?(?P<r>[ivx]{1,5})[.)])?\s*"
)
_PART_LIST = re.compile(r"(?P<n>\d{1,2})(?P<a>[a-z])(?:\s*(?:,|and|&)\s*(?:(?P=n))?[a-z]\b){1,12}(?=\s*[-:])")
_RANGE = re.compile(r"(?P<n>\d{1,2})(?P<sep>\s*(?:and|&|-|to|,)\s*)(?P<m>\d{1,2})(?:[.:)]|\s+-)\s+")
_INTEGER = re.compile(r"(?P<n>\d{1,3})(?:[.)](?!\d)\s*|:\s(?=[A-Z])|\Z)")
# "1. PAC recommendation: The department should …": what the words after the number are.
_SORT = re.compile(
    r"(?:(?:PAC|NAO|HMI?CFRS|HMIP|ICIBI|Committee(?:'s)?|Inspector(?:'s)?) )?"
    r"(?:(?:key )?concern|conclusion|recommendation):\s+(?=\S)",
    re.IGNORECASE,
)
_BARE_INTEGER = re.compile(r"(?P<n>\d{1,2})\s+(?=[A-Z\"'])")
_SHOULD = re.compile(r"[A-Z][\w&' -]{1,60}? should\b")
_LETTERED = re.compile(
    rf"(?:\((?P<p>{_LETTER})\)\.?|\[(?P<b>[a-z])\]|(?P<d>{_LETTER})(?:\)|\.(?=\s|\Z)))(?:\s+|\Z|(?=[A-Z\"'(]))"
)
# "Part (a)" above an answer, "Part b: Accepted."; "Part A - Introduction" is a chapter.
_PART_WORD = re.compile(
    r"(?:Part|Element|Limb|Sub-part) (?:(?P<n>\d{1,2}) ?)?"
    r"(?:\((?P<p>[a-z]|[ivx]{2,5})\)|(?P<d>[a-z]))(?:\s*[-:]\s+|[.:]?\Z)"
)
_REACH = 72  # characters within which the word "recommendation" must begin
_MORE_LETTERS = re.compile(r"(?:,|and|&)\s*(?=\(?(?:[a-z]|[ivx]{2,5})\)|[a-z][.)])")
_THROUGH = re.compile(r"(?:to|-)\s*(?=\(?[a-z]\))")


@lru_cache(maxsize=256)  # a line is looked at as a line and again as a paragraph
def label(text: str) -> Label | None:
    """The label at the start of a normalised paragraph (a bullet before it is passed over), or None."""
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    for read in _readers(text[start : start + _REACH]):
        found = read(text, start)
        if found:
            return _past_sort(text, found)
    return None


def _past_sort(text: str, found: Label) -> Label:
    """The label with the word for what it labels ("PAC recommendation:")."""
    sort = _SORT.match(text, found.end) if found.kind in (Kind.NUMBER, Kind.PART) else None
    return replace(found, end=sort.end()) if sort else found


def _readers(words: str) -> tuple[Callable[[str, int], Label | None], ...]:
    """Which labels the first characters allow: a guard that keeps prose cheap."""
    first = words[:1]
    worded = (_recommendation,) if "rec" in words.lower() else ()
    if first.isdecimal():
        return (*worded, _part, _range, _paragraph, _integer)
    if first in ("(", "["):
        return (_bracket, letters)
    if first in "PELS" and words.startswith(("Part ", "Element ", "Limb ", "Sub-part ")):
        return (_part_word,)
    return (*worded, letters) if first.isalpha() else ()


def starts_item(text: str) -> bool:
    """Whether a line opens something new: it carries a label or a bullet."""
    return bool(BULLET.match(text)) or label(text[:200]) is not None


def _recommendation(text: str, start: int) -> Label | None:
    word = _WORD.match(text, start)
    if word is None:
        return None
    kind = Kind.ANSWER if word["answer"] else Kind.RECOMMENDATION
    paths, end = _paths(text, word.end(), many=bool(word["many"]))
    aside = _ASIDE.match(text, end) if paths else None
    end = aside.end() if aside else end
    if len(paths) == 1:
        paths, end = morenumbers.after(text, paths[0], end)
    mark = _MARK.match(text, end)
    if word["answer"] and not answernames.heads(word, end):
        return None
    who = word["who"] or ""
    if not paths:
        capital = _CAPITAL.match(text, end)  # "Recommendation A": counted like the unnumbered ones
        mark = capital or mark
        if word["many"] or word["run"]:  # "2. PAC recommendation: …" has its number before the word
            return None
        return Label(kind, (), mark.end(), who=who) if mark and len(text[word.start() : end]) < 40 else None
    if mark:
        return Label(kind, paths, mark.end(), who=who)
    rest = end + len(text[end : end + 8]) - len(text[end : end + 8].lstrip())
    sure = (
        (text[end - 1] in ")]" and not _FINITE.match(text, rest))
        or text[rest : rest + 1] in "([\"'"
        or bool(IMPERATIVE.match(text, rest) and text[rest].isupper())
    )
    return Label(kind, paths, rest, sure, who)


def _paths(text: str, offset: int, *, many: bool) -> tuple[tuple[Path, ...], int]:
    """The numbers named from an offset on ("3 and 4", "1(a), 1(b)", "3 to 5") and where they end."""
    paths: list[Path] = []
    through = False
    while match := _PATH.match(text, offset):
        path = _path(match["n"], match["a"] or match["b"] or match["c"], match["r"])
        if through and len(path) == 1 and (path[0] + paths[-1][0]).isdecimal():
            paths += [(str(n),) for n in range(int(paths[-1][0]) + 1, min(int(path[0]), int(paths[-1][0]) + 30))]
        paths.append(path)
        offset = match.end()
        while len(path) == 2 and (letter := _LETTER_ALONE.match(text, offset)):
            paths.append((path[0], letter["a"] or letter["b"]))
            offset = letter.end()
        to = _TO.match(text, offset) if many else None
        follow = to or _AND.match(text, offset)
        if not follow:
            break
        through, offset = to is not None, follow.end()
    return tuple(paths), offset


def read_paths(text: str, offset: int) -> tuple[Path, ...]:
    """The numbers in a list of recommendations ("2, 3, 5, 6 and 7b") that begins at an offset."""
    return _paths(text, offset, many=True)[0]


def _path(integer: str, letter: str | None, roman: str | None) -> Path:
    whole = integer if "." in integer else str(number(integer))
    return tuple(part.lower() for part in (whole, letter, roman) if part)


def _bracket(text: str, start: int) -> Label | None:
    match = _BRACKET.match(text, start)
    return Label(Kind.BRACKET, (_path(match["n"], match["a"], None),), _past_mark(text, match.end())) if match else None


def _part(text: str, start: int) -> Label | None:
    several = _PART_LIST.match(text, start)
    if several:
        letters = re.findall(r"[a-z](?![a-z])", several[0].replace("and", ","))
        return Label(Kind.PART, tuple((several["n"], x) for x in letters), _past_mark(text, several.end()))
    match = _PART.match(text, start)
    if match is None:
        return None
    path = _path(match["n"], match["a"] or match["b"] or match["d"], match["r"])
    paths = [path]
    end = match.end()
    while letter := _LETTER_ALONE.match(text, end) or _PART_AGAIN.match(text, end):
        paths.append((letter.groupdict().get("n") or path[0], letter["a"] or letter["b"]))
        end = letter.end()
    return Label(Kind.PART, tuple(paths), _past_mark(text, end))


def _part_word(text: str, start: int) -> Label | None:
    match = _PART_WORD.match(text, start)
    if match is None:
        return None
    letter = match["p"] or match["d"]
    if match["n"]:
        return Label(Kind.PART, ((str(int(match["n"])), letter),), match.end())
    return Label(Kind.LETTER, ((letter,),), match.end())


def _range(text: str, start: int) -> Label | None:
    match = _RANGE.match(text, start)
    if match is None or not 0 < int(match["m"]) - int(match["n"]) < 30:
        return None
    through = match["sep"].strip() in ("-", "to")
    numbers = range(int(match["n"]), int(match["m"]) + 1) if through else (int(match["n"]), int(match["m"]))
    return Label(Kind.NUMBER, tuple((str(n),) for n in numbers), match.end())


def _paragraph(text: str, start: int) -> Label | None:
    match = _PARAGRAPH.match(text, start)
    return Label(Kind.PARAGRAPH, ((str(int(match["n"])), match["k"]),), match.end()) if match else None


def _integer(text: str, start: int) -> Label | None:
    match = _INTEGER.match(text, start)
    if match:
        return Label(Kind.NUMBER, ((str(int(match["n"])),),), match.end())
    bare = _BARE_INTEGER.match(text, start)
    if bare and (IMPERATIVE.match(text, bare.end()) or _SHOULD.match(text, bare.end())):
        return Label(Kind.NUMBER, ((str(int(bare["n"])),),), bare.end())
    return None


def letters(text: str, start: int) -> Label | None:
    """The lettered label at an offset: "(a)", "iv.", "a) and b)", "(a) to (c)", or None."""
    paths: list[Path] = []
    end = start
    chain: Path = ()
    through = False
    while match := _LETTERED.match(text, end):
        value = (match["p"] or match["b"] or match["d"]).lower()
        if len(value) > 1 and roman_index(value) is None:
            break
        end = match.end()
        if through and len(value) == 1:
            paths += [(chr(code),) for code in range(ord(paths[-1][0]) + 1, ord(value))]
        to = _THROUGH.match(text, end) if len(value) == 1 else None
        through = to is not None
        if more := to or _MORE_LETTERS.match(text, end):
            paths.append((value,))
            end = more.end()
            continue
        chain = (*chain, value)
        if len(chain) == 2 or paths:
            break
    if chain:
        paths.append(chain)
    return Label(Kind.LETTER, tuple(paths), _past_mark(text, end)) if paths else None


def _past_mark(text: str, offset: int) -> int:
    """The offset after a dash or colon between a label and its words."""
    match = _MARK.match(text, offset)
    return match.end() if match and text[offset : offset + 1] in "-: " else offset
