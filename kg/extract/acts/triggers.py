"""The verbs that may tell an action ("will", "has been …", "is being …"), and how to find them fast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.acts.lexicon import ADVERB, ADVERBS, DOES, FINITE, MENTAL, listed

# What follows "has been" without being something done.
_STATES = listed("""
    due, between, a, an, the, no, some, many, subject, positive, challenging, difficult, clear, able, unable,
    considerable, significant, being
""")
_IRREGULAR = listed(
    "made, put, set, built, held, sent, brought, rewritten, given, taken, done, met, cut, gone, sought, bought, taught,"
    "run, told, paid, kept, hung, laid, let, shut, spent, split,"
    "lit, sold, read, fed, dealt"
)
PARTICIPLE = rf"(?:\w+(?:ed|en|wn|un)|{_IRREGULAR})"
"""A past participle, told by its ending."""

_PAST_ACTIONS = listed("""
    introduced, launched, reviewed, created, established, implemented, developed, delivered, published, issued,
    recruited, completed, commissioned, updated, set up, rolled out, increased, appointed, trained, extended,
    revised, produced, circulated, held, conducted, undertook, carried out, started, began, commenced, made,
    replaced, removed, strengthened, redesigned, restructured, reorganised, relaunched, provided, piloted, deployed,
    invested, opened, wrote, convened, agreed, put in place, reminded, instructed, amended, changed, moved, brought,
    merged, integrated, expanded, enhanced, upgraded, procured, secured, refreshed, ran, adopted, added, closed,
    joined, relocated, transferred, hired, bought, visited, installed, fitted, withdrew, reopened, rewrote, drew up,
    took over, abolished, resumed, briefed, sent, signed, awarded, distributed, migrated, initiated, instigated,
    tested, trialled, audited, assessed, analysed, surveyed, consulted, simplified, extended, examined,
    interviewed, sampled, inspected, contacted, retrained, invited, drafted, translated, assigned, allocated,
    posted, seconded, took up post, took up her post, took up his post, suspended, stopped, ended,
    engaged, advertised, tabled, doubled, trebled, nominated, redeployed, reassigned, cancelled, terminated, scrapped,
    renewed, reversed, restored, reintroduced, repaired, rebuilt, relaxed, tightened, redrafted, reissued,
    searched, lifted, apologised, attended, approved
""")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
VERB = re.compile(rf"\b(?:{FINITE}|{_PAST_ACTIONS})\b", re.I)
"""A verb that makes words a clause."""
_NARRATED = listed("""
    completed, introduced, rolled out, launched, implemented, published, established, issued, delivered, created,
    set up, enabled, updated, revised, reviewed, recruited, appointed, piloted, deployed, circulated, trained,
    extended, finalised, commissioned, agreed, held, undertaken, carried out, conducted, put in place, provided,
    reminded, amended, relaunched, refreshed, strengthened, brought, developed, achieved, closed, addressed,
    resolved, installed, secured, changed, replaced, removed, increased, opened, moved, merged, tested, signed,
    awarded, started, transferred, redesigned, restructured, built, fitted, upgraded, sent, set, written, rewritten,
    bought, hired, paid, drafted, printed, cleared, repaired, withdrawn, shared, consulted, checked, audited,
    counted, added, ended, destroyed, aligned, run, put in, put into, brought in, taken on, taken over, adopted,
    assigned, allocated, posted, lifted, migrated, decommissioned, suspended, abolished, stopped, tightened,
    limited, restricted, renamed, relocated, doubled, raised, linked, integrated, loaded, uploaded, translated,
    distributed, emailed, notified, briefed, invited, filled, corrected, inserted, incorporated, entered, automated,
    enhanced, expanded, widened, refurbished, approved, finished, concluded, discontinued, fixed, retrained,
    reissued, inspected, visited, instructed, told, examined, surveyed, cleaned, painted, serviced, marked,
    labelled, seconded, reinstated, reopened, drawn up, signed off, formed, convened, given, ordered,
    procured, handed over, switched on, switched off, eliminated, eradicated, designed, trialled, interviewed,
    advertised, laid, tabled, asked, warned, engaged, contracted, let, digitised, archived, verified, mapped, costed,
    earmarked, nominated, redeployed, reassigned, centralised, standardised, harmonised, formalised, streamlined,
    clarified, publicised, announced, presented, submitted, discussed, endorsed, ratified, authorised, cancelled,
    terminated, halted, phased out, retired, scrapped, renewed, renegotiated, retendered, wound up, dissolved,
    disbanded, reversed, restored, resumed, reintroduced, cascaded, brought forward, trebled, halved,
    made (?:mandatory|compulsory|available|permanent|part|a), contacted, offered, returned, scanned, taught
