"""The main clause around a verb: where it begins and what its subject is, told by punctuation and joining words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.extract.acts import lexicon, triggers

_PARENTHESIS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INSERTION = re.compile(
    r",\s(?:however|therefore|for example|in turn|also|of course|in particular"
    r"|where (?:possible|appropriate|necessary))\s*,"
    r"|\b(?:where|wherever|if|when|as) (?:possible|appropriate|necessary|required|needed|practicable)\b"
    # "have since 2 July been entered", "has since 2 July refused"
    r"|(?:(?<=\bhave )|(?<=\bhas ))(?:since|from|as of) (?=\d|(?-i:[A-Z])|last |early |late |mid-|the )"
    r"(?:(?!been\b)[\w-]+ ){1,4}?(?=been\b|[a-z]+ed\b)",
    re.I,
)
_INSERTION_CUES = (
    *(" possible", " appropriate", " necessary", " required", " needed", " practicable", ", however", ", therefore"),
    *(" have since ", " has since ", " have from ", " has from ", " have as of ", " has as of "),
    *(", for example", ", in turn", ", also", ", of course", ", in particular"),
)
_AUXILIARY = r"(?:will|shall|has|have|is|are|was|were)"
# A comma inside a number ("21,400") ends nothing.
_BREAK = re.compile(
    r"[,;:–—](?!\d\d\d)\s*(?:and\s+|but\s+|or\s+)?"
    r"|\s(?:and|but)\s+(?=(?:we|it|she|he|this|these|they|will|shall|has|have|is|are|was|were|may|now|continues?"
    r"|(?:hopes?|expects?|plans?|intends?|aims?|proposes?)\sto)\b)"
    r"|\sinsofar as\s+"
    # "and to address this we have …", "Once this has been agreed it will …"
    rf"|(?:(?<=e[dn])(?<!\bwhen)|(?<=\bthis)|(?<=\bthese))\s(?=(?:it|we|they|this)\s+{_AUXILIARY}\b)"
)
# The end of a clause of time that no comma closes: "Once the project is completed | a decision will …".
_CLOSED = re.compile(
    r"^(?:once|when|after|as soon as)\s(?:[\w’'-]+\s){0,8}?(?:is|are|has been|have been)\s(?:\w+ly\s)?"
    r"(?:\w+(?:ed|en|ete)\s(?:off\s|out\s|up\s|over\s)?|(?:in (?:place|use|force|post)|available|ready|live)\s)"
    r"(?=(?:the|a|an|our|this|these|all|further|we|it|they)\s"
    r"|(?-i:[A-Z])[\w ]{1,60}?\s(?:will|would|is to|intends to)\s)",
    re.I,
)
# A new subject after "and", unless a subordinate clause is still open before it.
# "If the trial is a success | we would …"
_UNCLOSED = re.compile(
    r"^(?:if|once|when|should|provided)\s[^,;:]{3,90}?(?<!\bthat)(?<!\bwhich)(?<!\bwhat)(?<!\bwork)\s"
    r"(?=we\s(?:will|would|shall|may|could|intend|expect|plan)\b)",
    re.I,
)
_COORDINATION = re.compile(
    r"\s(?:and|but)\s+(?=(?:the|a|an|further|training|work|two|three|four|five|six|several|both|all|each"
    r"|\d{1,3} (?:of|more|further|new))\b|[A-Z]|(?:by|from|in|on|since)\s(?:\d|[A-Z]))"
)
_REPORTED = re.compile(
    r"^(?:it is |we )?(?:also )?(?:currently )?(?:expect(?:ed)?|anticipated?|intend(?:ed)?|plan(?:ned)?"
    r"|hoped?(?! that (?:they|this|it|these|that)\b)|proposed?|envisaged?|estimated?) that\s+"
    r"|^(?:it has (?:\w+ )?been |we have (?:\w+ )?|we )(?:agreed|decided) that\s+"
    r"|^(?:we|I) can (?:also )?confirm that\s+",
    re.I,
)
_LEAD_ADVERBS = re.compile(
    r"^(?:(?:and|but|however|therefore|additionally|furthermore|similarly|alongside this|in addition|meanwhile|also"
    r"|now|both|currently|already|as a result|in particular),?\s+)+",
    re.I,
)
_INNER_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|where|whereby|whether|how|why|what|if|when|while|whilst|because|although|until"
    r"|unless|so that|once|as to|as (?=(?:the|this|we|they|it|there)\b)|whichever|wherever|after|before|since)\b",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:how|what|when|where|whether)\s+to\s+[a-z]+"
    r"|\b(?:which|who)\s+(?:\w+\s+){0,12}?(?:is|are|was|were|has|have|had|can|do|does)\b"
    r"|\bwho\s+(?!(?:we|they|it|he|she|the)\b)[a-z]+"
    r"|\b(?:which|that)\s+(?:brought|led|took|gave|made|saw|[a-z]+ed)\b"
    r"|\b(?:how|whether|what|when|where|why)\s+(?:\w+\s+){1,8}?(?:is|are|was|were|has|have|can|will|should|must)\b"
    r"|\b(?:what|which|that|where|how)\s(?:we|they|it|he|she)\s(?!(?:will|would|shall|now)\b)[a-z]+\b"
    r"|\bthat\s+(?:comes?|falls?|meets?|appl(?:y|ies)|goe?s?|runs?|holds?|uses?|works?|deals?|covers?|gives?|makes?)\b"
    r"|\bthat\s+(?:allows|enables|helps|lets|takes|explains|tells|brings|puts|contains|includes|reflects|describes|provides"
    r"|asks|obliges)\b"
    r"|\bwhat\s+(?:is|are|was|were)\s+\w+\b"
    r"|\bwhich\s+(?:will|would|may)\s+\w+\b"
    r"|\bthat\s+(?:(?:we|they|it)\s+)?(?:is|are|was|were|has|have|had|can|needs?|requires?|do|does|did)\b",
    re.I,
)
# "enrolment before departure | was …" is one subject where nothing before it has a verb.
_TEMPORAL = re.compile(
    r"\b(?:after|before|since)\s(?!(?:we|they|it|he|she|I|the|an?|this|these|their|its)\b)(?:[\w-]+\s?){1,2}\Z", re.I
)
# "the actions we are taking": the pronoun begins a relative clause, unless a preposition stands before it.
_CONTACT = re.compile(
    r"\b(?:the|these|those|all|any)\s(?:(?!who\b)[\w’'-]+\s){1,6}(?:we|they|it)"
    r"(?<!\b(?:of|in|on|to|by) it)(?<!\b(?:from|with) it)(?<!\bfor it)(?<!\babout it)$",
    re.I,
)
# "we agree a new survey will help": what follows is an opinion.
_OPINION = re.compile(
    r"^(?:we|they|the (?:home office|department|government))\s(?:\w+ly\s|also\s)?"
    r"(?:(?:agrees?|believes?|considers?|thinks?|recogni[sz]es?|acknowledges?|notes?|understands?)\s(?=.+\s\S)"
    r"|(?:can|cannot|do not|does not)\s\w+\s)",
    re.I,
)
# "To keep the links working we will …", "Since the visit we have …": an opening that no comma closes.
_OPENED = re.compile(r"(?:(?:in order )?to|since|following|after)\s.+\s(?=(?:we|they|I)$)", re.I)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# "In September 2009 the Regional Director …": a time that leads to the subject with no comma.
_TIME_LEAD = re.compile(
    r"(?:in|on|by|from|since|during|at|with effect from)\s(?:(?:early|mid|late|the|end|start|beginning|middle|course|of"
    rf"|spring|summer|autumn|winter|last|this|next|month|year|week|{_MONTHS}|\d{{1,2}}(?:st|nd|rd|th)?"
    r"|(?:19|20)\d\d(?:[-/–]\d\d(?:\d\d)?)?)[ -])+(?<!\bthe )(?=\S)",
    re.I,
)
_DATE = re.compile(rf"\b(?:{_MONTHS}|(?:19|20)\d\d|spring|summer|autumn|winter|month|year|week)", re.I)
_ADJUNCT = re.compile(
    r"\s*(?:(?:together|jointly|along) with"
    r"|as part of|as a result of|from|since|in|on|by|during|as of|following|under|through"
    r"|at|to|with|for|over"
    r"|within|alongside|subject to|including|using|based on)\s",
    re.I,
)
_NOUN_START = re.compile(r"(?<=\s)(?:the|our|all|both|a|an|we|they)\s|(?<=\s)(?:we|they)$|(?<=[a-z\d]\s)(?=[A-Z])")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|can|do|does|will|needs?|must|should|would)\b", re.I)
_OPENING_WORDS = 6  # of a sentence whose first verb is not an auxiliary
_OPERATOR = re.compile(r"(?:will|shall|has|have|is|are|was|were)\b", re.I)
_AND_COMMA = re.compile(r"\b(?:and|but),\s*\Z")
_JOINED = re.compile(r"(?:\b(?:and|but)|;)\s*\Z")
_CLAUSES = 3  # clauses before a verb that can hold its subject: its own, and two around an insertion
_REACH = 500  # characters before a verb in which its clause begins: nobody writes a longer subject
_BARE_SUBJECT = 10  # words of a subject without an article
_SAME_SUBJECT = {"then", "so", "thus", "not", "since", "where", "if", "when", "who", "which", "that"}
_FIRST_VERB = re.compile(rf"(.{{2,60}}?)\s+(?:{lexicon.FINITE})\b", re.I)


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause begins, its subject ("" where it shares that of the clause before) and where that begins."""

    start: int
    subject: str
    subject_start: int


