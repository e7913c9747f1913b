"""What an introduction claims of all recommendations: how many, how many accepted, which ones, by number or ordinal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.nodes.labels import Path, read_paths
from kg.extract.nodes.numerals import NUMBER, ORDINAL, number
from kg.extract.replies import partwise
from kg.model import Acceptance

_VERB = re.compile(
    r"(?P<not>(?:not|declined to|unable to|cannot)(?: been)? )?(?P<how>partially |partly |fully |in part |in "
    r"principle )?"
    r"\b(?P<verb>accept(?:s|ed|ing)?|reject(?:s|ed|ing)?)\b"
    r"(?P<mixed>,? (?:or|and/or) (?:partially |partly |in part )accept(?:s|ed)?|(?: in full)? or in part)?"
    r"(?P<late> in (?:part|principle))?",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s*\Z", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:all (?:of )?(?:the )?(?:other|remaining)|the (?:other|remaining|rest)|remaining|others)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:all|both|each|every)\b|^\s*(?:the|these|its|his|her|their|this report's|the (?:ICIBI|inspector"
    r"|report)'s)\s+(?:\w+ )?recommendations\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(rf"\ball (?:of )?(?:(?:the|his|her|its|their|these|those) )?(?P<n>{NUMBER})\b", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![\d.(])\b(?P<n>{NUMBER})\b(?=(?:\s+(?:of|recommendations?|in (?:full|part)|were|was|has|have|are|is)\b"
    rf"|\s*\(|\s*[,.;]|\s+and\b|\s*\Z))",
    re.IGNORECASE,
)
_AFTER_WORD = re.compile(
    r"\b(?:numbers?|nos?\.?)\s+(?=\d)|\brecommendations?(?: numbers?| nos?\.?)?\s+"
    r"(?=\(?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
# "recommendation 2 of the Bell Review" is not one of this report.
_OTHER_REPORT = re.compile(
    r"\brecommendations? [\w, ()]{1,40}? of (?:the|an?) (?!(?:report|inspection|ICIBI|present|Chief|inspector)\b)"
    r"[\w' -]{2,40}?\b(?:report|review|inquiry|inspection)\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?:(?:numbers?|nos?\.?|recommendations?)\s+)?(?=\d)", re.IGNORECASE)
_BARE_LIST = re.compile(r"\A\s*(?:both\s+)?(?=\d{1,2}[a-z]?\s*(?:,|and|&)\s*\d)", re.IGNORECASE)
_ORDINALS = re.compile(
    rf"\b{ORDINAL}\b(?! (?:report|session|special|inspection|annual|time|line|phase|stage|step)\b)", re.IGNORECASE
)
_EXCEPT = re.compile(
    r"\b(?:(?:with the exception of|except(?: for)?|excepting|apart from|other than|save(?: for)?)\b"
    rf"|(?<=recommendations )but (?:for )?(?=(?:the )?{ORDINAL}\b|(?:recommendations?|numbers?|nos?\.?) \d|\d))",
    re.IGNORECASE,
)
_PARTS_OF = re.compile(
    r"\b(?:parts?|elements?|limbs?) (?P<parts>\(?[a-z]\)?(?:(?:, | and |, and | to )\(?[a-z]\)?){0,6}) of (?:the )?\Z",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(r"\s*(?:(?:numbers?|nos?\.?) )?(?=\d)", re.IGNORECASE)
_OF_PART = re.compile(r"\b(?:parts?|elements?|aspects?|limbs?) (?:\(?[a-z]\)? )?of (?:the )?\Z", re.IGNORECASE)
_WHICH = re.compile(
    r"\b(?:which|that) (?:(?:is|are|was|were|has been|have been)(?: only)?"
    r"|(?:it|we|they|the \w+(?: \w+)?)(?: (?:does|do|did))?)\s*\Z",
    re.IGNORECASE,
)
_SOME_PARTLY = re.compile(r"\b(?:of (?:them|these|which)|some|others?) (?:only )?(?:in part|partially|partly)\b", re.I)
_SPLIT = re.compile(
    rf"\b(?P<n>{NUMBER})(?: recommendations?)? (?:in (?P<in>full|part)|(?P<adverb>fully|partially|partly))\b",
    re.IGNORECASE,
)

_TOTAL = (
    re.compile(
        r"\b(?:made|makes?|making|contain(?:s|ed|ing)?|includ(?:es|ed|ing)|sets? out|with|has|have|are|were|offers?"
        r"|identified|of)"
        rf"(?: a)?(?: further| combined| grand)?(?: total(?: of)?)? (?P<n>{NUMBER}) (?!of\b)(?:[\w-]+ "
        rf"){{0,3}}?recommendations\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:all|of (?:the|his|her|these|those)|out of(?: the)?|the|his|her|their) (?P<n>{NUMBER}) (?:[\w'-]+ "
        rf"){{0,5}}?recommendations\b",
        re.IGNORECASE,
    ),
    re.compile(rf"'s? (?P<n>{NUMBER}) (?:[\w-]+ ){{0,2}}?recommendations\b", re.IGNORECASE),
    re.compile(rf"\baccept(?:s|ed)? all (?:of )?(?:the )?(?P<n>{NUMBER})\b", re.IGNORECASE),
)
_THEMES = re.compile(rf"\b(?P<n>{NUMBER}) (?:[\w-]+ ){{0,2}}?(?:themes|thematic areas)\b", re.IGNORECASE)


_COUNTED = (
    rf"(?:(?:all|both|each|none)(?: of (?:them|these|those))?(?: {NUMBER})?"
    rf"|(?:the )?(?:{ORDINAL}|others?|remaining|rest)"
    rf"(?:(?:,| and|, and) (?:the )?(?:{ORDINAL}|others?|rest))*(?: {NUMBER})?"
    rf"|(?:numbers? |nos?\.? )?{NUMBER}(?:(?:,| and|, and) {NUMBER})*(?: of (?:them|these|those))?"
    r"|them|these|those)(?: ones?)?"
)
_COUNTED_AFTER = re.compile(
    rf"\s*{_COUNTED}(?: (?:fully|partially|in (?:full|part|principle)))?"
    r"\s*(?:[.,;:()]|(?:and|but|or|with|subject|in)\b|\Z)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(
    rf"(?:\A|[,;:]|\band|\bbut|\bof which)\s*{_COUNTED}\s+(?:is|are|was|were|has|have)\b(?: (?:not|been|also))*\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One verb of a sentence: what is accepted or not. `count` is None where no number of recommendations is given.

    `acceptance` is None where the words mix ("accepted or partially accepted"). `scope` is "all", "others" or "";
    `without` are those that "all" leaves out.
    """

    acceptance: Acceptance | None
    paths: tuple[Path, ...] = ()
    count: int | None = None
    scope: str = ""
    without: tuple[Path, ...] = ()