""")
# "-ing" words after "is" that describe a state.
_NOT_UNDER_WAY = listed("""
    being, going to, including, according, outstanding, existing, pending, missing, lacking, having, facing,
    relating, seeing, experiencing, following, during, willing, making sure, showing, awaiting, dealing,
    struggling, operating
""")
_UNDER_WAY = listed(r"""
    being \w+, in (?:production|draft|design|procurement), in the process of,
    in (?:progress|development|preparation|train|hand), out to (?:consultation|tender),
    under (?:way|review|development|consideration|construction|discussion), underway, ongoing, on-going, engaged in,
    at an? \w+ stage, on track, in (?:discussions?|talks|negotiations?|dialogue)
""")

# What two parties agree is made by them; a view or a need is not.
_AGREED = listed("""
    memorand(?:um|a), protocols?, standards?, definitions?, plans?, agreements?, processe?s?, procedures?, policy,
    approach, framework, specifications?, timetable, terms, set, programme, contract, strategy, model, measures
""")
# What "has" may be followed by and which is no deed: "has considered this carefully".
_NO_DEED_DONE = (
    r"been|worked\s+from\s+home|processes|to|already|considered\s+(?:this|these|it|the|carefully)"
    r"|(?:undertaken|pledged|planned|promised|resolved)\s+to"
    r"|(?:made\s+an?|given\s+(?:an?|its|our|their))\s+(?:\w+\s+)?(?:commitment|promise|assurance|undertaking|pledge)\b"
)
# "our aim to provide" is a noun.
_NO_NOUN = "".join(rf"(?<!\b{word}\ )" for word in ("our", "the", "its", "their", "an", "a", "this", "no", "any"))
# What one can be committed to doing, and not only in favour of.
_PLEDGES = listed("""
    publishing, reviewing, completing, introducing, updating, revising, consulting, recruiting, launching,
    establishing, producing, issuing, rolling out, reporting, appointing, commissioning, undertaking, carrying out
""")
# What follows "would" and "may" without being something that is done.
_NO_DEED = listed("""
    be, have, not, no, need, want, like, prefer, well, appear, seem, require, welcome, agree, note, argue, say,
    wish, never, only, also be, still be, help, cause, mean, lead, result, put, add, encourage, discourage, make it,
    allow, enable, accept, reject
""")
# What is expected of a thing that is being made; "we expect the records to be kept" is a wish.
_MADE = listed(r"""
    in place, in use, live, ready, available, operational, complete, completed, delivered, launched, published,
    finalised, implemented, rolled out, introduced, issued, deployed, released, signed, agreed, open, installed
