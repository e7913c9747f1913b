"""The recommendations that a document takes up, checked against the report that made them; what is amiss is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.followup import named
from kg.extract.followup.earlier import Earlier
from kg.extract.followup.named import SAME, Naming
from kg.extract.lines.paragraphs import Paragraph

_ITSELF = re.compile(r"\b(?:re-?inspection|revisit|follow[ -]up|progress|updates?|new)\b", re.IGNORECASE)
_OWN_WORDS, _FEWEST, _LONGEST = 0.8, 5, 800
"""Of a paragraph without a number: the share of its words that a recommendation must have, the fewest words that tell,
and the most characters."""

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Target:
    """A recommendation of an earlier report."""

    report: Earlier
    number: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a person should look at, with its place in a paragraph; of a row of a table, as far as the end of
    its last cell (`through`)."""

    message: str
    paragraph: Paragraph
    start: int
    end: int
    through: int = 0


class Targets:
    """Finds what numbers mean. `taken` are the recommendations that the document takes up, each with the first place;
    `notices` what could not be linked."""

    def __init__(self, reports: Sequence[Earlier]) -> None:
        self.reports = reports
        self.report: Earlier | None = reports[0] if len(reports) == 1 else None
        self.abroad = False  # whether the section is about a report that is not followed up
        self.taken: dict[Target, Told] = {}
        self.notices: list[Told] = []
        self.through = 0  # where the row of a table ends that is being read

    def notice(self, message: str, p: Paragraph, start: int = 0, end: int | None = None) -> None:
        self.notices.append(Told(message, p, start, len(p.text) if end is None else end, self.through))

    def enter(self, p: Paragraph, *, front: bool = False) -> None:
        """A heading may name the report that its section is about; that of the document itself names none, and those of
        its `front` no other report than those followed up."""
        if _ITSELF.search(p.text) and not re.search(r"\brecommendations?\b", p.text, re.IGNORECASE):
            return
        if named.foreign(self.reports, p.text) and not front:
            self.abroad = True
        elif (report := named.called(self.reports, p.text)) is not None:
            self.abroad, self.report = False, report

    def resolve(self, naming: Naming, p: Paragraph) -> tuple[Target, ...]:
        """The recommendations that are named, whether or not they exist; none where the report is another one."""
        report = self.report
        place = (p, naming.start, naming.end)
        if naming.report == "":
            return ()
        if naming.report is not None and named.foreign(self.reports, naming.report):
            self.notice("this is of a report that is not followed up here", *place)
            return ()
        if naming.report is not None:
            report = named.called(self.reports, naming.report) or report
        elif self.abroad:
            self.notice("this is of a report that is not followed up here", *place)
            return ()
        if report is None:
            slugs = " or ".join(r.slug for r in self.reports)
            self.notice(f"recommendation {naming.words.strip()} may be of {slugs}", *place)
            return ()
        return tuple(Target(report, ".".join(path)) for path in naming.paths)

    def parts(self, naming: Naming, local: Sequence[Target]) -> tuple[Target, ...]:
        """What parts mean that are named without the word, `local` being what the passage is about; none where the
        report has no such parts, for then they are those of something else."""
        report = local[0].report if local else self.report
        if report is None or self.abroad:
            return ()
        last = max((number for number in report.texts if number.isdecimal()), key=int, default="")
        if naming.paths[0][1:2] == (named.ALL,):
            return _all_parts(local, naming.paths[0][2])
        stem = local[0].number.split(".")[0] if len({t.number.split(".")[0] for t in local}) == 1 else ""
        numbers = [".".join((path[0] or stem, *path[1:])) if path != (named.LAST,) else last for path in naming.paths]
        return tuple(Target(report, n) for n in numbers) if all(n in report.texts for n in numbers) else ()

    def take(self, found: Sequence[Target], p: Paragraph, start: int, end: int) -> tuple[Target, ...]:
        """Those that exist; of the others a notice tells."""
        kept = []
        for target in found:
            if target.number in target.report.texts:
                kept.append(target)
                self.taken.setdefault(target, Told("", p, start, end, self.through))
            else:
                self.notice(f"there is no recommendation {target.number} in {target.report.slug}", p, start, end)
        return tuple(kept)

    @staticmethod
    def above(parts: Sequence[Target]) -> Target | None:
        """The recommendation of which several parts are quoted one below the other; None where they are of none."""
        stems = {(part.report, part.number.rpartition(".")[0]) for part in parts}
        report, stem = next(iter(stems), (None, ""))
        return Target(report, stem) if report and len(stems) == 1 < len(parts) and stem in report.texts else None

    def has_words(self, found: Sequence[Target], words: str) -> bool:
        """Whether a text is in the words of one of the recommendations."""
        return any((named.share(words, named.whole(t.report, t.number)) or 0.0) >= SAME for t in found)

    def checked(
        self, found: Sequence[Target], words: str, p: Paragraph, end: int | None = None, start: int = 0
    ) -> tuple[Target, ...]:
        """Those whose words are the ones that stand beside their number; where too few stand there, all of them. From
        `start` to `end` of the paragraph they are named."""
        kept = []
        for target in self.take(found, p, start, len(p.text) if end is None else end):
            told = named.share(words, named.whole(target.report, target.number))
            if told is None or told >= SAME:
                kept.append(target)
                continue
            if (first := self.taken.get(target)) and first.paragraph is p:
                del self.taken[target]
            like = named.alike([target.report], words)
            hint = f": they are like those of {like[1]}" if like else ""
            name = f"recommendation {target.number} of {target.report.slug}"
            self.notice(f"the words beside this number are not those of {name}{hint}", p)
        return tuple(kept)

    def own_words(self, words: str) -> Target | None:
        """The recommendation that a paragraph without a number repeats."""
        if self.abroad or len(words) > _LONGEST or len(named.meaning(words)) < _FEWEST:
            return None
        found = named.alike([self.report] if self.report else self.reports, words, _OWN_WORDS)
        return Target(*found) if found else None

    def told_by_words(self, naming: Naming, words: str) -> tuple[Target, ...]:
        """The recommendations of a number that may be any number: those whose words follow it."""
        if self.abroad:
            return ()
        reports = [self.report] if self.report else self.reports
        for report in reports:
            found = tuple(Target(report, ".".join(path)) for path in naming.paths)
            if all(target.number in report.texts for target in found) and self.has_words(found, words):
                return found
        return ()


def _all_parts(local: Sequence[Target], many: str) -> tuple[Target, ...]:
    """The parts of the one recommendation that a passage is about; none where they are not as many as it says."""
    if len(local) != 1:
        return ()
    report, number = local[0].report, local[0].number
    if not any(n.startswith(f"{number}.") for n in report.texts):
        number = number.rpartition(".")[0]
    within = [n for n in report.texts if n.startswith(f"{number}.") and n.count(".") == number.count(".") + 1]
    known = not many or len(within) == _COUNTS.get(many, 0)
    return tuple(Target(report, n) for n in within) if known and within else ()
