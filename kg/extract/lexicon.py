"""The words that tell an action, its progress and its firmness, and those that only look like it.

Word lists as the genre uses them, one comma-separated text a list; `clauses` decides with them. An entry may be a
small regular expression. Matching ignores case and keeps to word borders.
"""

from __future__ import annotations

import re


def _any(listed: str) -> str:
    """The alternatives of a comma-separated list."""
    return "|".join(" ".join(entry.split()) for entry in listed.split(",") if entry.strip())


def _words(listed: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(listed)})\b", re.I)


_ADVERBS = _any(r"""
    now, also, already, therefore, since, then, still, both, further, not only, first, however, always, soon,
    again, in addition, each, all, \w+ly
""")
ADVERB = rf"(?:(?:{_ADVERBS}),?\s+){{0,3}}"
"""Up to three adverbs that may stand between an auxiliary and its verb."""

# Verbs and adjectives that state a mind or a finding, not an action.
_MENTAL = _any(r"""
    accept(?:s|ed)?, agree(?:s|d)?, acknowledg(?:e|es|ed), recogni[sz](?:e|es|ed), welcom(?:e|es|ed),
    not(?:e|es|ed), thank(?:s|ed)?, appreciat(?:e|es|ed), understands?, understood, believ(?:e|es|ed),
    regard(?:s|ed)?, identified, found, seen, shown, demonstrated, learn(?:t|ed), known, become, had, led,
    resulted, meant, proved, remained, asked, received, experienced, faced, continued, grateful, pleased,
    satisfied, committed, confident, aware, clear, mindful, disappointed, expected
""")
FINITE = rf"{_MENTAL}|is|are|was|were|has|have|had|can|do|does|will|needs?"
"""Verbs that may follow the subject of a sentence."""

# What follows "has been" without being something done.
_STATES = _any("""
    due, between, a, an, the, no, some, many, subject, positive, challenging, difficult, clear, able, unable,
    considerable, significant, being
""")
_IRREGULAR = _any("made, put, set, built, held, sent, brought, rewritten, given, taken, done, met, cut")
_PARTICIPLE = rf"(?:\w+(?:ed|en|wn|un)|{_IRREGULAR})"

# What a thing, not an actor, may "do" without an action being promised: effects and descriptions.
_EFFECTS = _any("""
    allow, enable, help, assist, facilitate, streamline, strengthen, improve, support, reduce, drive, give,
    lead, result, mean, include, incorporate, cover, contain, comprise, set out, feature, reference, outline,
    form, remain, require, depend, benefit, look at, act, provide, ensure, deliver, increase, maximise,
    minimise, mitigate, bring, make, create, add, involve, focus, consist, represent, encourage, complement,
    inform, become, address, take into account, have, need, play, contribute, also be able, be able, see,
    demonstrate, underpin, prevent, avoid, promote, inevitably, vary, apply, continue to be, continue to apply,
    take time, occur
""")
_QUALITIES = _any("""
    useful, helpful, able, key, critical, important, a, an, the, essential, clear, based, reliant, dependent,
    necessary, required, needed, more, most, easier, better, difficult, challenging, possible, (?:strongly
    |largely )?(?:guided|informed|determined|driven|shaped|affected|influenced)
""")
_CONTENTS = _any("""
    include, incorporate, cover, contain, comprise, set out, feature, reference, outline, consist, look at,
    detail, describe, focus, consider
""")
EFFECT_VERB = re.compile(
    rf"^\s*{ADVERB}(?:(?:therefore|also|not)\s+|be\s+(?=(?:{_QUALITIES})\b))?(?:{_EFFECTS}|be (?:{_QUALITIES}))\b", re.I
)
CONTENT_VERB = re.compile(rf"^\s*{ADVERB}(?:{_CONTENTS})s?\b", re.I)