def masked(sentence: str) -> str:
    """The sentence with blanks for what only interrupts it, of the same length."""
    if "(" in sentence or "[" in sentence:
        sentence = _PARENTHESIS.sub(_blank, sentence)
    if any(cue in sentence for cue in _INSERTION_CUES):
        sentence = _INSERTION.sub(_blank, sentence)
    return sentence


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def breaks(text: str) -> list[int]:
    """The offsets at which clauses of a sentence begin, 0 first."""
    closed = _CLOSED.match(text) or _UNCLOSED.match(text)
    found = [match.end() for match in _BREAK.finditer(text)]
    return sorted([0, *found, *([closed.end()] if closed else [])])


def main_clause(text: str, begins: Sequence[int], position: int) -> Clause | None:
    """The main clause whose verb stands at the position, None where the verb is in a subordinate clause.

    `begins` are the `breaks` of the text.
    """
    before = list(begins[max(0, bisect_right(begins, position) - _CLAUSES) : bisect_right(begins, position)])
    near = max(before[-1], position - _REACH)
    joints = _joints(text, near, position)
    if near > before[-1] and not joints:
        return None
    before += joints
    start = before[-1]
    piece = text[start:position]
    if len(before) > 1 and _is_inserted(text, start, piece):
        return _around_insertion(text, before, position)
    skipped = _skipped(piece)
    inner = piece[skipped:]
    if _is_subordinate(inner):
        return None
    return Clause(start, inner.strip(), start + skipped + len(inner) - len(inner.lstrip()))


