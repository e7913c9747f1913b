"""Lines that name an answer and what it answers: "Our response to recommendations 3 and 4", "Response 4 (accepted)".

Only whole lines: what goes on behind the numbers is a position or nothing, and no sentence runs into them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.nodes import markers
from kg.extract.nodes.labels import Path, read_paths
from kg.extract.nodes.markers import NAME, Body
from kg.extract.replies import positions

_LETTERS = r"\([a-z]\)(?:(?:, and |, | and )\([a-z]\)){0,8}"
_ONE = rf"\d{{1,2}}(?: ?{_LETTERS}|[a-z]|(?: to | ?- ?)\d{{1,2}})?(?![\w.])"
_LIST = rf"{_ONE}(?:(?:, and |, | and | & ){_ONE}){{0,20}}"
_RANGE = re.compile(r"(\d+)(?: to | ?- ?)(\d+)")
_WHO = rf"(?:(?i:the|our) )?(?:(?P<who>{NAME}?)(?:'s?)? )?"
_RECOMMENDATIONS = r"(?i:recommendations?) (?:[Nn]o\.? ?)?"
_ANSWER = r"(?i:responses?|reply|answers?)"
_FORMS = (
    rf"{_WHO}{_ANSWER}(?: (?i:to)(?: the)?| ?[-:]) {_RECOMMENDATIONS}(?P<list>{_LIST})",
    rf"{_RECOMMENDATIONS}(?P<list>{_LIST}) ?[-:] ?{_WHO}{_ANSWER}",
    rf"{_ANSWER} (?P<list>{_LIST})",
)
_HEADS = [re.compile(rf"{form}(?:\s*[:-]\s*|\s+(?=\()|\Z)") for form in _FORMS]
_INDENT = " \t\r#>"
_WORDS = ("respon", "repl", "answer")  # a guard that keeps prose cheap
_STOPS = ".:;!?)"


@dataclass(frozen=True, slots=True)
class Head:
    """A line that names an answer: what it answers, where a position begins in it, and the body that it names."""

    paths: tuple[Path, ...]
    end: int
    body: Body | None


def heads(plain: str) -> dict[int, Head]:
    """The lines of a text that name answers, by the offset of their words; none where one is doubtful."""
    found: dict[int, Head] = {}
    lines = plain.split("\n")
    offset = 0
    for above, words, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        line = words.strip(_INDENT)
        if any(word in line.lower() for word in _WORDS) and (match := _match(line)):
            one = _head(match)
            if one is None or _within(above, below):
                return {}
            found[offset + words.index(line)] = one
        offset += len(words) + 1
    return found


def _within(above: str, below: str) -> bool:
    """Whether a sentence runs into the line between two others or out of it: no stop above, a small letter below."""
    above = above.rstrip()
    return (bool(above) and above[-1] not in _STOPS) or below.lstrip()[:1].islower()


def _match(line: str) -> re.Match[str] | None:
    return next((match for head in _HEADS if (match := head.match(line))), None)


def _head(match: re.Match[str]) -> Head | None:
    """What a line names; None where more than a position follows, or what stands first is no name of a body."""
    line, who = match.string, match.groupdict().get("who")
    position = positions.line(line, match.end())
    whole = match.end() == len(line) or (position is not None and position.rest >= len(line))
    ranges = _RANGE.findall(match["list"])
    if not whole or any(int(first) >= int(last) for first, last in ranges) or (who and not markers.answerer(who)):
        return None
    return Head(read_paths(match["list"], 0), match.end(), markers.answerer(who) if who else None)
