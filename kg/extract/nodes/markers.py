"""Lines that steer the reading: whose answer follows, lines that only date, lead-ins, ends of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.nodes.wording import BODY_WORDS

NAME = r"[A-Z][\w&'./-]{0,30}(?: (?:[A-Z(][\w&'.()/-]{0,30}|of|and|for|the|&|in|on)){0,10}"
_SEPARATE = re.compile(
    rf"(?:The )?(?P<name>{NAME}) (?:has|have) (?:considered|responded to|answered|provided)\b[^.:]{{0,80}}"
    r"(?:response|answer)s?\b[^.:]{0,30}:?\s*\Z"
)
_RESPONSE = re.compile(
    rf"(?:The )?(?P<name>{NAME}?)(?:'s?)? (?:[Rr]esponse|[Rr]eply|RESPONSE|[Uu]pdate|[Cc]omments?)(?:\s*(?::|-|\Z)\s*)"
)
_FROM = re.compile(rf"(?:[Rr]esponse|[Rr]eply|RESPONSE)s? (?:from|by|of)(?: the)? (?P<name>{NAME})(?:\s*(?::|-|\Z)\s*)")
_COLON = re.compile(rf"(?:The )?(?P<name>{NAME})\s*:\s*")
_PLAIN = re.compile(
    r"(?:(?:Our|My|The|Official|Departmental|Detailed|Full) )?(?:response|reply|answer|comments?)\s*(?::|-|\Z)\s*",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"(?:(?:The|HM|His Majesty's|Her Majesty's|UK) )*(?:Home Office|Government|Department(?:al)?|Agency|Ministerial"
    r"|Official|Management)\Z",
    re.IGNORECASE,
)
# What tells which answer follows, and not whose.
_SORT = re.compile(
    r"(?:(?:For|The|Our|My|Their|This|That|Final|Revised|Updated|Detailed|Draft|Previous|Written|Formal|Full) )+"
)
_NOT_NAMES = re.compile(
    r"(?:Recommendations?|Summary|Note|Background|Context|Conclusion|Annex|Table|Figure|Introduction|Contents|Status"
    r"|Position|In|On|As|At|By|From|With|After|Before|Following|Under|"
    r"To|My|See|Date|Owner|Action|Actions|Target|Timescale|Response|Part|Section|Paragraph)\b",
    re.IGNORECASE,
)

_DATE_LABEL = re.compile(
    r"[-•\s]{0,4}(?:(?:Home Office|Government|Department(?:al)?|Agency|Our|The|Border Force)\s)?"
    r"(?:(?:expected|estimated|anticipated|planned|proposed|target|projected|overall|agreed|revised|actual)\s)*"
    r"(?:(?:date|timescale|timeframe|time frame|timeline|deadline|target|milestone)(?:s|\(s\))?"
    r"(?:\s(?:for|of|by))?(?:\s(?:the\s)?(?:implementation|delivery|completion|action|achievement|date|expected|to "
    r"be completed|which))*"
    r"|(?:implementation|delivery|completion|due|target|start|end)\s(?:date|timescale|deadline|by|due)s?(?:\s(?:date"
    r"|for))*"
    r"|(?:to be (?:completed|implemented|delivered)|completion|implementation|delivery|due|deadline)(?:\sby)?)"
    r"(?:\s(?:implementation|completion|delivery))?(?:\sdate)?s?(?:\s?\([^)]{0,40}\))?\s{0,3}[:–-]\s{0,3}",
    re.IGNORECASE,
)
_DATE_LABEL_ALONE = re.compile(
    r"(?:(?:home office )?(?:expected |estimated |target |planned )?(?:date of implementation|implementation date"
    r"|completion date|"
    r"delivery date|target date|timescale|expected date of (?:implementation|completion)))\.?\Z",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|spring|summer|autumn|winter|Q[1-4])"
)
_DATE_ALONE = re.compile(
    r"(?:(?:completed|implemented|delivered|by|in|on|from|the|end(?: of)?|early|mid|late) ){0,5}"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH} (?:19|20)\d\d|Q[1-4] (?:of )?(?:(?:19|20)\d\d|\d\d)[/-]\d\d)\.?"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d\d)?\d\d",
    re.IGNORECASE,
)
# "Estates action: end of June 2025"
_DATE_OF_BODY = re.compile(
    r"(?-i:[A-Z])[\w’'&,() -]{1,70}?:\s{1,3}(?:(?:by|in|from|the|end(?: of)?|early|mid|late) ){0,3}"
    rf"(?:completed?|implemented|delivered|ongoing|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH}|(?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4})\b",
    re.IGNORECASE,
)
DATE_WORDS = re.compile(
    r"\b(?:(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?"
    r"|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|winter|within \w+(?:[- ]\w+)? "
    r"(?:days|weeks|months|years)|"
    r"end of (?:the )?(?:year|month|financial)|completed?|ongoing|immediate(?:ly)?|Q[1-4])\b",
    re.IGNORECASE,
)

_END = re.compile(
    r"(?:annex(?:e)?s?(?: [A-Z0-9]{1,2})?\b.{0,80}|appendi(?:x|ces)\b.{0,80}|glossary"
    r"|yours (?:sincerely|faithfully).{0,60}|conclusions?|closing remarks"
    r"|next steps|contact(?: us)?|"
    r"back to top|print this page|is this page useful\??|footnotes?|references|"
    r"this publication is (?:licensed|available).{0,200}|© crown copyright.{0,80})",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"(?:\w+ )?summary(?: (?:table|of) ?.{0,80})?:?|summary of (?:the )?(?:responses?|recommendations?"
    r"|positions?).{0,60}"
    r"|(?:no\.? ?)?recommendations?[\s|]{1,8}(?:home office |government |department(?:al)? )?(?:response|position"
    r"|status|accepted.{0,40})",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents:?", re.IGNORECASE)
_STATUS = re.compile(
    r"[-\s(]{0,3}(?:(?:current |icibi |inspector'?s? )?(?:status|assessment|verdict|finding)\s?[:-]\s?)?"
    r"(?:recommendation )?(?P<verdict>(?:remains |partially )?"
    r"(?:open|closed)|not (?:closed|met|achieved)|(?:partially )?(?:met|achieved))[.)]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A line that says whose answer follows: `name` is None for the publisher; `rest` is where prose begins."""

    name: str | None
    rest: int