def _joints(text: str, start: int, position: int) -> list[int]:
    """Where "and" with a new subject begins a clause between the two offsets; a clause with a verb is before it."""
    joints = list(_COORDINATION.finditer(text, start, position))
    last = joints[-1].start() if joints else start
    opening = next((match.end() for match in _INNER_SUBORDINATE.finditer(text, start, last)), last)
    begun = (
        joint.end()
        for joint in reversed(joints)
        if triggers.VERB.search(text, start, joint.start())
        # where nothing subordinate begins before it, nothing is open
        and (joint.start() <= opening or not _is_open(text[start : joint.start()]))
    )
    found = list(islice(begun, _CLAUSES))[::-1]
    return found or _bare_joint(text, start, position)


def _bare_joint(text: str, start: int, position: int) -> list[int]:
    """Where "and" begins a clause whose subject has no article: "… the text and voluntary bodies | will be asked".

    An auxiliary wants a subject; where the clause before has its verb and nothing is open, the last words are it.
    """
    joint = text.rfind(" and ", start, position)
    if joint < 0 or not _OPERATOR.match(text, position):
        return []
    before, subject = text[start:joint], text[joint + len(" and ") : position]
    if not 1 <= len(subject.split()) <= _BARE_SUBJECT or not (_FINITE.search(before) or triggers.VERB.search(before)):
        return []
    if _ADJUNCT.match(subject) or not _LEAD_ADVERBS.sub("", subject.rstrip() + " ").strip():
        return []
    adverb = subject.strip().endswith("ly") or subject.split()[0] in _SAME_SUBJECT
    return [] if adverb or _INNER_SUBORDINATE.search(before + " " + subject) else [joint + len(" and ")]


