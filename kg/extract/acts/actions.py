"""Whether a verb with its subject tells an action of the respondent, and how far the action is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.acts import lexicon, mainclause
from kg.extract.acts.triggers import PARTICIPLE
from kg.model import Delivery

_PREPOSITION = re.compile(r"\b(?:of|for|in|within|from|to|by|with|on|across|at|under)\b", re.I)
_RELATIVE = re.compile(r"\s(?:that|which|whom)\b")  # "the part that we accept" is nobody
PASSIVE = re.compile(
    r"\b(?:be|been|being|was|were|are now|is now)\s+" + lexicon.ADVERB + rf"{PARTICIPLE}\b",
    re.I,
)
"""Matches a verb in the passive voice."""
_PASSIVE_TO_COME = re.compile(rf"\s*{lexicon.ADVERB}be\s+{lexicon.ADVERB}(?:{PARTICIPLE}|\w+ing|subject)\b", re.I)
# "has concluded that" tells a view, not an action.
_FINDING = re.compile(
    r"\b(?:assess|conclud|determin|confirm|consider|stat|advis|explain|indicat|suggest|report|establish)e?d\s+that\b",
    re.I,
)
_STANDING = re.compile(r"in place|complete|now|been (?:live|operational|available|open|in)\b", re.I)
_ACT_ITSELF = re.compile(r"(?:the|an?|our)\s+\w+(?:tion|ment|ing)\s+of\b", re.I)
_ONESELF = re.compile(r"(?:we|I|the (?:home office|department|government|agency))\b", re.I)
_CONSIDERS = re.compile(r"\s*(?:\w+ly\s+|also\s+)?consider\b")
_WORD = re.compile(r"[a-z]+\b(?![’']s\b)")
_AUXILIARY = re.compile(r"(?:has been|have been|has|have|is|are)\b")
_KINDS = {"planned": Delivery.PLANNED, "progress": Delivery.IN_PROGRESS, "completed": Delivery.COMPLETED}
# A name of several words, or an acronym: "Jobcentre Plus", "MoD".
_NAME = re.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w’&-]+(?:\s(?:(?:&|and)\s)?[A-Z][\w’&-]+)+(?<!\sBill)(?<!\sAct)(?<!\sRegulations)(?<!\sOrder)|[A-Z][A-Za-z]{0,3}[A-Z]{1,4}"
    r"|Finance|Commercial|Digital|Communications|Estates|Legal|Procurement|Technology|Security)\s*$"
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|cannot)|n[’']t)(?:\s(?!(?:(?:com|im|multi)?ply|apply|reply|rely|supply)\b)\w+ly)?\s*\Z", re.I
)  # "we do not | intend to"
_SEVERAL = re.compile(r"\b(?:number|range|series|set|variety|programme|package|piece|body)\s*\Z", re.I)
_DEPENDS = re.compile(r"(?:subject to|depending on)\s", re.I)
_WEIGHED = re.compile(
    r"\b(?:in time|in due course|in (?:(?:the )?future|the light of)|subject to|depending on|as a result"
    r"|(?:should|where|if|as|when) (?:[\w’'-]+ ){1,4}(?:allows?|permits?)"
    r"|should (?:the|this|these|it|they)|once|where (?:there|this|the|it)"
    r"|if (?:the|this|these|funds?|funding|it|they|(?:[\w’'-]+ ){1,4}(?:can|is|are|agrees?|wish(?:es)?)))\b",
    re.I,
)
_HOLDS = re.compile(r"\s*hold\b[^.;]{3,60}\bto account\b", re.I)  # what one is there for
_ITSELF = re.compile(r"\brecommendation,? (?:and|which|but) \Z")  # "accepts this recommendation and | it has been"
# "Mitie", "Samaritans": one word with a capital that stands alone can be a firm or a charity that acts.
_ONE_NAME = re.compile(
    r"(?!(?:The|An?|This|That|These|Those|It|Its|Our|All|Both|Each|Some|Most|Many|No)\b)[A-Z][\w’&-]+\s*\Z"
)
_RAN = re.compile(
    r"(?:\w+ly |since |also |already )?(?:ran|run|held|sent|delivered|provided|given|replaced|removed|installed|fitted"
    r"|repaired|supplied|deployed|assigned|put|set up|opened|created|added|hired|taken (?:on|over)|restored"
    r"|re-?(?:introduced|instated|launched|issued|established|written|wrote))\b",
    re.I,
)
_DEED = re.compile(r"(?:has|have)\s", re.I)
# What contracts and licences will require is what the department puts into them.
_TERMS = re.compile(r"(?:[\w-]+\s){0,3}(?:contracts|agreements|licences|tenders|specifications)\b", re.I)
_REQUIRES = re.compile(r"\s*(?:therefore\s|also\s|all\s)?(?:require|oblige|specify|stipulate)\b", re.I)
# What is to come and dated, of something that only a pronoun names: "It will open in May".
_COMES = re.compile(
    rf"\s*{lexicon.ADVERB}(?:open|begin|start|follow|conclude|finish|launch|go live|come into (?:force|use|effect)"
    r"|take effect|apply|cease|close)\b"
    r"[^.;]{0,40}?\b(?:in|by|from|on|during)\b[^.;]{0,20}?(?:" + lexicon.TIMED.pattern + ")",
    re.I,
)
_LED = re.compile(
    r"\b(?P<how>in|on|from|since|during|at|by)\s[^,;]{0,30}?(?:" + lexicon.DATED.pattern + r")[^,;]{0,8},?\s*\Z", re.I
)
# What was counted is told by its number: "Some 1,200 checks were completed", "42 % of cases were closed"; levels rise
# by themselves; and the report is not the department's.
_STATISTIC = re.compile(
    r"(?:only|some|about|around|over|nearly|almost|approximately|(?:more|fewer|less) than|a total of)\s[\d,.]+"
    r"|of (?:the|these|those|all)\b"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most)\s*\Z"
    r"|(?:the|this|that|his|her|their)\s(?:[\w’]+\s)?(?:report|inspection|fieldwork)s?\s*\Z"
    r"|.{0,60}\b(?:numbers|levels|rates?|figures|volumes|costs|turnover|shortages|morale|performance)\s*\Z"
    r"|\d[\d,.]*(?:\s?%|\sper cent|,\d\d\d)|\d{3,}\s|[^,]{0,60}%",
    re.I,
)
_OFTEN = re.compile(r"\b(?:daily|weekly|monthly|quarterly|yearly)\b", re.I)  # "is monthly reporting" is a noun
_FOLLOW = re.compile(r"follow\b")
_AIM = re.compile(r"(?:our|its|their|the|the \w+[’']s) (?:\w+ )?(?:aim|intention|plan|goal|ambition)\s*\Z", re.I)
_BOTH = re.compile(r"both\s*\Z", re.I)
_INTENDS = re.compile(r"(?:intends?|plans?|proposes?|aims?|expects?|hopes?)\s+to\b", re.I)
_OFFICES = re.compile(r"(?:team|unit|group|board|department|directorate|office|government|ministry|agency)\s*\Z", re.I)
_SETS_OUT = re.compile(r"\s*(?:\w+ly\s+|also\s+)?(?:set out|describe|detail)\b")
_WEIGHED_AFTER = 250  # characters after a "may" in which a condition can stand
_LEAD = 60  # characters before a subject in which the date that leads to it begins
_AFTER_VERB = 60  # characters after the verb that tell what kind of verb it is
_NEGATED = 14  # characters after it in which a negation can stand
_SUBJECT_WORDS = 10  # a longer subject of a past tense is a noun phrase with a participle, not an actor


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a clause with its offset in the sentence.

    `actor` says that its head is one who acts, `anaphor` that it only points back ("this"), `other` that it is the
    inspectors, `agent` that it is an "it" which stands for the body that the sentence before is about.
    """

    words: str
    start: int
    actor: bool
    anaphor: bool
    other: bool
    agent: bool = False

    @property
    def end(self) -> int:
        """Where the subject ends in the sentence."""
        return self.start + len(self.words)


