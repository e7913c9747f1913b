"""Which earlier recommendations words name: by number ("Recs 1 and 2(b)"), of which report, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.followup.earlier import Earlier
from kg.extract.nodes.labels import Kind, Path, label, read_paths
from kg.extract.nodes.wording import IMPERATIVE

_WORD = re.compile(r"\brec(?:ommendation|\.)?s?\b\.?\s*(?:no\.?|number|#)?\s*(?=\(?\d)", re.IGNORECASE)
_TOKEN = re.compile(r"\(?(?P<token>\w+)")
_BEFORE = re.compile(  # what is said of another recommendation that only bears on the one in question
    r"\b(?:superseded|subsumed|replaced|merged|incorporated|covered|see|answers? to|responses? to"
    r"|(?<!actions )(?<!action )(?<!parts )(?<!work )under"
    r"|as part of"
    r"|linked to|with|like|per|alongside|than|since|duplicates?|overlaps)"
    r"(?:\s(?:by|with|into|in|under|also|our|the|to|new|answer|response|at))*\s*\Z",
    re.IGNORECASE,
)
_VERB = re.compile(r"(?:\([a-z]\))?,?\s(?:is|are|was|were|has|have|had)\b")  # "the review under recommendation 2 was …"
_OF = re.compile(
    r"(?:\s?\([^()]{0,80}\))?,?\s(?:of|in|from)\s(?P<which>this|that|our|my|the|an?|his|her|its|your)\s(?P<name>[^.,;:]{0,80}?)"
    r"\b(?:report|review|inquiry|inspection|audit|letter)\b",
    re.IGNORECASE,
)
_DOTTED = r"\d{1,2}\.[a-z](?:\.[ivx]{1,4})?(?!\w|\.\w)"
PARTS = (  # "4(b)", "7(b) and 7(c)", "5.e.ii", "part (a)", "all three parts": of what the passage is about
    r"(?:(?:sub-?)?(?:parts?|limbs?|elements?)\s(?:\d{1,2}\s?)?\([a-z]\)(?:\([ivx]{1,4}\))?|\d{1,2}\([a-z]\)(?:\([ivx]{1,4}\))?"
    rf"|{_DOTTED})(?:(?:,|\sand|,\sand|\s&)\s(?:(?:\d{{1,2}})?\([a-z]\)(?:\([ivx]{{1,4}}\))?|{_DOTTED})){{0,20}}"
    r"|(?<!not\s)(?<!hardly\s)(?<!nearly\s)(?<!almost\s)(?<!virtually\s)(?:all|both)\s(?:of\sthe\s)?(?:(?:two|three|four|five|six)\s)?"
    r"(?:parts|limbs|elements)(?!\sof\s(?!(?:the|this)\srecommendation\b))"
)
_PARTS = re.compile(rf"(?<![\w.])(?:{PARTS})(?![\w(])", re.IGNORECASE)
_PART = re.compile(
    r"(?P<n>\d{1,2})?(?:\s?\((?P<a>[a-z])\)(?:\((?P<r>[ivx]{1,4})\))?|\.(?P<b>[a-z])\b(?:\.(?P<s>[ivx]{1,4})\b)?)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\b(?:both|two|three|four|five|six)\b", re.IGNORECASE)
_OF_LAW = re.compile(
    r"\b(?:sections?|paragraphs?|paras?|articles?|regulations?|rules?|schedules?|annex|chapter|act|recommendations?|recs?)\.?\s\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:[\d\s(),&]|\([a-z]{1,4}\)|\.[a-z]\b|and|to)*", re.IGNORECASE)
LAST = "last"
"""The number of "the last of our recommendations", until it is known how many there are."""
ALL = "all"
"""The part of "all three parts", until it is known which there are; how many are told follows it."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(
    rf"\b(?P<which>{'|'.join(_ORDINALS)}|last|final)\s(?:of\s(?:our|my|the|his|her|their|these|those)\s(?:\w+\s)?recommendations"
    r"|recommendation)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\AR\.?\s?(?P<path>\d{1,2}(?:\s?\(?[a-z]\)?)?)(?=[\s.:)-])")
