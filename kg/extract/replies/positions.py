"""The position of a body on a recommendation, in every wording of the genre.

"Accepted in principle" counts as partially accepted: the words agree with the aim and withhold the act, and the closed
scheme has no fifth value. "Noted" states no position, but it is a statement: it has a span. "We agree with" and
"supports" in prose state no position and have none; "Agreed" as a status line of its own is an acceptance, and so is
the sentence of Treasury minutes, "The government agrees with the recommendation", where it says no more than that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.replies import partly
from kg.model import Acceptance, Delivery

_ACCEPT = r"(?:accept(?:s|ed|ance)?|agree[ds]?)"
_CORE = rf"""(?:
    (?P<rejected>(?:not|don't|do\ not|does\ not|cannot|unable\ to)\ (?:been\ )?(?:{_ACCEPT})(?:\ in\ full)?
        |non-acceptance|unaccepted|disagree[ds]?|(?:fully\ )?reject(?:s|ed|ion)?(?:\ in\ full)?|declined|refused)
    |(?P<partial>(?:partial(?:ly)?|partly|part|in\ part|in\ principle)[-\ ]+{_ACCEPT}
        |{_ACCEPT}[-,\ ]*\(?(?:partial(?:ly)?|partly|in\ part|part|in\ principle)\)?(?!\ \((?:[a-z]|[ivx]+)\)))
    |(?P<accepted>(?:fully|in\ full|wholly)[-\ ]+{_ACCEPT}|{_ACCEPT}(?:[-,\ ]*\(?(?:in\ full|fully|wholly)\)?)?)
    |(?P<noted>noted?)
)(?:\ at\ (?:this|the\ present)\ (?:time|stage|moment)|\ at\ present|\ for\ now)?"""
_BODY = r"""(?:the\ )?(?:(?:(?:uk|hm|scottish|welsh)\ )?(?:home\ office|department|government|agency|ministry
        |border\ agency|constabulary|force|council|service|board|trust|authority)|border\ force|(?-i:[A-Z]{2,8}))
        \ (?:also\ )?"""
_SUBJECT = rf"""
    (?:(?P<speaker>{_BODY}(?:has\ |have\ )?(?:fully\ )?
    |we\ (?:have\ )?(?:fully\ )?|(?:this|the|these)\ recommendations?\ (?:is|was|has\ been|are|were|have\ been)[ ])
    |recommendations?[ ](?:is\ |was\ )?
    |(?:(?:home\ office|department(?:al)?|government|agency)\ )?
        (?:response|position|status|outcome|decision|accepted\?)\s?[:-]\s{{0,24}})?
"""
_OBJECT = r"""(?:\ (?:(?:this|the|these)\ (?:(?:element|part|aspect)\ of\ (?:this|the)\ )?|(?P<with>with\ the[ ])
    |with\ the\ (?:committee|inspectorate|commission|ombudsman|inspector|(?-i:[A-Z]{2,8}))'s\ )
    recommendations?(?P<object>\ in\ (?:principle|part))?(?:\ in\ full)?)?"""
_PROGRESS = r"""
    (?P<progress>\s{0,2}[-,(]?\s{0,2}(?:(?:and|but)\ )?(?:already\ )?
        (?:(?:is|are|(?:has|have)\ (?:now\ |already\ )?been)\ )?(?:
        (?P<ongoing>(?:work\ |implementation\ )?(?:is\ |already\ )*
                (?:in[-\ ]progress|under\s?way|on-?going|in\ hand|in\ train)
            |(?:partially|partly|being)\ (?:implemented|complete[d]?|delivered))
        |(?P<done>(?:fully\ |now\ )?(?:implemented|completed?|delivered|actioned|closed|in\ place|discharged)))\)?)?
"""
# What may follow: the end, a mark that opens a caveat, or words that qualify.
_AFTER = (
    r"(?=\s*\Z|\s*[.,;:()/]|\s+-"
    r"|\s+(?:subject\ to|with\ (?:caveats?|conditions?|modifications?)|in\ so\ far|insofar)\b)"
)
_LINE = re.compile(
    rf"[\s\"'(\[|-]{{0,6}}(?P<words>{_SUBJECT}{_CORE}{_OBJECT}{_PROGRESS}){_AFTER}[.)\]\"' ]{{0,4}}",
    re.IGNORECASE | re.VERBOSE,
)
_WHO = (
    r"(?:home office|department|government|agency|ministry|force|council|college|service|authority|police|"
    r"office|enforcement|we|I|[A-Z]{2,6})"
)
_PROSE = re.compile(
    rf"\b{_WHO}\b[\w ,()'-]{{0,60}}?\b"
    r"(?P<not>(?:do(?:es)?|did|has|have|is|are|can|could) ?(?:not|n't)[\w ]{0,20}?|cannot "
    r"|(?:(?:am|are|is|was|were) )?(?:unable|not able|not in a position) to )?"
    r"(?P<how>partially |partly |fully |in part |in principle )?(?P<verb>accept(?:s|ed)?|rejects?|rejected)\b"
    r"(?P<full>,? in (?:full|part|principle),?)?"
    r" (?:(?:(?:this|the|these|both|all|any|each)\b[\w ]{0,30}?)?(?:recommendations?|proposal)"
    r"|this (?:element|part|aspect|limb))\b"
    r"(?! \((?:[a-z]|[ivx]{1,4})\))(?P<number> \d{1,2}(?:\s?\(?[a-z]\)?)?)?"
    r"(?P<part> in (?:part|principle|full))?(?! (?:of|from|in|made|by|that)\b)",
    re.IGNORECASE,
)
_AIM = r"(?:aims?|principles?|spirit|thrust|intent(?:ion)?s?|objectives?|purpose|premise|sentiment|ambition)"
_OF_AIM = re.compile(rf"\b{_AIM} (?:of|behind|underlying|underpinning)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r",? but (?:not (?:the|its|all|that|for)\b|(?:\w+ ){0,3}?(?:do(?:es)? not|cannot|is unable to|are unable to) "
    r"(?:\w+ )?(?:accept|agree)\b|(?:\w+ )?rejects?\b)",
    re.IGNORECASE,
)
# "The Department accepts the principle of a limit but cannot accept the sum that is proposed."
_ONLY_AIM = re.compile(
    rf"\b{_WHO}\b[\w ,()'-]{{0,40}}?\baccepts? (?:the|this|its) (?:\w+ )?{_AIM}\b[^.;]{{0,160}}?"
    rf"(?P<except>{_EXCEPT.pattern})",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:,? in (?:full|part|principle),?)? (?:this|the|these|both|all)(?: the)? recommendations?\b", re.IGNORECASE
)
# A whole sentence at the start of a paragraph that says no more: "HMRC also agrees with the recommendation."
_FORMAL = re.compile(
    rf"(?P<words>{_BODY}(?:(?P<how>partially|partly|fully)\ )?(?P<verb>agrees|disagrees)\ with\ the\ "
    r"(?:[\w']{1,20}'s\ )?recommendations?(?P<part>\ in\ (?:principle|part|full))?)\.(?=\s|\Z)",
    re.IGNORECASE | re.VERBOSE,
)
_PASSIVE = re.compile(
    r"\bthis (?:(?:element|part|aspect|limb) )?(?:of (?:the|this) )?(?:recommendation )?(?:is|was|has been|cannot be) "
    r"(?P<not>not )?(?P<how>partially |partly |fully )?(?P<verb>accepted|rejected)\b(?P<part> in (?:part|principle))?",
    re.IGNORECASE,
)
# "We have thought about this recommendation and cannot accept it."
_PRONOUN = re.compile(
    rf"\b{_WHO}\b[\w ,()'-]{{0,60}}?\b(?:this|the) recommendation,? (?:and|but) "
    r"(?:(?:therefore|now|also|accordingly|we) )?"
    r"(?P<not>(?:do(?:es)? not|cannot|(?:is|are|am) (?:unable|not able) to) )?(?P<how>partially |partly |fully )?"
    r"(?P<verb>accepts?|rejects?) it\b(?P<part> in (?:part|principle|full))?",
    re.IGNORECASE,
)
_EACH = r"(?:parts|elements|limbs|aspects)(?: of (?:the|this) recommendation)?"
_ALL_OF = r"(?:both|all(?: (?:two|three|four|five|six))?)(?: of)?(?: (?:the|its|these))?"
# "We accept both parts.", "All three parts of the recommendation are accepted", "Neither part is accepted."
_ALL_PARTS = re.compile(
    r"(?:\A|(?<=[.!?] ))(?:(?P<who>[^.;:!?]{1,60}?) (?P<not>(?:do(?:es)? not|cannot) )?"
    r"(?P<how>partially |partly |fully )?(?P<verb>accept(?:s|ed)?|rejects?|rejected) "
    rf"(?:{_ALL_OF} {_EACH}|(?P<none>neither part|no part))"
    rf"|(?:{_ALL_OF} {_EACH} (?:are|were|have been)"
    r"|(?P<nor>neither part|no part)(?: of (?:the|this) recommendation)? is)"
    r" (?P<never>not )?(?P<late>partially |partly |fully )?(?P<said>accepted|agreed|rejected))"
    r"(?P<part>,? in (?:part|principle|full))?(?=\s*(?:[.;:]|\Z)|,? (?:and|as|subject to)\b)",
    re.IGNORECASE,
)
# Who only supposes, asks or reports that somebody accepts.
_SUPPOSED = re.compile(
    r"\b(?:to|if|would|could|may|might|should|will|whether|once|unless|when|that|who|which|inspect\w{1,10}|ICIBI"
    r"|committee|ombudsman|auditor)\b",
    re.IGNORECASE,
)
_STEMS = ("accept", "gree", "reject", "note", "declined", "refused")
_NEAR = 90  # characters within which the word of a position line stands
_SENTENCE_REACH = 600  # characters at the start of a paragraph in which prose may state a position


@dataclass(frozen=True, slots=True)
class Position:
    """A position read from a paragraph: `start` and `end` are offsets of its words, `rest` where what follows begins.

    `number` is the recommendation that the prose itself names (" 1(a)"), empty otherwise.
    """

    acceptance: Acceptance
    delivery: Delivery | None
    start: int
    end: int
    rest: int
    number: str = ""

    def shifted(self, by: int) -> Position:
        """The position with offsets counted from an earlier place."""
        return replace(self, start=self.start + by, end=self.end + by, rest=self.rest + by)


# "Accepted? Yes", "Accepted? In part".
_ASKED = re.compile(
    r"(?P<words>(?:(?:is (?:this|the) )?(?:recommendation )?(?:accepted|agreed)"
    r"|do you (?:accept|agree with) (?:the|this) recommendation) ?\?\s?[:-]?\s{0,3}"
    r"(?:(?P<yes>yes|(?:in full|fully)\b)|(?P<no>no)|(?P<partly>in part|in principle|part(?:ial)?ly)))(?![\w-])"
    r"[.;:, -]*",
    re.IGNORECASE,
)


def asked(text: str) -> bool:
    """Whether a line asks for the position that the next line gives ("Accepted?")."""
    return len(text) < _NEAR and text.endswith("?") and _ASKED.match(text + " yes") is not None


@lru_cache(maxsize=256)  # a line is looked at as a line and again as a paragraph
def line(text: str, start: int = 0) -> Position | None:
    """The position that stands at `start` as a status ("Accepted – by April"), None where prose begins there."""
    near = text[start : start + _NEAR].lower()
    if not any(stem in near for stem in _STEMS):
        return None  # a cheap guard: most paragraphs are prose
    if "?" in near and (answered := _ASKED.match(text, start)):
        return _answered(answered, text)
    match = _LINE.match(text, start, start + 400)
    if match is None or match.end("words") == match.start("words"):
        return None
    rest = _rest(text, match.end())
    if (match["noted"] or match["speaker"]) and rest < len(text):
        return None  # a sentence of prose, which stays in the answer
    if match["with"] and (match["speaker"] or "we ").lower().startswith("we "):
        return None  # "We agree with this recommendation" is an opinion, the formal words name who answers
    return Position(_kind(match), _delivery(match), match.start("words"), match.end("words"), rest)


def _answered(match: re.Match[str], text: str) -> Position:
    acceptance = Acceptance.ACCEPTED if match["yes"] else Acceptance.REJECTED
    if match["partly"]:
        acceptance = Acceptance.PARTIALLY_ACCEPTED
    return Position(acceptance, None, match.start("words"), match.end("words"), _rest(text, match.end()))


def _kind(match: re.Match[str]) -> Acceptance:
    if match["rejected"]:
        return Acceptance.REJECTED
    if match["partial"] or match["object"]:
        return Acceptance.PARTIALLY_ACCEPTED
    return Acceptance.ACCEPTED if match["accepted"] else Acceptance.NOT_STATED


def _delivery(match: re.Match[str]) -> Delivery | None:
    if match["ongoing"]:
        return Delivery.IN_PROGRESS
    return Delivery.COMPLETED if match["done"] else None


def _rest(text: str, offset: int) -> int:
    """The offset of the first word after the marks that separate a position from what follows it."""
    end = len(text)
    while offset < end and text[offset] in " .,;:-/)\n":
        offset += 1
    return offset


def prose(text: str) -> Position | None:
    """The position that a paragraph states in its own sentences ("The Home Office rejects this element …")."""
    head = text[:_SENTENCE_REACH]
    lower = head.lower()
    if "gree" in lower and (formal := _FORMAL.match(head)):
        return Position(_told(formal), None, formal.start("words"), formal.end(), formal.end())
    if whole := all_parts(head):
        return whole
    if "accept" in lower and (half := partly.half(head)):
        start, end = _sentence(head, *half)
        return Position(Acceptance.PARTIALLY_ACCEPTED, None, start, end, end)
    if not (
        ("accept" in lower or "reject" in lower)
        and ("recommend" in lower or "proposal" in lower or "this " in lower or "but" in lower)
    ):
        return None
    match = _PROSE.search(head) or _PASSIVE.search(head) or _PRONOUN.search(head)
    if match is None or not _WHOLE.match(head, match.end("verb")):  # "cannot accept the sum in the recommendation"
        match = _ONLY_AIM.search(head) or match
    if match is None or (_told(match) is Acceptance.ACCEPTED and match.groupdict().get("not")):
        return None
    acceptance = _told(match)
    start, end = _sentence(head, match.start(), match.end())
    aim = match.re is not _PRONOUN and _OF_AIM.search(match[0])
    if acceptance is Acceptance.ACCEPTED and (
        aim or _EXCEPT.match(head, match.end()) or partly.limited(head, start, match.end())
    ):
        acceptance = Acceptance.PARTIALLY_ACCEPTED
    return Position(acceptance, None, start, end, end, (match.groupdict().get("number") or "").strip())


def all_parts(text: str) -> Position | None:
    """The position that a sentence near the start of a paragraph takes on every part ("We accept both parts.")."""
    head = text[:_SENTENCE_REACH]
    lower = head.lower()
    if not any(word in lower for word in ("parts", "elements", "limbs", "aspects", "neither part", "no part")):
        return None
    match = next((m for m in _ALL_PARTS.finditer(head) if not _SUPPOSED.search(m["who"] or "")), None)
    if match is None or match["not"]:  # "We do not accept both parts": one of them, or neither
        return None
    verb = (match["verb"] or match["said"]).lower()
    denied = any(match[name] for name in ("never", "none", "nor"))
    acceptance = Acceptance.REJECTED if denied or verb.startswith("reject") else Acceptance.ACCEPTED
    if acceptance is Acceptance.ACCEPTED and _qualified(match, ("how", "late", "part")):
        acceptance = Acceptance.PARTIALLY_ACCEPTED
    return Position(acceptance, None, match.start(), match.end(), match.end())


def _qualified(match: re.Match[str], names: tuple[str, ...]) -> bool:
    groups = match.groupdict()
    return any(groups.get(name) and "full" not in groups[name].lower() for name in names)


def _told(match: re.Match[str]) -> Acceptance:
    """What a verb in prose states; "does not reject" is left to the caller, as an acceptance that is denied."""
    groups = match.groupdict()
    if groups.get("except"):
        return Acceptance.PARTIALLY_ACCEPTED
    verb = groups["verb"].lower()
    if verb.startswith("reject") and groups.get("not"):
        return Acceptance.ACCEPTED
    if verb.startswith(("reject", "disagree")) or groups.get("not"):
        return Acceptance.REJECTED
    return Acceptance.PARTIALLY_ACCEPTED if _qualified(match, ("how", "full", "part")) else Acceptance.ACCEPTED


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a match, without its space."""
    begin = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? "))
    stop = text.find(". ", end)
    if stop < 0:
        stop = len(text.rstrip()) - 1 if len(text) < _SENTENCE_REACH else end - 1
    return (begin + 2 if begin >= 0 else 0), max(stop + 1, end)