def _skipped(piece: str) -> int:
    """How many characters lead to the subject: adverbs, and "it is expected that"."""
    end = 0
    for pattern in (_LEAD_ADVERBS, _REPORTED, _OPENED, _TIME_LEAD):
        lead = pattern.match(piece[end:].rstrip())
        if pattern is _TIME_LEAD and lead and not _DATE.search(lead[0]):
            continue
        end += lead.end() if lead else 0
    return end


def _is_subordinate(inner: str) -> bool:
    """Whether the verb after the piece belongs to a subordinate clause."""
    if lexicon.SUBORDINATOR.match(inner) or _OPINION.match(inner) or _opens(inner):
        return True
    return bool(_CONTACT.search(inner.rstrip())) and not _ADJUNCT.match(inner)


def _opens(piece: str) -> bool:
    """Whether a subordinate clause begins inside the piece, other than a relative one with a verb of its own."""
    if not _INNER_SUBORDINATE.search(piece):
        return False
    rest = _RELATIVE.sub("", piece)
    return bool(_INNER_SUBORDINATE.search(rest if _FINITE.search(piece) else _TEMPORAL.sub("", rest)))


def _is_inserted(text: str, start: int, piece: str) -> bool:
    """Whether the stretch before the verb holds no subject: a comma, or an adjunct that began at a comma."""
    comma = text[:start].rstrip().endswith(",")
    return comma and (not _LEAD_ADVERBS.sub("", piece + " ").strip() or bool(_ADJUNCT.match(piece)))


def _around_insertion(text: str, begins: Sequence[int], position: int) -> Clause | None:
    """The clause whose subject stands before an insertion: "Border Force, through its own work, has reduced"."""
    if len(begins) > 2 and _AND_COMMA.search(text, max(0, begins[-2] - 6), begins[-2]):
        piece = text[begins[-1] : position]
        return Clause(begins[-2], "", begins[-2]) if not piece.strip() else None
    empty = not _LEAD_ADVERBS.sub("", text[begins[-1] : position] + " ").strip()
    start, end = (begins[-3], begins[-2]) if empty and len(begins) > 2 else (begins[-2], begins[-1])
    subject = text[start:end].rstrip(" ,")
    if lexicon.SUBORDINATOR.match(subject) or _opens(subject):
        return None
    lead = _LEAD_ADVERBS.match(subject + " ")
    start += lead.end() if lead and lead.end() < len(subject) else 0
    begin = start if _JOINED.search(text, max(0, start - len(" and ")), start) else begins[-1]
    return Clause(begin, text[start:end].rstrip(" ,"), start)


def _is_open(piece: str) -> bool:
    """Whether a subordinate clause has begun in the piece and still wants its verb."""
    openings = list(_INNER_SUBORDINATE.finditer(piece))
    return bool(openings) and _opens(piece) and not _FINITE.search(piece, openings[-1].end())


def opening(text: str) -> str:
    """The subject of the sentence, for a verb that shares it: "Border Force accepts the need and is working"."""
    match = _FIRST_VERB.match(text)
    return match[1] if match else " ".join(text.split()[:_OPENING_WORDS])


def nominal(subject: str) -> str:
    """The subject without an adjunct that leads to it with no comma: "From 1st September the Home Office"."""
    if not _ADJUNCT.match(subject):
        return subject
    nouns = list(_NOUN_START.finditer(subject))
    return subject[nouns[-1].start() :] if nouns else subject