def subject(words: str, start: int, names_actor: Callable[[str], bool], *, agent: bool = False) -> Subject:
    """The subject with what its words tell; `names_actor` knows the names of teams and bodies.

    `agent` says that the sentence before is about a body: "it" can stand for it.
    """
    if agent and words.strip().lower() == "it":
        return Subject(words, start, actor=False, anaphor=True, other=False, agent=True)
    nominal = mainclause.nominal(words)
    head = _PREPOSITION.split(nominal, maxsplit=1)[0]
    noun = _RELATIVE.split(head, maxsplit=1)[0]
    known = not lexicon.ACTORS.isdisjoint(_WORD.findall(noun.lower())) or bool(_NAME.match(head))
    return Subject(
        words,
        start,
        known or names_actor(head),
        bool(lexicon.ANAPHOR.match(words)),
        bool(lexicon.OTHERS.match(nominal.strip())),
    )


def delivery(text: str, trigger: re.Match[str], subject: Subject) -> Delivery | None:
    """How far the action of the verb is, as the sentence claims; None where it is no action of the respondent."""
    rest = text[trigger.end() : trigger.end() + _AFTER_VERB]
    if not subject.words.strip() or lexicon.NEGATION.search(trigger[0] + rest[:_NEGATED]):
        return None
    if _DENIED.search(subject.words) or _is_state(text, trigger, subject):
        return None
    if lexicon.NOBODY.match(subject.words) or (subject.other and not PASSIVE.search(trigger[0] + rest)):
        return None
    kind = trigger.lastgroup
    if subject.agent and (deed := _deed(text, trigger)):
        return deed
    if kind == "becomes" or (kind == "planned" and _is_promise(text, trigger, rest, subject)):
        return Delivery.PLANNED
    if kind == "progress" and _is_under_way(trigger, subject):
        return Delivery.IN_PROGRESS
    if kind == "continuing" and subject.actor and not subject.anaphor:
        return Delivery.IN_PROGRESS
    if kind == "past":
        return _past(text, trigger, subject)
    return Delivery.COMPLETED if kind == "completed" and _is_report(text, trigger, subject) else None