_PAST_ACTIONS = _any("""
    introduced, launched, reviewed, created, established, implemented, developed, delivered, published, issued,
    recruited, completed, commissioned, updated, set up, rolled out, increased, appointed, trained, extended,
    revised, produced, circulated, held, conducted, undertook, carried out, started, began, commenced, made,
    replaced, removed, strengthened, redesigned, restructured, reorganised, relaunched, provided, piloted,
    deployed, invested, opened, wrote, convened, agreed, put in place, reminded, instructed, amended, changed,
    moved, brought, merged, integrated, expanded, enhanced, upgraded, procured, secured, refreshed, ran,
    initiated, instigated
""")
_NARRATED = _any("""
    completed, introduced, rolled out, launched, implemented, published, established, issued, delivered,
    created, set up, enabled, updated, revised, reviewed, recruited, appointed, piloted, deployed, circulated,
    trained, extended, finalised, commissioned, agreed, held, undertaken, carried out, conducted, put in place,
    provided, reminded, amended, relaunched, refreshed, strengthened, brought, developed, achieved, closed,
    addressed, resolved
""")
_NOW_DOES = _any("""
    draws?, uses?, has, have, includes?, provides?, requires?, receives?, reports?, sits?, runs?, meets?,
    holds?, conducts?, undertakes?, works?, records?, carr(?:y|ies) out, publish(?:es)?, operates?
""")
# "-ing" words after "is" that describe a state.
_NOT_UNDER_WAY = _any("""
    being, going to, including, according, outstanding, existing, pending, missing, lacking, having, facing,
    relating, seeing, experiencing, following, during, willing, making sure, showing, awaiting
""")
_UNDER_WAY = _any(r"""
    being \w+, in the process of, in progress, under
    (?:way|review|development|consideration|construction|discussion), underway, ongoing, on-going, engaged in,
    at an? \w+ stage
""")

_PLANNED = rf"""(?P<planned>
    \b(?:will|shall)\b(?!\s+(?:be\s+)?continu(?:e|ing)\b)
  | \b(?:is|are|was|were)\s+{ADVERB}(?:due|planned|scheduled|set|expected|intended|anticipated|going|about)\s+to\b
    (?!\s+continu)
  | \b(?:intends?|plans?|proposes?|aims?|undertakes?|commits?|expects?|agrees?|hopes?)\s+to\b
    (?!\s+(?:the|this|that|these)\b)
  | \b(?:have|has)\s+{ADVERB}(?:committed|agreed|undertaken|pledged|planned)\s+to\b(?!\s+(?:the|this|that|these)\b)
  | \b(?:is|are)\s+to\s+(?=be\s+\w+(?:ed|en)\b)
  | \b(?:would|could|may|might)\s+(?=be\s+\w+ed\b)
)"""
_CONTINUING = rf"""(?P<continuing>
    \b(?:will|shall)\s+{ADVERB}(?:be\s+)?continu(?:e|ing)\s+(?:to\s+\w+|with|the|our|its|their|working)
  | \bcontinu(?:es?|ing)\s+to\s+(?!be\b|have\b|apply\b)\w+
  | \b(?:will|shall)\s+{ADVERB}maintain\b
)"""
_PROGRESS = rf"""(?P<progress>
    \b(?:is|are)\s+{ADVERB}(?:{_UNDER_WAY})
  | \b(?:is|are|has\ been|have\ been)\s+{ADVERB}(?!(?:{_NOT_UNDER_WAY})\b)[a-z][\w-]*ing\b(?!\s+of\b)
  | \b(?:has|have)\s+{ADVERB}(?:begun|started|commenced)\b
  | \b(?:began|started)\s(?:to|work)\b
  | \bwork\s+continues\b
)"""
_COMPLETED = rf"""(?P<completed>
    \b(?:has|have)\s+{ADVERB}been\s+{ADVERB}(?!(?:{_STATES}|{_MENTAL})\b){_PARTICIPLE}\b
  | \b(?:has|have)\s+{ADVERB}(?!(?:{_STATES}|{_MENTAL}|been|processes|to|already|begun|started|commenced)\b)
    {_PARTICIPLE}\b
    (?!\s+to\s+\d)
  | (?P<narrated>\b(?:was|were)\s+{ADVERB}(?:{_NARRATED})\b)
  | \b(?:is|are)\s+(?:(?:{_ADVERBS})\s+)?in\ place\b
  | \b(?:is|are)\s+now\s+(?:in\ place|live|operational|available|complete|fully|\w+ed\b|being\b)
  | \b(?:is|are)\s+complete\b
  | (?<!\bto\ )\bnow\s+(?:{_NOW_DOES})\b
)"""
_NOT_PASSIVE = "".join(rf"(?<!\b{be}\ )" for be in ("be", "been", "being", "is", "are", "was", "were"))
_PAST = rf"(?P<past>{_NOT_PASSIVE}\b(?:{_PAST_ACTIONS})\b)"
_BECOMES = r"(?P<becomes>\bbecomes?\b(?=[^.]*\b(?:from|scheduled|by|on)\b))"


