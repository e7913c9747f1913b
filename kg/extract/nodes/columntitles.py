"""The titles of the columns of a table of actions, and what may stand below each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from kg.extract.nodes import markers
from kg.extract.nodes.labels import label
from kg.extract.nodes.wording import BODY_WORDS, IMPERATIVE
from kg.extract.replies import positions


class Column(Enum):
    """What the cells of a column tell."""

    ACTION = "Action"
    OWNER = "Owner"
    DATE = "Date for completion"
    STATUS = "Status"
    NUMBER = "No."
    OTHER = "Measure of success"


_DEED = r"(?:actions?|activit(?:y|ies)|steps?|milestones?|deliverables?|tasks?|measures?|commitments?)(?:\(s\))?"
_TIME = r"(?:dates?|deadlines?|time ?(?:scale|line|frame|table)s?|timing)"
_TITLES = {
    Column.NUMBER: r"(?:(?:action|item|line|serial) )?(?:no|number|nr|ref|reference)\.?|#|item",
    Column.OTHER: r"(?:comments?|notes?|evidence|outputs?|outcomes?|priority|resources?|costs?|risks?|benefits?"
    r"|dependenc(?:y|ies)|(?:measures? of|measuring) success|success (?:criteria|measures?)|intended outcomes?"
    r"|expected (?:outcomes?|results?))",
    Column.ACTION: rf"(?:(?:agreed|key|planned|proposed|main|next|further|required|management|improvement|specific|home"
    rf" office|departmental) ){{0,2}}{_DEED}(?: (?:to|be|taken|planned|required|agreed|proposed|and|or|we|will|take"
    rf"|points?"
    rf"|description|completed?|delivered?)|/(?:taken|planned|milestones?|activity|steps?)){{0,5}}"
    r"|what (?:we|the [\w ]{3,40}?) (?:will|shall|plan to|intend to|are going to) (?:do|deliver|change)"
    r"|what (?:will be|is being|needs to be) done|description(?: of (?:the )?actions?)?",
    Column.OWNER: r"(?:(?:action|responsible|senior|delivery|business|lead|accountable"
    r"|responsibility) ?/? ?){0,2}owners?"
    r"(?:\(s\)| ?/ ?lead)?|owner/lead"
    r"|(?:(?:action|delivery|policy|home office|departmental|responsible|business|team|senior) )?leads?"
    r"(?: (?:body|team|directorate|unit|department|agency|officer|official|area|owner|responsibility))?"
    r"|(?:responsible|accountable|owning) (?:body|team|directorate|unit|officer|official|person|department|area|lead)s?"
    r"|(?:person|team|officer|body|unit|directorate) (?:responsible|accountable)|responsib(?:le|ility)|accountab(?:le"
    r"|ility)"
    r"|owned by|led by|who(?: is responsible| will do it)?|by whom|team|directorate|business area|SRO",
    Column.DATE: rf"(?:(?:target|completion|due|delivery|implementation|expected|planned|proposed|start|end|agreed"
    rf"|estimated"
    rf"|revised|anticipated) ){{0,3}}{_TIME}(?: (?:for|of|to|by)(?: \w+){{1,4}})?"
    r"|(?:by )?when|due(?: by)?|target|completion|(?:to be )?complete(?:d)? by|completion (?:due|by)|delivery",
    Column.STATUS: r"(?:(?:current|action|delivery|latest) )?(?:status|progress|RAG|update|state)"
    r"(?: (?:update|rating|status|to date|so far|at [\w ]{3,30}))?",
}
_TITLE = re.compile("|".join(f"(?P<{column.name}>{words})" for column, words in _TITLES.items()), re.IGNORECASE)
_NUMBERED = re.compile(r"\d[.)]? (?=[A-Z])")
_LONGEST = 48  # characters of a title
# Beside these titles the table is that of the recommendations, and its rows are read elsewhere.
_ASKED = re.compile(
    r"(?:\d[.)]? )?(?:(?:key |our |the )?(?:concerns?|recommendations?|findings?|conclusions?)"
    r"(?:(?: and|/| or) ?recommendations?)?|rec\.?)(?: (?:no|number|text)\.?)?",
    re.IGNORECASE,
)
# Between them and the action.
_ANSWERED = re.compile(
    r"(?:\d[.)]? )?(?:(?:[\w']+ ){0,4}(?:response|position|accepted)s?\??"
    r"|(?:(?:fully |partly |partially |not )?(?:agreed?|accept(?:ed)?|rejected)\b ?(?:[/,|]|or)? ?){1,4}"
    r"(?:\(?y/n\)?)?\??)",
    re.IGNORECASE,
)
_FEWEST = 2  # columns

_NONE = re.compile(
    r"[-–—.]{1,3}|n/?a|none|nil|not applicable|t\.?b\.?[cdan]\.?|to be (?:confirmed|agreed|determined)", re.I
)
_NUMBER = re.compile(r"\(?(?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?|[a-z]|[ivx]{1,5})[.)]{0,2}", re.IGNORECASE)
_VERB = re.compile(r"\b(?:will|has|have|had|is|are|was|were|been|we|our|should|must|can|may(?! \d))\b")
_STOP = re.compile(r"[.!?:](?:\s|\Z)")
_NAME = re.compile(r"(?:(?:the|all|each|every|local|both|a|an|other) )?[A-Z0-9(“\"]|(?:the|all|local|each) [a-z]")
_NO_NAME = re.compile(r"\b(?:response|recommendation|update|annex|introduction|background)s?\Z", re.IGNORECASE)
_OWNER_LENGTH = 160
_TITLE_WORDS = 3  # of a name that begins as a command does
_DATE_LENGTH, _DATE_WORDS = 90, 12
_STATUS = re.compile(
    r"(?:(?:not|already|now|largely|partly|partially|mostly|fully|substantially|nearly|to be) )*"
    r"(?:completed?|completion|ongoing|on-going|in[ -]progress|in train|under ?way|in hand|implemented|delivered|done"
    r"|achieved|met|closed|open"
    r"|started|begun|commenced|on (?:track|target|schedule|hold)|off track|delayed|overdue|paused|planned|scheduled"
    r"|continu(?:ing|ous|es)|live|in place|immediate(?:ly)?|red|amber|green|blue|business as usual|BAU|yes|no)"
    r"(?=\s*(?:\Z|[,;.:()/-]|(?:in|by|on|from|since|and|but|until|with|to|subject|due|at|\d\S*"
    r"|[A-Z][a-z]+ \d{4})(?:\s|\Z)))",
    re.IGNORECASE,
)
_SOON = re.compile(
    r"(?:on|by|after|within|following|subject to|upon|once|when|from|each|every|before|during|as soon as|as and when"
    r"|dependent"
    r"|depending|linked to|in line with|quarterly|monthly|annual(?:ly)?|weekly|daily|yearly|continuous(?:ly)?|rolling"
    r"|permanent"
    r"|short|medium|long(?:er)?[ -]term|next|this|later|early|mid|late|end|start|to be|date to|tbc)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{2,4}[/-]\d{2,4}\b|\b(?:\d{1,2}|one|two|three|six|nine|twelve"
    r"|eighteen)[ -](?:days?|weeks?"
    r"|months?|years?)\b|\bQ[1-4]\b|\b(?:month|year|week|quarter|phase) \d",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether a paragraph is the title of a column."""
    return _column(text) is not None