def body(text: str) -> Body | None:
    """The body whose answer a paragraph opens ("Border Force response:"), or None for any other paragraph."""
    head = text[:400]
    lower = head[:200].lower()
    if ":" not in head[:90] and not any(word in lower for word in ("respon", "reply", "answer", "update", "comment")):
        return None  # a cheap guard: most paragraphs are prose
    separate = _SEPARATE.match(head)
    if separate and len(text) < 400:
        return named(separate["name"], len(text))
    for pattern in (_PLAIN, _FROM, _RESPONSE):
        match = pattern.match(head)
        if match and (match.end() == len(head) or ":" in match[0] or "-" in match[0]):
            return named(match.groupdict().get("name") or "", match.end())
    match = _COLON.match(head)
    if match and len(match[0]) < 90 and is_name(match["name"]):
        return named(match["name"], match.end())
    return None


def is_name(words: str) -> bool:
    """Whether a capitalised phrase before a colon names a body, or first of all one ("UK Visas and Immigration"): its
    last or first word tells what sort of body."""
    first, last = words.split()[0], re.sub(r"[('s)]+\Z", "", words.split()[-1])
    kind = BODY_WORDS.fullmatch(last) or (" of " in words and BODY_WORDS.fullmatch(first))
    kind = kind or BODY_WORDS.fullmatch(words.partition(" and ")[0].split()[-1])
    return bool(kind or BODY_WORDS.fullmatch(words.split()[-1])) and not _NOT_NAMES.match(words)


def answerer(words: str) -> Body | None:
    """Whose answer is named by what stands before "response": a body's, or the publisher's; None for other words."""
    found = named(words)
    return found if found and (found.name is None or is_name(found.name)) else None


def named(name: str, rest: int = 0) -> Body | None:
    """The body of this name, however the answer is called ("Our final …"); None for what is no name."""
    name = _SORT.sub("", name.strip(), count=1).removesuffix("'s").strip()
    if not name or _PUBLISHER.fullmatch(name):
        return Body(None, rest)
    return None if _NOT_NAMES.match(name) else Body(name, rest)


def date_line(text: str) -> int | None:
    """The offset of the dates in a line that only dates ("Target date: May 2025", "May 2025"), or None."""
    if len(text) > 600:
        return None
    if date_alone(text):
        return 0
    if not any(mark in text[:120] for mark in ":-"):
        return None
    match = _DATE_LABEL.match(text)
    return match.end() if match and match.end() < len(text) else None


def date_alone(text: str) -> bool:
    """Whether a line is a date and nothing else ("May 2025"): it may date an answer, or a letter."""
    return len(text) < 45 and _DATE_ALONE.fullmatch(text) is not None


def date_of_body(text: str) -> bool:
    """Whether a short line is the name of a body and its date ("Estates action: June 2025")."""
    return len(text) < 200 and _DATE_OF_BODY.match(text) is not None


def date_label(text: str) -> bool:
    """Whether a line is the label of a date that stands on the next line."""
    if _DATE_LABEL_ALONE.match(text):
        return True
    match = _DATE_LABEL.match(text)
    return bool(match and match.end() == len(text))


def is_end(text: str) -> bool:
    """Whether a heading ends the recommendations and their answers ("Annex A", "Glossary")."""
    return len(text) < 260 and _END.fullmatch(text.rstrip(" .:")) is not None


def is_summary(text: str) -> bool:
    """Whether a heading opens a table that repeats the positions."""
    return len(text) < 120 and _SUMMARY.fullmatch(text) is not None


def is_contents(text: str) -> bool:
    """Whether a heading opens a contents page."""
    return _CONTENTS.fullmatch(text) is not None


def verdict(text: str) -> str:
    """What a re-inspection calls a recommendation ("closed", "remains open"), where a line says only that."""
    match = _STATUS.fullmatch(text[:80]) if len(text) < 80 else None
    return match["verdict"].lower() if match else ""