def claims(sentence: str, *, counting: bool = False) -> Iterator[Claim]:
    """What a sentence of the introduction claims of recommendations, verb by verb; nothing for other sentences.

    `counting` says that the sentence before counts them, so that this one need not name them again.
    """
    verbs = list(_VERB.finditer(sentence))
    named = re.search(r"recommendation", sentence, re.IGNORECASE) or _OF_ALL.search(sentence)
    if not verbs or not (named or counting):
        return
    for index, verb in enumerate(verbs):
        before = sentence[verbs[index - 1].end() if index else 0 : verb.start()]
        after = sentence[verb.end() : verbs[index + 1].start() if index + 1 < len(verbs) else len(sentence)]
        passive = _PASSIVE.search(before) is not None or "been" in (verb["not"] or "").lower()
        passive = passive or (_EXCEPT.search(before) is not None and _WHICH.search(before) is not None)
        if not (named or (_COUNTED_BEFORE.search(before) if passive else _COUNTED_AFTER.match(after))):
            continue  # it speaks of something else ("all of the criticism"), not of the recommendations counted before
        for claim in _claim(verb, before if passive else after, passive=passive):
            yield replace(claim, acceptance=None) if claim.scope == "all" and _SOME_PARTLY.search(after) else claim


def _claim(verb: re.Match[str], words: str, *, passive: bool) -> Iterator[Claim]:
    halves = list(_SPLIT.finditer(words)) if verb["verb"].lower().startswith("accept") else []
    if halves and not verb["mixed"]:
        for half in halves:
            whole = (half["in"] or half["adverb"]).lower() in ("full", "fully")
            yield Claim(Acceptance.ACCEPTED if whole else Acceptance.PARTIALLY_ACCEPTED, count=number(half["n"]))
        return
    kept, exception = _excepted(words)
    if passive and _WHICH.search(exception):  # "all, except recommendation 3, which is rejected"
        yield Claim(_acceptance(verb), _named(exception)[0])
        return
    if exception and _scope(kept) == "all":
        stems = tuple(dict.fromkeys(path[:1] for path in _named(exception)[0]))
        partly = _in_part(exception) if _acceptance(verb) is Acceptance.ACCEPTED else ()
        yield from [Claim(Acceptance.PARTIALLY_ACCEPTED, partly)] if partly else []
        yield Claim(None if verb["mixed"] else _acceptance(verb), scope="all", without=stems)
        return
    paths, begin = _named(words)
    scope = "" if paths else _scope(words)
    count = _count(words[:begin] + " (" if paths else words, scope)
    if paths or scope or count is not None:
        yield Claim(None if verb["mixed"] else _acceptance(verb), paths, count, scope)