_PREFIX = re.compile(  # "Previous recommendation 1:"
    r"(?:[A-Za-z0-9'-]+\s){1,3}?(?=recommendations?\s\d{1,3}[a-z]?(?:\s?\([a-z]\))?\s*(?:[:-]|\Z))", re.IGNORECASE
)
_CELL = re.compile(
    r"\s*(?:rec(?:ommendation)?\.?\s*(?:no\.?\s*)?|R\.?\s?|#)?(?P<n>\d{1,2})(?:[.\s]?\(?(?P<a>[a-z])\)?)?(?:[.\s]?\(?(?P<r>[ivx]{1,4})\)?)?[.):]?\s*",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"'](?P<words>[^\"]{15,400}?)[\"'](?=[\s).,;:]|\Z)")
_ASKED = re.compile(
    r"\b(?:ask(?:ed|s)?|recommend(?:ed|s)?|call(?:ed|s)|requir(?:ed|es)|want(?:ed|s)|reads?|that)\b[^\"'.;]{0,25}\Z",
    re.I,
)
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "for",
        "by",
        "with",
        "that",
        "is",
        "are",
        "be",
        "been",
        "it",
        "its",
        "this",
        "these",
        "their",
        "as",
        "at",
        "from",
        "not",
        "all",
        "any",
        "where",
        "which",
        "who",
        "has",
        "have",
        "should",
        "will",
        "they",
        "was",
        "were",
        "recommendation",
        "recommendations",
        "home",
        "office",
    ]
)
_NEAR = 120  # characters before a number, a part or a quotation in which words can bear on it
_FEWEST = 3  # words with a meaning below which a comparison tells nothing
SAME = 0.6
"""The share of the words of a quotation that an earlier recommendation has to have."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A place that names recommendations: `paths` as labels give them, `end` behind the numbers, `words` the numbers as
    they stand. `report` is what their report is called: "" for the document's own, None where none is named."""

    paths: tuple[Path, ...]
    start: int
    end: int
    words: str
    report: str | None = None


def mentions(text: str, start: int, end: int) -> Iterator[Naming]:
    """The recommendations that a stretch of text takes up, without those that it only refers to."""
    for match in _WORD.finditer(text, start, end):
        before = _BEFORE.search(text, max(start, match.start() - _NEAR), match.start())
        for naming in _naming(text, match.start(), match.end()):
            if not before or (before[0].lower().strip() == "under" and _VERB.match(text, naming.end)):
                yield naming


def _naming(text: str, start: int, at: int) -> Iterator[Naming]:
    token = _TOKEN.match(text, at)
    paths = read_paths(text, at)
    if token is None or not paths:
        return
    if paths[0][0] != re.sub(r"[a-z]*\Z", "", token["token"].lower()).lstrip("0").split(".")[0]:
        paths = ((token["token"][:40],),)  # "99999", of which only a part would be read
    yield Naming(paths, start, token.end(), token["token"], _report(text, token.end()))


def _report(text: str, end: int) -> str | None:
    """What the report is called of which a recommendation is that is named up to `end`; see `Naming`."""
    of = _OF.search(text, end, min(len(text), end + 140))
    if of is None or re.search(r"[.;:]|\b(?:is|are|was|has|been)\b", text[end : of.start()]):
        return None
    return "" if of["which"].lower() in ("this", "our") else of[0]


def same_list(between: str) -> bool:
    """Whether words stand between the numbers of one list: ", 2 and "."""
    return _LISTED.fullmatch(between) is not None


def parts(text: str, start: int, end: int) -> Iterator[Naming]:
    """The parts that a stretch of text names without the word: "4(b)", or "part (a)" with "" for the number, which is
    that of the recommendation in question; and "the last of our recommendations", with its ordinal. Those of another
    report are left out."""
    for match in _PARTS.finditer(text, start, end):
        law = _OF_LAW.search(text, max(start, match.start() - _NEAR), match.start())
        if law or _report(text, match.end()) is not None:
            continue
        yield Naming(_part_paths(match[0]), match.start(), match.end(), match[0])
    for match in _ORDINAL.finditer(text, start, end):
        which = match["which"].lower()
        number = str(_ORDINALS.index(which) + 1) if which in _ORDINALS else LAST
        if _report(text, match.end()) is None:
            yield Naming(((number,),), match.start(), match.end(), match[0])


def _part_paths(words: str) -> tuple[Path, ...]:
    number, paths = "", []
    for part in _PART.finditer(words):
        number = part["n"] or number
        letters = (part["a"] or part["b"], part["r"] or part["s"])
        paths.append((number, *(x.lower() for x in letters if x is not None)))
    if paths:
        return tuple(paths)
    many = _HOW_MANY.search(words)
    return (("", ALL, many[0].lower().replace("both", "two") if many else ""),)