def _is_state(text: str, trigger: re.Match[str], subject: Subject) -> bool:
    """Whether words tell what will happen, or how the recommendation stands, and not what was done for it."""
    itself = subject.anaphor and _ITSELF.search(text, max(0, subject.start - _LEAD), subject.start)
    stands = (itself or lexicon.NO_WORK.match(subject.words)) and lexicon.NO_WORK_DONE.match(trigger[0])
    return bool(stands or lexicon.HAPPENS.match(text, subject.start))


def _deed(text: str, trigger: re.Match[str]) -> Delivery | None:
    """How far an action is that only a body can do: "it will write to …", "it has begun to recruit"."""
    begun = trigger.lastgroup in ("progress", "completed") and not trigger["going"]
    if _INTENDS.match(trigger[0]):
        return Delivery.PLANNED
    auxiliary = _AUXILIARY.match(text, trigger.start())
    verb = auxiliary.end() if auxiliary and trigger.lastgroup != "planned" else trigger.end()
    if trigger.lastgroup == "progress" and begun:
        verb = trigger.end() + len(" to") if text.startswith(" to ", trigger.end()) else trigger.end()
    if not lexicon.DELIBERATE.match(text, verb):
        return None
    return _KINDS.get(trigger.lastgroup or "")


def _is_under_way(trigger: re.Match[str], subject: Subject) -> bool:
    """Whether the progress is of an action, not of things by themselves ("calls are rising")."""
    action = bool(lexicon.ACTION_NOUNS.search(subject.words))
    if trigger["lasting"]:
        return _is_action(subject)
    if not trigger["going"]:
        return action or not subject.anaphor or bool(PASSIVE.search(trigger[0]))
    deed = lexicon.DELIBERATE.match(trigger[0].split()[-1]) and not _OFTEN.search(trigger[0])
    return not subject.anaphor and (subject.actor or bool(deed) or _is_action(subject))


def _is_action(subject: Subject) -> bool:
    """Whether the subject itself is an action: "work on the elements", not "the elements of the work"."""
    head = _head(subject)
    words = subject.words if _SEVERAL.search(head) else head
    return lexicon.ACTION_NOUNS.search(words) is not None


def _head(subject: Subject) -> str:
    return _PREPOSITION.split(mainclause.nominal(subject.words), maxsplit=1)[0]


def _past(text: str, trigger: re.Match[str], subject: Subject) -> Delivery | None:
    """What was begun is under way, the rest is done: "the team introduced", "a pilot began"."""
    if lexicon.HISTORY.search(trigger.string) or _STATISTIC.match(subject.words):
        return None
    if (
        lexicon.COMPOUND.search(subject.words)
        or subject.anaphor
        or len(mainclause.nominal(subject.words).split()) > _SUBJECT_WORDS
    ):
        return None
    if lexicon.BEGINNING.match(trigger[0]):
        acts = subject.actor or lexicon.ACTION_NOUNS.search(subject.words) or lexicon.ACTIVITIES.search(subject.words)
        return Delivery.IN_PROGRESS if acts else None
    named = _is_named(text, trigger, subject)
    return Delivery.COMPLETED if subject.actor or named else None