""")
_PLANNED = rf"""(?P<planned>
    (?P<fitting>(?<=\bit\ )is\s+(?:planned|intended|proposed|hoped|our\s+intention|its\s+intention)\s+to\s
      (?!be\b|have\b|keep\b|help\b)(?=[a-z])
    |\bshould\s+be\s+(?:possible|able)\s+to\s+(?!be\b|have\b|see\b)(?=[a-z])
    |\bis\s+(?:considered|thought|judged|felt)\s+(?:appropriate|right|sensible|prudent|best)\s+to\s
      (?!be\b|have\b|keep\b|wait\b|await\b|retain\b|leave\b|allow\b))
  | \bwill\s+have\s+(?:been\s+)?{PARTICIPLE}\b
  | \b(?:will|shall)\b(?!\s+(?:be\s+)?continu(?:e|ing)\b)
  | \b(?:is|are|was|were)\s+{ADVERB}(?:due|planned|scheduled|set|expected|intended|anticipated|going|about)\s+to\b
    (?!\s+(?:continu|(?:the|our|its|their|an?|this|these|such)\b))
  | {_NO_NOUN}\b(?:intends?|plans?|proposes?|aims?|undertakes?|commits?|expects?|agrees?|hopes?)\s+to\b
    (?!\s+(?:the|this|that|these)\b)
  | \b(?:expects?|anticipates?)\s+(?:it|this|that|these|they|them|(?:the|an?|its|our)(?:\s[\w-]+){{1,4}})\s+to\s+be\s+
      (?=(?:fully\s)?(?:{_MADE})\b)
  | \bintends?\s+for\b
  | \b(?:is|are|remains?)\s+{ADVERB}committed\s+to\s+(?=(?:{_PLEDGES})\b)
  | \b(?:have|has)\s+{ADVERB}(?:committed|agreed|undertaken|pledged|planned|promised|resolved|decided)\s+to\b
    (?!\s+(?:the|this|that|these)\b)
  | \b(?:have|has)\s+{ADVERB}(?:made\s+an?|given\s+(?:an?|its|our|their))\s
    (?:\w+\s)?(?:commitment|promise|assurance|undertaking|pledge)\s(?:to\s(?:\w+\s){{1,3}}that|to|that)\b
  | \b(?:is|are)\s+{ADVERB}(?:(?:scheduled|planned)\s+for|(?:expected|due)\s+(?:in|by))\b
  | \b(?:is|are)\s+to\s+(?=be\s+{PARTICIPLE}\b|follow\b|(?:open|close|begin|start|cease)\s+(?:in|on|by|from)\b)
  | \b(?:would\s+be|is|are|am)\s+(?:very\s+)?(?:willing|happy|prepared|glad|pleased)\s+to\s
      (?=(?:share|meet|brief|provide|offer|host|run|publish|write|supply|arrange|give|send|show|extend|consider|pilot)\b)
  | \bshould\s+(?=be\s+(?:{_MADE})\b[^.;]{{0,30}}\b(?:by|in|from|before)\s)
  | (?P<infinitive>\b(?:is|are)\s+to\s+(?!be\b))(?=[a-z])
  | \b(?:would|could)\s+(?=be\s+\w+ed\b)
  | (?P<modal>\b(?:would|could|may|might)\s+{ADVERB}(?:(?=be\s+{PARTICIPLE}\b)|(?!(?:{_NO_DEED})\b)(?=[a-z])))
)"""
_CONTINUING = rf"""(?P<continuing>
    \b(?:will|shall)\s+{ADVERB}(?:be\s+)?continu(?:e|ing)\s+(?:to\s+\w+|with|the|our|its|their|working)
  | \bcontinu(?:es?|ing)\s+to\s+(?!be\b|have\b|apply\b)\w+
  | \b(?:will|shall)\s+{ADVERB}maintain\b
)"""
_PROGRESS = rf"""(?P<progress>
    \b(?:is|are)\s+{ADVERB}(?:{_UNDER_WAY})
  | (?P<going>\b(?:is|are|has\ been|have\ been)\s+{ADVERB}(?!(?:{_NOT_UNDER_WAY})\b)[a-z][\w-]*ing\b(?!\s+of\b)
      |\b(?:is|are)\s+{ADVERB}having\s+(?=[^.;]{{1,60}}?\s{PARTICIPLE}\b))
  | \b(?:has|have)\s+{ADVERB}(?:begun|started|commenced)\b
  | \b(?:has|have)\s+{ADVERB}been\s+{ADVERB}(?:begun|started|commenced)\b
  | \b(?:began|started)\s(?:to|work)\b
  | \bremains?\s+on\s+track\b
  | (?<=\bwork\ )continues\b
  | (?P<lasting>\bcontinues?\b(?=\s*(?:[.;]|\Z)))
)"""
_NO_AUXILIARY = "".join(
    rf"(?<!\b{be}\ )" for be in ("be", "been", "being", "is", "are", "was", "were", "has", "have", "had")
)
# "should have been made" says that it was not.
_REAL = "".join(rf"(?<!\b{modal}\ )" for modal in ("should", "would", "could", "might", "must", "may", "to"))
_COMPLETED = rf"""(?P<completed>
    {_REAL}\b(?:has|have)\s+{ADVERB}been\s+{ADVERB}(?!(?:{_STATES}|{MENTAL})\b){PARTICIPLE}\b
  | {_REAL}\b(?:has|have)\s+{ADVERB}(?!(?:{_STATES}|{MENTAL}|{_NO_DEED_DONE}|begun|started|commenced)\b)
    {PARTICIPLE}\b
    (?!\s+to\s+\d)
  | (?<!\bit\ )\b(?:has|have)\s+{ADVERB}been\s+agreed\b(?!\s+(?:that|to)\b)
  | \b(?:has|have)\s+{ADVERB}agreed\s+
    (?=(?:an?|the|new|revised|joint)\s(?:(?!(?:need|for|of|that|in)\b)[\w-]+\s){{0,3}}(?:{_AGREED})\b)
  | (?P<narrated>\b(?:was|were|had(?:\s+been)?)\s+{ADVERB}(?:re-)?(?:{_NARRATED})\b)
  | \b(?:has|have)\s+{ADVERB}been\s+(?:live|operational|available|open|in\ (?:place|use|operation|force|post))
    \s+(?=(?:(?:in|at|to|on)\s(?:[\w’'-]+\s){{1,5}})?since\s+(?:early\s|mid-|late\s|\d{{1,2}}\s)?(?-i:[A-Z]))
  | \b(?:is|are)\s+(?:(?:{ADVERBS})\s+)?in\ place\b
  | \b(?:is|are)\s+now\s+(?:in\ place|live|operational|available|complete|fully|being\b)
  | \b(?:is|are)\s+now\s+(?!(?:{MENTAL})\b){PARTICIPLE}\b
  | \b(?:is|are)\s+now\s+acknowledged\s+(?=within\b|by\b)
  | \b(?:is|are)\s+complete\b
  | (?<=\bthere\ )(?:is|are)\s+now\s+(?:an?|dedicated|daily|weekly|monthly|regular)\b
    (?!\s+(?:greater|better|more|need|risk|lack|growing|clear|recognition)\b)
  | \b(?:has|have)\s+{ADVERB}identified\b
    (?=\s(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|all|suitable|every)\b)
  | \b(?:has|have)\s+{ADVERB}received\b(?=[^.;]{{0,60}}\btraining\b)
  | (?P<opened>{_NO_AUXILIARY}\b(?:opened|launched|went\ live|came\ into\ (?:force|effect|use)|took\ effect
      |took\ place(?=\s+(?:on\s+\d|(?:in|during)\s(?:\w+\s){{0,3}}?(?-i:{MONTHS}|20\d\d)))
      |closed(?=\s+(?:on\s+\d|in\s+(?:\w+\s)?(?:19|20)\d\d)
       (?!(?:(?!\ and\ )[^,.;])*\b(?:is|are|was|were|had|have|has|will)\b))
      |(?:ceased|concluded|finished|reopened|graduated|went\ out)
       (?=[^.,;]{{0,40}}?\s(?:on|in)\s(?:[\w]+\s){{0,3}}?(?-i:{MONTHS}|20\d\d)))\b)
  | (?<!\bto\ )\bnow\s+(?:{DOES})\b
)"""
_PAST = rf"(?P<past>{_NO_AUXILIARY}\b(?:(?:{_PAST_ACTIONS})\b(?!\s+up\s+(?:\d|an?|the)\b)|met\s+(?:for|on|in)\b))"
_BECOMES = rf"""(?P<becomes>\bbecomes?\b(?=[^.]*\b(?:from|scheduled|by|on)\b)
  | (?<!\bwill\ )(?<!\bto\ )
    \b(?:starts?|begins?|opens?|closes|launche?s?|comes?\s+into\s+(?:force|effect|use|operation)|takes?\s+effect|goe?s?\s+live)\b
    (?=[^.,;]{{0,60}}?\b(?:in|on|from)\s(?:(?:early|late|the|spring|summer|autumn|winter|start|of|\d{{1,2}})\s)*
      (?-i:{MONTHS}|20\d\d)))"""


def _spaced(pattern: str) -> str:
    """The pattern for verbose mode: blanks inside word lists stand for themselves."""
    return re.sub(r"(?<=[\w)?]) (?=[\w(?\\])", r"\\ ", pattern)


_AUXILIARIES = """
    will shall is are was were has have had intend intends plan plans propose proposes aim aims undertake undertakes
    commit commits anticipate anticipates expect expects agree agrees hope hopes would could may might continue
    continues continuing should
    am ceased concluded finished reopened graduated began started remain remains become becomes now
    opened launched went came took
"""
# Verbs of the present that tell what is to come where a date follows: for few of them one does.
_COMING_WORDS = frozenset(
    {"starts", "start", "begins", "begin", "opens", "open", "closes", "launch", "launches", "comes", "come"}
    | {"takes", "take", "goes", "go"}
)
_TRIGGER_WORDS = {
    *_COMING_WORDS,
    "met",
    *_AUXILIARIES.split(),
    *(entry.split()[0] for entry in _PAST_ACTIONS.split("|")),
}
_TRIGGERS = (_CONTINUING, _PROGRESS, _COMPLETED, _PLANNED, _PAST, _BECOMES)
_TRIGGER = re.compile("|".join(map(_spaced, _TRIGGERS)), re.I | re.X)
_COMING = re.compile(_spaced(_BECOMES), re.I | re.X)
_INITIALS = "".join(sorted({letter for word in _TRIGGER_WORDS for letter in (word[0], word[0].upper())}))
_WORD = re.compile(rf"(?<![A-Za-z])[{_INITIALS}][A-Za-z]+")


def triggers(text: str) -> Iterator[re.Match[str]]:
    """The verbs that may tell an action, in order; the last named group of a match says what it claims.

    The pattern is only tried at the few words that begin it: that is what makes reading fast.
    """
    reached = 0
    for word in _WORD.finditer(text):
        if word.start() < reached or word[0].lower() not in _TRIGGER_WORDS:
            continue
        if _is_idle(text, word):
            continue
        match = _TRIGGER.match(text, word.start())
        if match and not _is_named(match) and not _is_participle(match):
            reached = match.end()
            yield match


def _is_idle(text: str, word: re.Match[str]) -> bool:
    """Whether a word that is frequent begins no trigger here: quicker to tell than by the whole pattern."""
    if word[0] == "May":  # the month
        return True
    said = word[0].lower()
    if said == "should":
        return not text.startswith(" be ", word.end())
    return said in _COMING_WORDS and not _COMING.match(text, word.start())


def _is_named(match: re.Match[str]) -> bool:
    """Whether a word that would be a past tense is part of a name: "the Integrated Risk Service"."""
    return match.lastgroup == "past" and match.start() > 0 and match[0][0].isupper()


def _is_participle(match: re.Match[str]) -> bool:
    """Whether a word that would be a past tense is a participle: "a meeting attended by both"."""
    return match[0].lower() in ("attended", "approved") and match.string.startswith(" by ", match.end())