def _spaced(pattern: str) -> str:
    """The pattern for verbose mode: blanks inside word lists stand for themselves."""
    return re.sub(r"(?<=[\w)?]) (?=[\w(?\\])", r"\\ ", pattern)


_TRIGGERS = (_CONTINUING, _PROGRESS, _COMPLETED, _PLANNED, _PAST, _BECOMES)
# The word border in front spares trying every alternative inside words.
TRIGGER = re.compile(rf"\b(?:{'|'.join(map(_spaced, _TRIGGERS))})", re.I | re.X)
"""A verb that may tell an action; the name of the group that matched says what it claims."""

NEGATION = re.compile(r"\b(?:not|no longer|cannot|never)\b|n[’']t\b", re.I)

CONDITIONAL = re.compile(
    rf"\b(?:will|shall|would)\s+{ADVERB}"
    r"(?:consider|explore|examine (?:whether|if|how)|assess (?:whether|if)|seek|look)\b"
    r"(?!\s+(?:after|for|into the)\b)"
    r"|\bexplore (?:whether|if|the (?:option|possibilit|feasib|viab|scope|potential)\w*)\b"
    r"|\bconsider (?:whether|if|how)\b"
    r"|\b(?:where|wherever|if|when|as) (?:possible|appropriate|necessary|feasible|practicable) (?:\w+ ){0,3}will\b"
    r"|\bsubject to (?:funding|resources?|approval|affordability|agreement|ministerial|spending|parliamentary)\b"
    r"|\b(?:hopes? to|aspires? to|intends? to (?:consider|explore)|should (?:funding|resources)|in principle)\b",
    re.I,
)

ACTOR_NOUNS = _words("""
    we, they, teams?, units?, leads?, leaders?, officers?, officials?, managers?, staff, group, directorate,
    department, agency, office, force, enforcement, board, analysts?, trainers?, ministers?, directors?,
    command, policy, secretariat, authority, services?, function, inspectors?, coordinators?, members?,
    specialists?, commissioners?, constabulary, police, college, council, colleagues, capabilit(?:y|ies),
    caseworkers?, headquarters, regions?, ministry, partners, contractors?, suppliers?, champions?,
    representatives?, secretary, network, operations, intelligence
""")
SUBORDINATOR = re.compile(
    r"^(?:and |but |, )?(?:which|who|whose|whom|that|where|whereby|when|whenever|while|whilst|although|though|because"
    r"|as(?! part| a result| well| such)|if|once|unless|until|since|given|so that|in order|before|after|whether|how"
    r"|to (?!this|that|date|address|further|improve|assess|support))\b",
    re.I,
)
ANAPHOR = re.compile(
    r"^(?:(?:and|but|however,?|in turn,?|together,?) )?(?:this|these|that|those|it|such|doing so|both|which)\b", re.I
)
DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:recently|last (?:week|month|year)|this (?:week|month|year)|earlier this)\b"
)
HISTORY = _words("initially, originally, at the time, at that time, prior to, at a time")