def is_one_name(words: str) -> bool:
    """Whether words are one with a capital, which may name a body."""
    return bool(_ONE_NAME.match(words))


def _is_named(text: str, trigger: re.Match[str], subject: Subject) -> bool:
    """Whether the subject is one word with a capital, with a verb that only somebody who acts can do.

    The first word of a sentence has one too ("Levels fell in May"): hence the verb, and a date where it is told.
    """
    if not _ONE_NAME.match(subject.words) or subject.anaphor:
        return False
    auxiliary = _DEED.match(text, trigger.start())
    if not auxiliary and not lexicon.TIMED.search(text):
        return False
    verb = auxiliary.end() if auxiliary else trigger.start()
    return bool(
        _RAN.match(text, verb) or lexicon.DELIBERATE.match(text, auxiliary.end() if auxiliary else trigger.start())
    )


def _is_report(text: str, trigger: re.Match[str], subject: Subject) -> bool:
    """Whether words of the past report something done: an undated "was …" only tells how things came about."""
    if trigger["narrated"] or trigger["opened"]:
        offered = lexicon.DATED.search(text, trigger.start()) or _leads_with_date(text, trigger, subject)
        if not (offered or lexicon.ANSWERING.match(text)) or _STATISTIC.match(subject.words):
            return False
        return not lexicon.HISTORY.search(text)
    if PASSIVE.search(trigger[0]):
        return "%" not in subject.words
    if subject.actor or _is_named(text, trigger, subject):
        return not _FINDING.search(text, trigger.start(), trigger.end() + len(" that"))
    return bool(_STANDING.search(trigger[0]) or lexicon.OPENING.search(trigger[0]))


def _is_offered(trigger: re.Match[str], rest: str, subject: Subject) -> bool:
    """Whether what may be done is offered: "we may run a pilot if …", "if it succeeds we would extend it"."""
    if lexicon.CONDITION.match(trigger.string) or _DEPENDS.match(trigger.string):
        return bool(subject.actor or PASSIVE.match(rest))
    could = trigger[0].lower().startswith(("could", "would")) and subject.actor and lexicon.DELIBERATE.match(rest)
    hedged = (could or trigger[0].lower().startswith(("may", "might"))) and _WEIGHED.search(
        trigger.string, trigger.start(), trigger.end() + _WEIGHED_AFTER
    )
    if PASSIVE.match(rest):
        return bool(hedged) and (not subject.anaphor or bool(_BOTH.match(subject.words)))
    return bool(hedged) and bool(could or _ONESELF.match(subject.words) or _NAME.match(subject.words))


def _leads_with_date(text: str, trigger: re.Match[str], subject: Subject) -> bool:
    """Whether a date leads to the subject: "In April the Director was appointed"."""
    lead = _LED.search(text[max(0, subject.start - _LEAD) : subject.start])
    return lead is not None and trigger[0].lower().startswith("had") == (lead["how"].lower() == "by")


def _is_promise(text: str, trigger: re.Match[str], rest: str, subject: Subject) -> bool:
    """Whether what is to come is an action, not an effect of one or the content of a product."""
    if trigger["fitting"]:
        return not lexicon.EFFECT_VERB.match(rest)
    if _AIM.match(subject.words) and trigger["infinitive"]:
        return bool(lexicon.DELIBERATE.match(rest) or lexicon.TIMED.search(text, trigger.end()))
    if (_TERMS.match(subject.words) and _REQUIRES.match(rest)) or (_FOLLOW.match(rest) and not subject.anaphor):
        return True
    if _HOLDS.match(rest):
        return False
    if trigger["modal"] and not _is_offered(trigger, rest, subject):
        return False
    if subject.anaphor and (_COMES.match(rest) or lexicon.BINDS.match(text, trigger.end())):
        return True
    if lexicon.ABLE.match(rest) or (trigger["infinitive"] and not subject.actor):
        return False
    if lexicon.CONTENT_VERB.match(rest) and not _ONESELF.match(subject.words):
        office = _SETS_OUT.match(rest) and _OFFICES.search(_head(subject))
        return subject.actor and bool(_CONSIDERS.match(rest) or office)
    if lexicon.EFFECT_VERB.match(rest) and not (is_one_name(subject.words) and lexicon.OPINES.match(rest)):
        return subject.actor and not subject.anaphor and not _ACT_ITSELF.match(subject.words)
    return not subject.anaphor or bool(_PASSIVE_TO_COME.match(rest))