def columns(texts: Sequence[str], before: Sequence[str] = ()) -> list[Column]:
    """The columns whose titles the texts begin with, [] where these are not those of a table of actions: an action,
    and an owner or a date. `before` are the paragraphs above them, the nearest first."""
    found: list[Column] = []
    for index, text in enumerate(texts):
        column = _column(text)
        if column is None or text in texts[:index]:  # the titles are printed again
            break
        again = column in found and column in (Column.ACTION, Column.OWNER, Column.DATE, Column.STATUS)
        found.append(Column.OTHER if again else column)
    beside = Column.OWNER in found or Column.DATE in found
    whole = len(found) >= _FEWEST and Column.ACTION in found and beside
    above = next((text for text in before if not _is(_ANSWERED, text)), "")
    below = texts[len(found)] if len(found) < len(texts) else ""
    return found if whole and not (_is(_ASKED, above) or _is(_ASKED, below)) else []


def _is(title: re.Pattern[str], text: str) -> bool:
    return len(text) < _LONGEST and title.fullmatch(text.rstrip(" :")) is not None


def _column(text: str) -> Column | None:
    if len(text) > _LONGEST:
        return None
    number = _NUMBERED.match(text)
    match = _TITLE.fullmatch(text[number.end() if number else 0 :].strip(" :*"))
    return Column[match.lastgroup] if match and match.lastgroup else None


def fits(column: Column, text: str, beside: Sequence[Column]) -> bool:
    """Whether a text can stand in a column of a table with these columns."""
    if column is Column.NUMBER:
        return _NUMBER.fullmatch(text) is not None
    if column is Column.OWNER:
        return is_none(text) or _is_name(text)
    if column is Column.DATE:
        return is_none(text) or is_time(text)
    if column is Column.STATUS and (Column.OWNER not in beside or Column.DATE not in beside):
        return is_state(text)
    if column is not Column.ACTION:
        return not is_of_answer(text)
    told = markers.date_alone(text) or _STATUS.fullmatch(text.rstrip(" ."))
    return " " in text.strip() and not (text[0].islower() or told or is_none(text) or is_of_answer(text))


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return _NONE.fullmatch(text.strip()) is not None


def is_state(text: str) -> bool:
    """Whether a cell tells in a word or two how far it is, or that there is nothing to say."""
    return is_none(text) or _STATUS.match(text) is not None


def is_of_answer(text: str) -> bool:
    """Whether a paragraph is a position and nothing else, or tells whose answer follows."""
    position = positions.line(text)
    return (position is not None and position.rest >= len(text)) or markers.body(text) is not None


def _is_name(text: str) -> bool:
    if len(text) > _OWNER_LENGTH or not _NAME.match(text) or _STOP.search(text) or _VERB.search(text):
        return False
    if IMPERATIVE.match(text) and len(text.split()) > _TITLE_WORDS and not BODY_WORDS.search(text):
        return False  # "Review Team" is a name, "Review the signs at the gate" is the next action
    return not (_NO_NAME.search(text) or is_of_answer(text) or label(text) or markers.date_alone(text))


def is_time(text: str) -> bool:
    """Whether a cell tells when, or how far it is: "June 2024", "Completed", "On award of the contract"."""
    if len(text) > _DATE_LENGTH or len(text.split()) > _DATE_WORDS:
        return False
    if _STATUS.match(text):
        return not _VERB.search(text)
    if _SPAN.search(text[:40]) or markers.DATE_WORDS.search(text[:40]):
        return not (_VERB.search(text) or IMPERATIVE.match(text))
    return bool(_SOON.match(text)) and text[-1:] not in ".:"