def _excepted(words: str) -> tuple[str, str]:
    """What a claim speaks of and what it leaves out ("all of these, with the exception of recommendation 3")."""
    match = _EXCEPT.search(words)
    if match is None:
        return words, ""
    rest = words[match.end() :]
    number_only = _NUMBER_ONLY.match(rest)
    return words[: match.start()], f" recommendation {rest[number_only.end() :]}" if number_only else rest


def _in_part(exception: str) -> tuple[Path, ...]:
    """The recommendations of which an exception leaves out a part ("part of recommendation 4", "4(a)")."""
    found: list[Path] = []
    for match in _AFTER_WORD.finditer(exception):
        part = _OF_PART.search(exception, max(0, match.start() - 24), match.start())
        found += [path[:1] for path in read_paths(exception, match.end()) if part or len(path) > 1]
    return tuple(dict.fromkeys(found))


def _acceptance(verb: re.Match[str]) -> Acceptance:
    if verb["verb"].lower().startswith("reject") or verb["not"]:
        return Acceptance.REJECTED
    partly = (verb["how"] and "full" not in verb["how"].lower()) or verb["late"]
    return Acceptance.PARTIALLY_ACCEPTED if partly else Acceptance.ACCEPTED


def _scope(words: str) -> str:
    if _OTHERS.search(words):
        return "others"
    return "all" if _ALL.search(words) else ""


def _count(words: str, scope: str) -> int | None:
    if scope == "others":
        return None
    match = _OF_ALL.search(words) if scope == "all" else _COUNT.search(words)
    return number(match["n"]) if match else None


def _named(words: str) -> tuple[tuple[Path, ...], int]:
    """The recommendations that words name ("recommendations 5 and 6", "(2, 3 and 7b)", "the first and third").

    Also where the first list begins, so that a count before it can be told from its numbers.
    """
    if "of the" in words or "of a" in words:
        words = _OTHER_REPORT.sub("", words)
    for pattern in (_AFTER_WORD, _IN_BRACKETS, _BARE_LIST):
        matches = list(pattern.finditer(words))
        found = [path for match in matches for path in _of_parts(words, match.start(), read_paths(words, match.end()))]
        if found:
            return tuple(dict.fromkeys(found)), matches[0].start()
    ordinals = list(_ORDINALS.finditer(words))
    return tuple((str(number(match[0])),) for match in ordinals), ordinals[0].start() if ordinals else 0


def _of_parts(words: str, start: int, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths named at an offset, with the parts that stand before them: "part (a) of recommendation 2"."""
    before = _PARTS_OF.search(words, max(0, start - 80), start)
    if before is None or len(paths) != 1 or len(paths[0]) > 1:
        return paths
    return tuple((*paths[0], *part) for part in partwise.paths(before["parts"]))


def total(sentence: str) -> int | None:
    """How many recommendations a sentence says that the report makes."""
    for pattern in _TOTAL:
        if match := pattern.search(sentence):
            return number(match["n"])
    return None


def themes(sentence: str) -> int | None:
    """How many themes a sentence says that the recommendations cover."""
    match = _THEMES.search(sentence)
    return number(match["n"]) if match and "recommendation" in sentence.lower() else None
