"""What the words around a state make of it: denied, true of a part, or not to be told.

"We are not satisfied that recommendation 1 is closed" holds the words of a closure and says the opposite. Looked at
are the words that govern the clause, the quantity of its subject ("none of", "two of the three") and what follows it
("except", "in 3 of 7 sites", ": no").
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Sway(Enum):
    """What becomes of a state."""

    STANDS = auto()
    DENIED = auto()
    PARTLY = auto()
    UNSURE = auto()


_REACH = 600  # characters before a clause in which words can govern it
_FLAGS = re.IGNORECASE | re.VERBOSE
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_AUX = r"(?:has|have|had|is|are|was|were|can|could)"

# Where a new clause begins in the words before a subject.
_TURN = re.compile(
    r"[;:]|\s-\s|\b(?:but|although|though|while|whilst|whereas|because|nevertheless|however)\b|,\s*(?:yet|so)\b", _FLAGS
)
_JOINT = re.compile(r",(?:\s*(?:and|or)\b)?|\band\b(?!\sthat\b)", re.IGNORECASE)
_ADVERBS = r"(?:(?:and|so|then|now|therefore|thus|accordingly|in\sour\sview|overall|on\sbalance)\b[\s,]*)*"
_NEW = re.compile(
    rf"""\s*{_ADVERBS}(?:\Z|(?:we|I|it|they|he|she|there|inspectors?|this\s(?:report|inspection))\b
    |(?:conclude[ds]?|found|find|consider(?:ed|s)?|judged?|agree[ds]?|accept(?:ed|s)?|saw|did|{_AUX})\b
    |(?:the\s)?(?:home\soffice|department|office|agency|unit|team)\s(?:{_AUX}|then|now)\b)""",
    _FLAGS,
)
_ASIDE = re.compile(r",[^,;:]{1,80},(?=\s*(?:that|to)\b)|(?<=\bthat),[^,;:]{1,80},", re.IGNORECASE)

# What governs a clause. Two negations that make an assertion are taken out first.
_EVEN = re.compile(
    r"""(?:\b(?:no|never|not|nobody|nothing|cannot|without|beyond|little|neither|nor)|n't)\b(?:\s[\w']+){0,4}?\s
    (?:doubt(?:s|ed|ful|ing)?|disput(?:e|es|ed)|disagree[ds]?|den(?:y|ies|ied)|question(?:s|ed)?(?!\swhether)|wrong
    |incorrect|inaccurate|premature|unreasonable|unfair|misleading|mistaken|contradict\w*|reject\w*|hesitat\w*|fail(?:s|ed)?\sto|expect(?:ed|ing)?\sto)\b
    |\bnot\s(?:only|just|merely)\b|\bwithout\s(?:any\s)?(?:hesitation|reservations?|exceptions?)\b""",
    _FLAGS,
)
_NO = r"""(?:\b(?:not|never|cannot|unable|unwilling|neither|nor|no\sone|nobody|none|hardly|scarcely|rarely|no\slonger
    |far\sfrom|nothing\slike|by\sno\smeans|reluctant|(?:at|in)\sno\s\w+|(?:fail|struggle|decline|refuse)(?:s|d|ed|ing)?)|n't)\b"""
_MIND = re.compile(
    rf"""{_NO}(?:\s[\w'-]+){{0,4}}?\s(?:agree|accept|satisf|convinc|confiden|assured|persuad|certain|sure|believ|think
        |content|happy|comfortable|share|conced|concur|consider|regard|recogni[sz])\w*
    |\bto\sbe\s(?:convinced|persuaded|satisfied|shown)\b
    |\b(?:doubt(?:s|ed|ful)?|disagree[ds]?|disput(?:e|es|ed)|den(?:y|ies|ied)|reject(?:s|ed)?|refut(?:e|es|ed)
        |unconvinced|unpersuaded|dissatisfied|unsatisfied|unsure|uncertain|sceptical|questions?|questioned)\b""",
    _FLAGS,
)
_SHOWN = re.compile(
    rf"""{_NO}(?:\s[\w'-]+){{0,5}}?\s(?:confirm|say|said|stat(?:e|ed)\b|claim|conclud|find|found|see\b|seen|saw\b|show|demonstrat
        |evidence|proof|assurance|prove|verif|establish|determin|clear|evident|obvious|apparent|true|correct|right|the\scase|possible
        |appropriate|reasonable|position|enough|sufficient|support|borne\sout|assert|tell|report|substantiat
        |corroborat|indicat|suggest|mean\b|safe)\w*
    |\b(?:neither|nobody|no\sone|none)\b(?:\s[\w'-]+){{0,10}}?\s(?:establish|confirm|show|prove|demonstrate|find|say|see)\w*
    |\b(?:no|little|few|scant|insufficient|inadequate|limited|without|lack(?:s|ed|ing)?|absence|nothing|not\senough)\s
        (?:[\w'-]+\s){{0,4}}?(?:evidence|signs?|indications?|assurances?|proof|basis|grounds?|records?|confidence|data
        |information|documents|show|suggest|demonstrate|indicate|prove|support|reason|confirmation|conclude
        |justification|persuade|convince)\b
    |\b(?:wrong(?:ly)?|incorrect(?:ly)?|untrue|false(?:ly)?|mistaken(?:ly)?|inaccurate|misleading|premature(?:ly)?
        |too\s(?:early|soon)|unclear|unlikely|unsafe|exaggerat\w+|overstat\w+|optimistic|rash|unrealistic|far\sfrom\s\w+|contradict(?:s|ed)?|(?:hard|difficult|impossible)\sto)\b""",
    _FLAGS,
)
_AFFIRMED = re.compile(  # what may stand before "that": behind other words it is not known what they make of the clause
    r"""\b(?:f[io]u?nd(?:s|ings?)?|verdict|records?|recorded|conclu\w+|satisfied|confiden\w+|consider\w*|agree[ds]?|accept\w*|confirm\w*|assess\w*|judge\w*
    |evidence\w*|clear|evident|pleased|glad|note[ds]?|content|believe[ds]?|views?|saw|seen?|show\w*|demonstrat\w+|establish\w*
    |verif\w+|know|told|sa(?:id|ys)|stat(?:ed|es|ement)|report\w*|assur\w+|inform\w*|advis\w+|claim\w*|assert\w*|maintain\w*
    |acknowledg\w+|explain\w*|argue[ds]|insist\w*|indicat\w+|position|convinced|persuaded|sure|certain|recogni[sz]\w+|true
    |right|fact|decid\w+|determin\w+|happy|opinion|observ\w+|wrote|means?|contend\w*|declar\w+|heard|learn\w*)\b""",
    _FLAGS,
)
_OWN = re.compile(
    r"\b(?:we|I|our|my|it|there|inspectors?|inspection|inspectorate|ICIBI|HMI\w*|this\sreport)\b|\A\W*\Z", _FLAGS
)
_OTHERS = re.compile(
    r"(?<!\bwe\s)(?<!\bI\s)(?<!inspectors\s)\b(?:said|told|thought|felt|argued|complained|reported|commented|claimed)\b",
    re.IGNORECASE,
)

# How much of its subject a clause is about.
_FILL = r"(?:(?!that\b|which\b|who\b)[\w'()-]+\s)"
_NONE = re.compile(
    rf"""\bno\s(?:(?:further|other|single|part|element|aspect|of|the|these|those|our|actions?|under|in)\s){{0,5}}\Z
    |\b(?:none|neither|not\s(?:one|any))\sof\s{_FILL}{{0,8}}\Z|\bnothing\s(?:in|under|of)\s{_FILL}{{0,4}}\Z|\bneither\s\Z
    |\bnor\s(?:{_AUX}\s)?\Z|\b(?:never|nowhere|(?:at|in)\sno\s\w+|by\sno\smeans)\b[^,;:]{{0,60}}?\s{_AUX}\s\Z
    |\bneither\s{_AUX}\s\Z|\bneither\s(?:recommendation\s)?\d{{1,2}}\snor\s\Z""",
    _FLAGS,
)
_SOME = re.compile(
    rf"""(?P<all>\b(?:all|both|each|every)\s(?:the\s|of\sthe\s|of\s)?)?
    \b(?:(?:(?:only|just|not)\s)?(?:{_NUMBER}|some|a?\s?few|most|many|several|half|much|little|all|every|hardly\sany
    |(?:the\s)?(?:(?:first|second|third|last|latter|former|main|greater)\s)?(?:part|half|element|majority|bulk|minority))s?)\s
    (?:(?:of|(?:actions?|parts?|elements?|strands?|aspects?|requirements?)\s(?:of|under|in))\s{_FILL}{{0,7}})\Z
    |\b(?:only|just)\s{_NUMBER}\s\Z|\b(?:very\s)?few\s\Z|\bhardly\sany\s\Z|\bnot\s(?:all|every)\s(?:of\s)?(?:the\s)?\Z""",
    _FLAGS,
)
_THAT_TOO = re.compile(r"\band\sthat\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
_SUPPOSED = re.compile(r"(?:\A|\b(?:and|but)\s)\W*had\s\Z", re.IGNORECASE)

# What follows a state.
_PART = r"""(?:(?:in\spart|partly|partially|partial)(?!\s(?:because|due|by|through|owing|thanks)\b)
    |not\s(?:fully|entirely|wholly))"""
_WHEN = r"""(?:after|when|once|because|recently|last|this|following|by|with|since|as|on\s\d|yesterday
    |in\s(?:\d{4}|(?:early|late|mid-?)?\s?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"""
_TAIL = re.compile(r"(?:[^.;!?\n]|\.(?=\w)){0,600}\??")
_ANSWER = re.compile(
    rf"""\s*(?:[:?|(/]|-(?=\s)|,)[\s:-]*(?:(?P<part>{_PART})|(?P<no>no\slonger\b|not\s(?:yet|true|met|so|at\sall)\b
    |(?:no|n|not|none|false)(?=\s*(?:\Z|[.,;)|\n]|-\s)))|(?P<unsaid>n/a\b|(?:subject\sto|pending|provisional(?:ly)?|conditional(?:ly)?)\b|not\s(?:agreed|accepted|confirmed|verified|assessed|inspected|tested)\b)|(?P<yes>(?:yes|y|true)\b))""",
    _FLAGS,
)
_DENIED = re.compile(
    r"""\A(?:(?!\b(?:as|because|since|which|and|but|where|when)\b)[^,;]){0,40}?\b(?:is|was|are|were|seems|appears|has\sbeen|cannot\sbe)\s(?:\w+ly\s|also\s|therefore\s)?(?:no\slonger
        \s(?:true|the\scase|correct|accurate|valid)|not\s(?:yet\s)?(?:true|correct|right|accurate|supported|borne\sout
        |justified|credible|the\scase|shared|accepted)|un(?:true|founded|supported|justified)|wrong|incorrect|inaccurate
        |false|premature|misleading|mistaken|contradicted|doubtful|in\sdoubt|substantiated|verified)\b
    |(?<!not\s)(?<!never\s)(?<!be\s)(?<!not\sbeen\s)(?<!never\sbeen\s)\bre-?opened\b|\b(?:cause|had|decided)\sto\sre-?open\b
    |\bwithout\s(?:being|having\sbeen)\s(?:met|implemented|completed?|achieved|delivered|tested)\b
    |\A,\sin\seffect\sprematurely\b|\A\s(?:in\serror|too\s(?:soon|early)|by\smistake|prematurely|wrongly)\b|\bbut\s(?:that|this|it)\s(?:is|was)\snot\b
    |\b(?:then|since|later|subsequently|but)\s(?:been\s)?(?:abandoned|dropped|reversed|withdrawn|undone|discontinued)\b
    |\b(?:but|and|though|although|however)\b[^.;]{0,40}(?:\bnot\s(?:been\s)?(?:sustained|maintained|kept\sup)
        |\b(?:since\s(?:slipped|lapsed)|slipped\s(?:back|since)|no\slonger\s(?:met|true|the\scase|in\splace)))""",
    _FLAGS,
)
# "was reported as complete in May; our sample shows that it is not."
_IS_NOT = re.compile(
    r"[^.;!?\n]{0,200}[;,][^.;!?\n]{1,80}?\b(?:it|this|that)\s(?:is|was|has|had|did)\snot\s*(?:\Z|[.!])", re.IGNORECASE
)
_QUALIFIED = re.compile(
    rf"""\A[\s,:(-]*(?:(?:but|though|although|albeit|if)\s)?(?:only\s)?{_PART}
    |\A[\s,(-]*(?:but\s)?only\b(?!\s{_WHEN})|\A\s(?:in|at|for|to|across)\sonly\b
    |\A\s(?:on\sa\s(?:trial|pilot)|as\sa\s(?:trial|pilot))\b
    |\A\s(?:on\spaper|in\sname|in\splaces|to\s(?:a|some)\s(?:\w+\s)?(?:extent|degree))\b
    |\A[\s(-]*(?:[^.,;]{{0,40}}?\s)?only(?=\s*(?:\Z|[.,;)]))
    |\A[^.;]{{0,50}}?\b(?:except|apart\sfrom|save\s(?:for|that)|other\sthan|with\sthe\sexception|excluding
        |with\s(?:one|two|some|a\sfew)\sexceptions?)\b
    |\A[^.,;]{{0,30}}?\b(?:in|at|for|across|by)\s(?:just\s|only\s|about\s|around\s)?(?:(?P<few>{_NUMBER})\s(?:out\s)?of\s
        (?:the\s|its\s|our\s)?(?P<of>{_NUMBER})\b|(?:some|most|many|a\sfew|few|several|half|part(?=\sof)|certain)\s(?:of\s)?
        (?!times?\b|reasons?|years?|months?|weeks?|days?|purposes)\w|\d\d?\s?(?:%|per\s?cent)
        |(?:a|the)\s(?:minority|majority)\b)
    |\A[^.;]{{0,60}}?\b(?:but|though|although|albeit|however)\s(?:(?:it|this)\s(?:is|has|was)\s)?(?:not\s(?:yet\s)?
        (?:fully|wholly|entirely|completely|consistently|everywhere|always|for|at|across|embedded|elsewhere|all
        |in\s(?!time\b))|only\s(?!{_WHEN})|inconsistently|unevenly|(?:much|more|further|some)\s(?:\w+\s){{0,3}}?
        (?:remains?|is\s(?:needed|required)|needs|to\s(?:be\s)?do(?:ne)?)\b)""",
    _FLAGS,
)


def before(text: str, start: int, at: int) -> tuple[Sway, int]:
    """What the words of a sentence from `start` make of a clause that begins at `at`, and where they begin."""
    start = max(start, at - _REACH)
    that = re.compile(r"that\s", re.IGNORECASE).match(text, at)  # of "that recommendation 2 is closed"
    at = that.end() if that else at
    head = _ASIDE.sub(lambda m: " " * len(m[0]), text[start:at])
    begin, joined = _begin(head)
    clause = head[begin:]
    sway, where = _governed(clause)
    if sway is Sway.STANDS and joined and _governed(head[:joined], near=-1)[0] is Sway.DENIED:
        return Sway.UNSURE, start
    none = _NONE.search(clause)
    if sway is not Sway.STANDS:
        return (Sway.UNSURE if none else sway), start + begin + where
    if none:
        return Sway.DENIED, start + begin + none.start()
    if _SUPPOSED.search(clause):
        return Sway.UNSURE, start
    if _THAT_TOO.search(clause):  # "they said that 1 was closed, and that 2 …": the verb stands further before
        if _governed(head)[0] is not Sway.STANDS:
            return Sway.UNSURE, start
        clause = head
    that = re.search(r"\bthat(?!\s(?:basis|ground|footing|account)\b)(?:\s[\w'-]+){0,3}\s*\Z", clause, re.IGNORECASE)
    if (
        that
        and clause[: that.start()].strip()
        and not _AFFIRMED.search(clause[: that.start()])
        and not _EVEN.search(clause)
    ):
        return Sway.UNSURE, start
    some = _SOME.search(clause)
    whole = some and (some["all"] or re.match(r"all\b|every\b", some[0], re.IGNORECASE))
    if some and (not whole or re.search(r"\b(?:not|hardly)\s\Z", clause[: some.start()], re.IGNORECASE)):
        return Sway.PARTLY, start + begin + some.start()
    return Sway.STANDS, at


def after(text: str, at: int, *, only: bool = False) -> Sway:
    """What the words make of a state that ends at `at`; `only` tells that "only" stands before it."""
    at += text[at : at + 1] in ('"', "'")  # of a state that is quoted
    answer = _ANSWER.match(text, at)
    if answer:
        if answer["unsaid"]:
            return Sway.UNSURE
        return Sway.PARTLY if answer["part"] else Sway.DENIED if answer["no"] else Sway.STANDS
    tail = _TAIL.match(text, at)
    words = tail[0] if tail else ""
    if words.endswith("?"):
        return after(text, at + len(words) - 1) if len(words) > 1 else Sway.UNSURE
    if _DENIED.search(words) or _IS_NOT.match(text, at):
        return Sway.DENIED
    found = _QUALIFIED.search(words)
    part = found is not None and not (found["few"] and found["few"] == found["of"])
    part = part or (only and not re.match(rf"\s(?:{_WHEN})", words, _FLAGS))
    return Sway.PARTLY if part else Sway.STANDS


def disputed(words: str) -> bool:
    """Whether words before a pause turn down what follows it ("We do not accept the claim: closed")."""
    said = r"\b(?:claim|view|status|rating|assessment|position|statement|description)\w*\W*\Z"
    return bool(_governed(f"{words.rstrip(' :,;-')} that ")[0] is not Sway.STANDS and re.search(said, words))


def _begin(head: str) -> tuple[int, int]:
    """Where the last clause begins; and where the "and" stands that joins it to the one before, 0 where none does."""
    begin = max((m.end() for m in _TURN.finditer(head)), default=0)
    joined = 0
    for m in _JOINT.finditer(head, begin):
        if _NEW.match(head, m.end()):
            bare = m[0].lower() == "and" and not head[m.end() :].strip()
            begin, joined = m.end(), m.start() if bare else 0
    return begin, joined


def _governed(clause: str, near: int = 3) -> tuple[Sway, int]:
    """What governs the end of a clause, by "that" or at most `near` words before it; and where it begins."""
    plain = _EVEN.sub(lambda m: " " * len(m[0]), clause)
    found = [
        (match, kind)
        for kind in (_MIND, _SHOWN)
        for match in kind.finditer(plain)
        for gap in [plain[match.end() :].lower().split()]
        if "that" in gap or (len(gap) <= near and gap[:1] not in (["of"], ["with"]))
    ]
    if not found:
        return Sway.STANDS, 0
    match, kind = min(found, key=lambda pair: pair[0].start())
    who = plain[: match.start()]
    others = _OTHERS.search(who) or (kind is _MIND and not _OWN.search(who))
    return (Sway.UNSURE if others else Sway.DENIED), match.start()
