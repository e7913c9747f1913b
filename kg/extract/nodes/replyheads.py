"""How a heading names an answer before what it answers: "Our response to …", "Home Office reply – …", "Response 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[A-Z][\w&'./-]{0,30}(?:,? (?:[A-Z][\w&'./-]{0,30}|of|and|for|the|&|in|on)){0,8}"
_HOW = r"(?:(?:[Ff]ormal|[Ff]ull|[Dd]etailed|[Ww]ritten|[Oo]fficial|[Jj]oint|[Ii]nitial|[Ii]nterim) )?"
_WORD = r"(?:[Rr]esponses?|RESPONSES?|[Rr]eply|[Rr]eplies|REPLY|[Aa]nswers?|ANSWERS?)"
_HEAD = re.compile(
    rf"(?:\d{{1,3}}[.)]?\s{{1,4}})?(?:(?:[Tt]he|THE|[Oo]ur|OUR|[Mm]y) )?(?:(?P<who>{_NAME}?)(?:'s?)? )?{_HOW}{_WORD}"
    rf"(?: (?:from|by|of) (?:the )?(?P<by>{_NAME}?))?"
    r"(?P<link> (?:to|TO|on|for|regarding|concerning|in respect of|in relation to)\b:?|\s?[-:,(])? ?(?:the )?"
)
_LOOSE = re.compile(
    r"(?:On|As to|Regarding|Concerning|In (?:response|answer|reply|relation) to|With regard to) (?:the )?"
)
_NUMBER = re.compile(r"(?:[Nn]o\.? ?|[Nn]umber )?(?=\d)")
_WORDS = ("respon", "repl", "answer")  # a guard that keeps prose cheap
_PREPOSITIONS = ("on ", "as to", "regard", "concern", "in relation", "with regard")
_AFTER = re.compile(rf"(?:(?:the|our|my) )?(?:{_NAME} )?{_WORD}\s*(?:[-:(]|\Z)")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the number: where it ends, who answers ("" where it does not say), whether the number itself
    follows and not the word "recommendation", and whether a sentence may begin in the same way."""

    end: int
    who: str = ""
    direct: bool = False
    loose: bool = False


def may_name(words: str) -> bool:
    """Whether lower-case words can hold the name of an answer."""
    return words.startswith(_PREPOSITIONS) or any(word in words for word in _WORDS)


def head(text: str, start: int) -> Head | None:
    """The name of an answer at an offset, None for other words."""
    match = _HEAD.match(text, start)
    if match is None:
        loose = _LOOSE.match(text, start)
        return Head(loose.end(), loose=True) if loose else None
    who = match["who"] or match["by"] or ""
    number = None if match["link"] else _NUMBER.match(text, match.end())
    if number:
        return Head(number.end(), who, direct=True)
    return Head(match.end(), who) if match["link"] else None


def follows(text: str, offset: int) -> bool:
    """Whether the name of an answer follows a number and nothing comes between: "Recommendation 3 response"."""
    return _AFTER.match(text, offset) is not None