def headed(text: str) -> Naming | None:
    """The recommendations that the label of a paragraph names ("Recommendation 2(b) –", "R5"); None for others."""
    if short := _SHORT.match(text):
        return Naming(read_paths(short["path"], 0), 0, short.end(), short[0])
    behind = _PREFIX.match(text)
    start = behind.end() if behind else 0
    found = label(text[start:])
    if found is None or found.kind not in (Kind.RECOMMENDATION, Kind.ANSWER):
        return None
    return Naming(found.paths, 0, start + found.end, text[start : start + found.end]) if found.paths else None


def numbered(text: str) -> Naming | None:
    """The number that may be that of a recommendation: the words behind it have to tell ("1. Review …", "1a) …")."""
    found = label(text)
    kinds = (Kind.NUMBER, Kind.PART, Kind.BRACKET)
    if found is None or found.kind not in kinds:
        return None
    return Naming(found.paths, 0, found.end, text[: found.end])


def cell(text: str) -> Naming | None:
    """The recommendation that a cell of a table names, where it holds nothing else."""
    match = _CELL.fullmatch(text)
    if match is None:
        found = headed(text)
        return found if found and found.end >= len(text.rstrip()) else None
    path = tuple(part.lower() for part in (str(int(match["n"])), match["a"], match["r"]) if part)
    return Naming((path,), 0, len(text), text.strip())


def meaning(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, cut to their first six letters so that endings do not count."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    return frozenset(word[:6] for word in words if word not in _STOP and len(word) > 1)


def share(quoted: str, text: str) -> float | None:
    """The share of the words of `quoted` that `text` has; None where they are too few to tell."""
    words = meaning(quoted)
    return len(words & meaning(text)) / len(words) if len(words) >= _FEWEST else None


def asks(text: str) -> bool:
    """Whether a text reads as a recommendation does, so that it must be the words of one."""
    return bool(IMPERATIVE.match(text)) or bool(re.match(r"[^.]{0,80}\bshould\b", text))


def quotation(text: str, start: int, end: int) -> str:
    """What a stretch of text quotes of a recommendation; "" where it quotes nothing, or something else."""
    for match in _QUOTES.finditer(text, start, end):
        if asks(match["words"]) or _ASKED.search(text, max(start, match.start() - _NEAR), match.start()):
            return match["words"]
    return ""


def whole(report: Earlier, number: str) -> str:
    """The words of a recommendation with those of its stems and parts."""
    texts = report.texts.items()
    return " ".join(
        text for n, text in texts if n == number or n.startswith(f"{number}.") or number.startswith(f"{n}.")
    )


def alike(reports: Sequence[Earlier], quoted: str, least: float = SAME) -> tuple[Earlier, str] | None:
    """The recommendation that has the words of a quotation, at least this share of them, and more than any other."""
    scored = sorted(
        (
            (share(quoted, text) or 0.0, report.slug, number)
            for report in reports
            for number, text in report.texts.items()
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < least or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return next(report for report in reports if report.slug == scored[0][1]), scored[0][2]


def called(reports: Sequence[Earlier], words: str) -> Earlier | None:
    """The one report that words name: by what its title says and the others' do not, or by its year."""
    years = {*re.findall(r"\b(?:19|20)\d\d\b", words)}
    scores = [
        (2 * len(_titled(reports, report, words)) + bool(years & _years(report)), report.slug) for report in reports
    ]
    best = sorted(scores, reverse=True)
    if not best or not best[0][0] or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return next(report for report in reports if report.slug == best[0][1])


def _titled(reports: Sequence[Earlier], report: Earlier, words: str) -> frozenset[str]:
    """The words that tell a report by its title from the others."""
    others = frozenset[str]().union(*(meaning(other.title) for other in reports if other is not report))
    return (meaning(words) & meaning(report.title)) - others - meaning("inspection report effectiveness response")


def foreign(reports: Sequence[Earlier], words: str) -> bool:
    """Whether words name a report of another year than those that are followed up."""
    years = {*re.findall(r"\b(?:19|20)\d\d\b", words)}
    known = frozenset[str]().union(*map(_years, reports))
    return bool(years) and not years & known and bool(re.search(r"\b(?:report|review|inspection|audit)", words, re.I))


def _years(report: Earlier) -> frozenset[str]:
    return frozenset(re.findall(r"(?:19|20)\d\d", " ".join((report.slug, *report.dates))))
