"""Who speaks: the inspector, whose findings are assessments, or the department, whose words are claims.

It is asked of the whole document (who wrote it), of a heading or a column ("Home Office update") and of a sentence
("the Home Office told us that …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto


class Voice(Enum):
    """Who says how things stand."""

    INSPECTOR = auto()
    DEPARTMENT = auto()


_INSPECTING = (
    r"(?:(?:chief\s)?inspect(?:or|orate)s?(?:\sgeneral)?|ICIBI|HMI(?:CFRS|P|PPS)?|NAO|ombudsman|auditors?(?:\sgeneral)?"
    r"|(?<!assurance\s)(?<!risk\s)(?<!steering\s)(?<!programme\s)(?<!people\s)(?<!delivery\s)committee"
    r"|national\saudit\soffice|comptroller)(?:'s?)?"
)
_DEPARTMENT = (
    r"(?:home\soffice|department|government|agency|authority|ministry|constabulary|council|trust|service|directorate|force"
    r"|border\sforce|immigration\senforcement|UKVI|UK\sborder\sagency|HMPPS|HMRC|director(?:[\s-]general)?|permanent\ssecretary"
    r"|ministers?|(?:senior\s)?(?:managers?|officials?|leaders)|staff)(?:'s?)?"
)
_SAYS = (
    r"(?:told|tells|said|says|stat(?:ed|es)|report(?:ed|s)|assured?|inform(?:ed|s)|advis(?:ed|es)|claim(?:ed|s)|consider(?:ed|s)"
    r"|believ(?:ed|es)|maintain(?:ed|s)|confirm(?:ed|s)|assert(?:ed|s)|argu(?:ed|es)|indicat(?:ed|es)|wrote|writes|view(?:ed|s)"
    r"|regard(?:ed|s)|judg(?:ed|es)|declar(?:ed|es)|explain(?:ed|s)|insist(?:ed|s)|contend(?:ed|s)|acknowledg(?:ed|es)"
    r"|record(?:ed|s)|treat(?:ed|s)|mark(?:ed|s)|list(?:ed|s)|describ(?:ed|es)|rat(?:ed|es))"
)
_FINDS = (
    r"(?:found|finds|conclud(?:ed|es)|assess(?:ed|es)|judg(?:ed|es)|consider(?:ed|s)|clos(?:ed|es)|report(?:ed|s)|confirm(?:ed|s)"
    r"|not(?:ed|es)|determin(?:ed|es)|rated|marked|accepted|agreed|said|stated|told|regard(?:ed|s)?|agrees)"
)
_OWN = re.compile(
    r"\b(?:we|inspectors?|I)\b(?:\s\w+){0,2}\s(?:found|inspected|visited|conclude[d]?|observed|sampled|examined|saw|interviewed"
    r"|recommend|assessed|were\stold|heard|took\sevidence)\b|\b(?:my|our)\s(?:inspectors?|inspection|findings|fieldwork)\b"
    r"|\b(?:told|informed|assured|reported\sto|wrote\sto|shown\sto)\s(?:us|me|(?:my|our|the)\sinspectors?|inspectors)\b"
    r"|\bwhat\s(?:we|inspectors?|I)\sfound\b|\binspectors'\s(?:findings|assessment)",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"\b(?:we|the\shome\soffice|the\sdepartment)\s(?:now\s)?(?:have|has|are|will|accept|are\spleased)\b|\bour\s(?:staff|response|teams?|progress)\b"
    r"|\byour\s(?:report|recommendations?|letter|inspection)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\b(?:updates?|responses?|positions?|progress|report(?:ed|s)|statements?|evidence|said|says|account|comments?|claims?|claimed|told"
    r"|view|self-assessment|stated?|assessment|status|tracker|records?|returns?|register|log|dashboard)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:findings?|found|find|assessment|conclusions?|judge?ments?|verdict|evaluation|view|analysis|opinion|comments?|rating|status"
    r"|position|update)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:our|we|my|I)\b", re.IGNORECASE)
_INSPECTOR_NAMED = re.compile(rf"\b{_INSPECTING}(?!\w)", re.IGNORECASE)
_DEPARTMENT_NAMED = re.compile(rf"\b{_DEPARTMENT}(?!\w)", re.IGNORECASE)
_TOLD_BY_DEPARTMENT = re.compile(
    rf"(?:\b{_DEPARTMENT}(?!\w)(?:\s(?!that\b)[\w,'-]+){{0,4}}?\s{_SAYS}\b|\baccording\sto\s(?:the\s)?{_DEPARTMENT}(?!\w)"
    rf"|\b(?:view|position|claim|assertion|belief)\sof\s(?:the\s)?{_DEPARTMENT}(?!\w)(?:\s(?:is|was))?\sthat\b"
    rf"|(?<!contrary\sto\swhat\s)(?<!despite\swhat\s)\b(?:we|inspectors?|I)\s(?:were|was|have\sbeen|had\sbeen)\s(?:told|informed|assured|advised)\b"
    rf"|\b(?:the|its|their|his|her)\s(?:[\w'-]+\s){{0,3}}?(?:tracker|return|log|register|dashboard|self-assessment|action\splan)\s"
    rf"(?:(?:also|now|still|then)\s)?(?:{_SAYS}|shows?|showed|has|had|gives?|gave)\b"
    rf"|\A\s*(?:it|they)\s{_SAYS}\b)",
    re.IGNORECASE,
)
_TOLD_BY_INSPECTOR = re.compile(
    rf"\b(?:{_INSPECTING}|you|your\s(?:report|inspectors|re-inspection))(?!\w)(?:\s(?!that\b)[\w,'-]+){{0,4}}?\s{_FINDS}\b",
    re.IGNORECASE,
)
# "His position is that …", "It found that …", in a department's letter.
_HIS = re.compile(
    r"\s*(?:(?:his|her)\s(?:own\s)?(?:position|view|assessment|judge?ment|conclusion|finding|opinion|verdict)\b"
    r"|(?:it|he|she|they)\s(?:also\s)?(?:found|finds|concluded|judged|assessed)\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"(?:;|\b(?:but|however|yet|whereas)\b,?)\s(?=(?:we|I|inspectors?|our)\b)"
    r"|\A\s*(?:although|though|while|whilst|whereas)\b[^,]*,",
    re.IGNORECASE,
)
_THEY = re.compile(r"\s*they\b", re.IGNORECASE)
_THEIRS = re.compile(r"[\d.\s]*(?:(?:the|our|my|these)\s)?inspectors\b", re.IGNORECASE)
_OF_INSPECTION = re.compile(r"\b(?:re-?)?inspection\b", re.IGNORECASE)
_WRITER = re.compile(r"\b(?:by|from)\s(?:the\s)?(?P<who>[A-Z][\w' ,&]{2,80})")
_SENDER = re.compile(r"\A(?:from|issued by|published by)\s*:\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(r"\bfor\s(?:the\s)?[A-Z].*")
_NO_NAME = re.compile(
    r"\b(?:inspections?|recommendations?|reports?|updates?|progress|plans?|trackers?|logs?|registers?|responses?|letters?"
    r"|this|we|was|were|is|are)\b",
    re.IGNORECASE,
)


def is_inspector(name: str) -> bool:
    """Whether a body is one that inspects, by its name."""
    return _INSPECTOR_NAMED.search(name) is not None


def writer(front: Sequence[str], whole: str, publisher: str) -> Voice | None:
    """Who wrote a document: by the publisher where one is told, by the bodies that its front names, by how it speaks of
    itself; None where nothing tells. `front` are its first paragraphs."""
    if publisher:
        return Voice.INSPECTOR if is_inspector(publisher) else Voice.DEPARTMENT
    score = 0
    for words in front:
        named = _signed(words)
        if named is not None:
            score += 5 if named is Voice.INSPECTOR else -5  # more than how it speaks can tell
            break
    own, acting = len(_OWN.findall(whole)), len(_ACTING.findall(whole))
    score += (own > acting) * min(own, 4) - (acting > own) * min(acting, 4)
    return None if not score else Voice.INSPECTOR if score > 0 else Voice.DEPARTMENT


def signature(front: Sequence[str]) -> str:
    """The line of the front that names a body and nothing else, without what follows the name; "" where none does."""
    for words in front:
        words = _SENDER.sub("", words)
        if _signed(words) is not None:
            by = _WRITER.search(words)
            name = by["who"] if by else words
            return re.split(r"[.,;]|\s(?:for|to)\s", name)[0].strip()
    return ""


def _signed(words: str) -> Voice | None:
    by = _WRITER.search(words)
    name = by["who"] if by else words
    name = _ADDRESSEE.sub("", name)
    if len(words) > 120 or (not by and _NO_NAME.search(re.split(r"[.;]", name)[0])):
        return None
    if _INSPECTOR_NAMED.search(name):
        return Voice.INSPECTOR
    return Voice.DEPARTMENT if _DEPARTMENT_NAMED.search(name) else None


def alone(words: str) -> Voice | None:
    """Whose words stand in a column that is headed by a body and nothing else ("Home Office", "Committee")."""
    words = re.sub(r"\A(?:the|our)\s", "", words.strip(" *|:"), flags=re.IGNORECASE)
    if _INSPECTOR_NAMED.fullmatch(words):
        return Voice.INSPECTOR
    return Voice.DEPARTMENT if _DEPARTMENT_NAMED.fullmatch(words) else None


def heading(words: str, author: Voice) -> Voice | None:
    """Whose words stand below a heading or in a column ("Home Office update", "What inspectors found"); None where the
    heading tells nobody."""
    if (body := alone(words)) is not None:
        return body
    named = _DEPARTMENT_NAMED.search(words)
    inspected = _INSPECTOR_NAMED.search(words)
    if named and _HEADED.search(words) and not (inspected and inspected.start() < named.start()):
        return Voice.DEPARTMENT
    if inspected and (_FOUND.search(words) or _HEADED.search(words)):
        return Voice.INSPECTOR
    if _OURS.search(words) and (_FOUND.search(words) or _HEADED.search(words)):
        return author
    if author is Voice.INSPECTOR and _OF_INSPECTION.search(words) and not named and _FOUND.search(words):
        return author
    if author is Voice.INSPECTOR and re.match(r"(?:findings?|assessment|conclusions?)\b", words, re.IGNORECASE):
        return author
    return None


def own(words: str, author: Voice) -> bool:
    """Whether a sentence is told by the writer of the document: inspectors say what they found, a department what it
    does."""
    return (_OWN if author is Voice.INSPECTOR else _ACTING).search(words) is not None


def sentence(words: str, speaker: Voice, last: str = "") -> Voice:
    """Whose the words are that follow `words` in a sentence of `speaker`; `last` is the sentence before it."""
    if speaker is Voice.INSPECTOR and _THEY.match(words) and _THEIRS.match(last):
        return speaker
    turn = max((match.end() for match in _CONTRAST.finditer(words)), default=0) if speaker is Voice.INSPECTOR else 0
    words = words[turn:]
    if speaker is Voice.INSPECTOR and _TOLD_BY_DEPARTMENT.search(words):
        return Voice.DEPARTMENT
    if speaker is Voice.DEPARTMENT and (_TOLD_BY_INSPECTOR.search(words) or _HIS.match(words)):
        return Voice.INSPECTOR
    return speaker
