"""Which issues a text raises, with the words that make it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.recurrence.texts import joined
from kg.recurrence.wording import Hit, Matcher, Wording, tokens

STEM = 0.6  # how much evidence counts that stands in the stem alone


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: a failing with its usual remedy. `wordings` tell it, `negative` say that it is not meant."""

    iri: str
    label: str
    theme: str
    wordings: tuple[Wording, ...]
    negative: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that indicate an issue, by their characters in the text, and how sure they make it (0 to 1)."""

    start: int
    end: int
    weight: float
    wording: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An issue that a text raises: `score` is how sure that is (0 to 1), `evidence` the words, the strongest first."""

    issue: str
    score: float
    evidence: tuple[Evidence, ...]


class Tagger:
    """Finds the issues of texts. A part is read together with its stem."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = sorted(issues, key=lambda issue: issue.iri)
        self._owner: list[tuple[int, bool]] = []
        wordings: list[Wording] = []
        for number, issue in enumerate(self.issues):
            for negative, group in ((False, issue.wordings), (True, issue.negative)):
                wordings += group
                self._owner += [(number, negative)] * len(group)
        self._matcher = Matcher(wordings)

    def tags(self, text: str, stem: str = "") -> list[Tag]:
        """Every issue with evidence in the text, the surest first; offsets are those of `joined(stem, text)`."""
        return self.read(text, stem)[0]

    def read(self, text: str, stem: str = "") -> tuple[list[Tag], dict[str, list[tuple[int, int]]]]:
        """The tags of a text, and the characters of the words that say of an issue (IRI) that it is not meant."""
        words = tokens(joined(stem, text))
        border = len(stem)
        found: dict[int, list[Evidence]] = {}
        against: dict[int, list[Hit]] = {}
        for hit in self._matcher.find(words):
            number, negative = self._owner[hit.wording]
            if negative:
                against.setdefault(number, []).append(hit)
                continue
            wording = self._matcher.wordings[hit.wording]
            weight = wording.weight * (STEM if hit.end <= border else 1.0)
            found.setdefault(number, []).append(Evidence(hit.start, hit.end, weight, wording.text))
        tags = [self._tag(number, evidence, against.get(number, ())) for number, evidence in found.items()]
        denied = {self.issues[number].iri: [(hit.start, hit.end) for hit in hits] for number, hits in against.items()}
        return sorted((tag for tag in tags if tag), key=lambda tag: (-tag.score, tag.issue)), denied

    def _tag(self, number: int, evidence: Sequence[Evidence], against: Sequence[Hit]) -> Tag | None:
        """The issue with the evidence that no negative wording takes away."""
        left = [e for e in evidence if not any(e.start < hit.end and hit.start < e.end for hit in against)]
        kept = _apart(left)
        doubt = 1.0
        for item in kept:
            doubt *= 1 - item.weight
        return Tag(self.issues[number].iri, 1 - doubt, tuple(kept)) if kept else None


def _apart(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The strongest evidence of every stretch of words: synonyms for the same words count once."""
    kept: list[Evidence] = []
    for item in sorted(evidence, key=lambda e: (-e.weight, e.end - e.start, e.start)):
        if not any(item.start < other.end and other.start < item.end for other in kept):
            kept.append(item)
    return kept
