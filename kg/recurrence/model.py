"""Which issues a text raises: a linear model over its words and the wordings of ontology/themes.ttl, and a small model
of sentences beside it (`kg.recurrence.sentences`).

An issue's log odds are a sum over words, pairs of neighbouring words, pieces of words and wordings found, so that the
evidence of an issue is the words that add most to it; what the sentence says as a whole is added to that. The weights
are learnt by `kg.recurrence.learn` and kept in data/recurrence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kg import reference, resources
from kg.errors import DataError
from kg.namespaces import FORM, THEME
from kg.recurrence import words
from kg.recurrence.features import Feature, of_pieces, of_words, pieces
from kg.recurrence.index import WRITTEN
from kg.recurrence.issues import forms, tagger
from kg.recurrence.likeness import Likeness
from kg.recurrence.meaning import NAME as MEANINGS
from kg.recurrence.meaning import meanings
from kg.recurrence.sentences import sentences
from kg.recurrence.tag import Evidence, Tag, Tagger

_SHOWN = 3  # pieces of evidence that are told
_KEPT = 100_000  # words whose pieces are kept
_FAINT, _FORMS = 0.02, 10  # how sure a form has to be to be kept, and how many are
Found = tuple[str, float, int, int, Any]  # a feature: name, value, place, and what it adds to each issue and form
Places = Mapping[str, list[tuple[int, int]]]


class Said(Protocol):
    """What is said of a text as a whole: the log odds of each of `names`, issues and forms."""

    @property
    def names(self) -> Sequence[str]: ...

    def odds(self, text: str, stem: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text tells: the issues it may raise, the surest first (too faint ones without evidence), and how sure each
    form is, by its number."""

    issues: list[Tag]
    forms: dict[int, float]


class Model:
    """The learnt weights, ready for use.

    `data` holds what is set and calibrated, `weights` a row for each feature of `names` and a column for each issue,
    and then for each form (`columns`). `sure` is the score from which two recommendations are linked, `telling` how
    much more than another a shared issue tells, in the order of `names`. `learnt` are the names of the gold sets
    that are learnt from; `unseen` tells how their pairs were found by models that had not learnt from them, where that
    was recorded: average precision, best F1 and F1 of the links.
    `said` gives what is said of texts as a whole, by default nothing; `together` in `data` is what the words and this
    count, and where they start. `made` tells two models apart.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        names: Iterable[str],
        weights: Any,
        wordings: Tagger,
        said: Callable[[], Said] | None = None,
        made: str = "",
    ) -> None:
        self.wordings, self._said, self.made = wordings, said, made
        self.names = [str(THEME[name]) for name in data["issues"]]
        numbers = {form: number for number, (form, _) in enumerate(forms())}
        told = data.get("forms", {})
        self._forms = np.array([numbers[str(FORM[name])] for name in told], dtype=np.int64)
        self.columns = [*data["issues"], *told]
        together = {} if said is None else data["together"]
        kinds = ["issues"] * len(data["issues"]) + ["forms"] * len(told)
        self._together = np.array([together.get(kind, (1.0, 0.0, 0.0)) for kind in kinds]).T
        self._bias = np.array([*data["issues"].values(), *told.values()], dtype=np.float64)
        telling = data.get("telling", {})
        self.telling = np.array([telling.get(name, 1.0) for name in data["issues"]])
        self._weights = weights  # as they are kept: to widen all of them takes longer than to use a few
        self._row = {name: row for row, name in enumerate(names)}
        self._of_pieces: dict[str, Any] = {}
        self._least, self._most = float(data["least"]), int(data["most"])
        self._rarity, self._otherwise = data["rarity"], float(data["otherwise"])
        self.likeness = Likeness(**data["likeness"])
        self.sure = float(data["sure"])
        unseen: Mapping[str, list[float]] = data.get("unseen", {})
        self.learnt = frozenset(unseen)
        self.unseen = {name: tuple(figures) for name, figures in unseen.items() if figures}

    def words(self, text: str) -> dict[int, float]:
        """The words of a text as weights, by their numbers."""
        return words.vector(text, self._rarity, self._otherwise)

    def meaning(self, text: str) -> Any:
        """The meaning of a text as a vector (`kg.recurrence.meaning`)."""
        return meanings().of(text, self._rarity, self._otherwise)

    def issues(self, text: str, stem: str = "") -> list[Tag]:
        """The issues that a text raises, the surest first; offsets are those of `joined(stem, text)`."""
        return self.read(text, stem).issues

    def read(self, text: str, stem: str = "") -> Reading:
        """The issues and their forms; offsets are those of `joined(stem, text)`."""
        found, tags, denied = self._found(text, stem)
        return self._reading(self._whole(self._sum(found), text, stem, denied), found, tags)

    def promised(self, text: str) -> list[Tag]:
        """The issues that a commitment speaks of, by its words alone: it says what will be done, not what is wrong."""
        found, tags, _ = self._found(text, "")
        return self._reading(self._sum(found), found, tags).issues

    def _reading(self, odds: Any, found: Sequence[Found], tags: Mapping[str, Tag]) -> Reading:
        every = np.round(_probability(odds), 4)
        scores, sure = np.split(every, [len(self.names)])
        best = sorted(np.flatnonzero(scores >= self._least).tolist(), key=lambda n: (-scores[n], n))
        kept: list[Tag] = []
        for number in best:
            if len(kept) == self._most:
                break
            written = scores[number] >= WRITTEN
            evidence = _evidence(number, found, tags) if written else ()
            if evidence or not written:
                kept.append(Tag(self.names[number], float(scores[number]), evidence))
        likely = sorted(np.flatnonzero(sure >= _FAINT).tolist(), key=lambda n: (-sure[n], n))[:_FORMS]
        return Reading(kept, {int(self._forms[n]): float(sure[n]) for n in sorted(likely)})

    def probabilities(self, text: str, stem: str = "") -> dict[str, float]:
        """How sure each issue is, whether it is kept or not."""
        found, _, denied = self._found(text, stem)
        scores = _probability(self._whole(self._sum(found), text, stem, denied))[: len(self.names)]
        return dict(zip(self.names, scores.tolist(), strict=True))

    def own(self, text: str, stem: str = "") -> Any:
        """The log odds of each issue and form by the words alone."""
        return self._sum(self._found(text, stem)[0])

    def _whole(self, odds: Any, text: str, stem: str, denied: Places) -> Any:
        """The log odds by the words together with what is said of the text as a whole, which does not speak for an
        issue that a negative wording denies."""
        if self._said is None:
            return odds
        said = self._said().odds(text, stem)[self._order]
        for number in (number for number, name in enumerate(self.names) if name in denied):
            said[number] = min(said[number], 0.0)
        own, other, start = self._together
        return own * odds + other * said + start

    @cached_property
    def _order(self) -> Any:
        """Where the columns of this model stand among what is said."""
        assert self._said is not None
        place = {name: number for number, name in enumerate(self._said().names)}
        return np.array([place[name] for name in self.columns])

    def _found(self, text: str, stem: str) -> tuple[list[Found], dict[str, Tag], Places]:
        """Everything the text has that the model knows, the tags by the names of their features, and what is denied."""
        told, denied = self.wordings.read(text, stem)
        tags = {f"t:{tag.issue.rsplit('/', 1)[-1]}": tag for tag in told}
        features = of_words(text, stem)
        features |= {n: Feature(t.score, t.evidence[0].start, t.evidence[0].end) for n, t in tags.items()}
        found = [
            (name, f.value, f.start, f.end, np.multiply(self._weights[self._row[name]], f.value, dtype=np.float64))
            for name, f in features.items()
            if name in self._row
        ]
        for word, f in of_pieces(text, stem).items():
            found.append((word, f.value, f.start, f.end, f.value * self._pieces(word)))
        return self._without(found, denied), tags, denied

    def _without(self, found: list[Found], denied: Places) -> list[Found]:
        """The features, of which those inside a negative wording do not speak for the issue that it denies."""
        column = {name: number for number, name in enumerate(self.names)} if denied else {}
        for issue, places in denied.items():
            number = column.get(issue)
            for place, (name, value, start, end, added) in enumerate(found):
                if number is not None and added[number] > 0 and any(a <= start and end <= b for a, b in places):
                    less = added.copy()
                    less[number] = 0
                    found[place] = (name, value, start, end, less)
        return found

    def _pieces(self, word: str) -> Any:
        """What the pieces of a word add to each issue: a unit vector over them, weighed by how rare they are."""
        known = self._of_pieces.get(word)
        if known is None:
            rows = [self._row[name] for piece in pieces(word) if (name := f"c:{piece}") in self._row]
            known = self._weights[rows].sum(axis=0, dtype=np.float64) / np.sqrt(max(1, len(pieces(word))))
            if len(self._of_pieces) < _KEPT:
                self._of_pieces[word] = known
        return known

    def _sum(self, found: Iterable[Found]) -> Any:
        odds = self._bias.copy()
        for *_, added in found:
            odds += added
        return odds


def _probability(odds: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(odds, -60, 60)))


def _evidence(number: int, found: Iterable[Found], tags: Mapping[str, Tag]) -> tuple[Evidence, ...]:
    """The words that add most to the issue, apart from each other."""
    added: dict[tuple[int, int], float] = {}
    for name, _, start, end, weights in found:
        weight = float(weights[number])
        spots = [(e.start, e.end) for e in tags[name].evidence] if name in tags else [(start, end)]
        for spot in spots:
            added[spot] = added.get(spot, 0.0) + weight
    kept: list[Evidence] = []
    for (start, end), weight in sorted(added.items(), key=lambda item: (-item[1], item[0])):
        if weight > 0 and not any(start < other.end and other.start < end for other in kept):
            kept.append(Evidence(start, end, weight, ""))
    return tuple(kept[:_SHOWN])


@cache
def model() -> Model:
    """The model that comes with the package. Raises DataError where its files are missing."""
    folder = resources.recurrence_weights()
    try:
        data = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as kept:
            names, weights = bytes(kept["names"]).decode("utf-8").split("\n"), kept["weights"]
        made = _digest(folder)
    except (OSError, ValueError, KeyError) as error:
        raise DataError(
            "the weights of the issues are missing", where=str(folder), mend="install the package again"
        ) from error
    return Model(data, names, weights, tagger(), sentences, made)


def _digest(folder: Path) -> str:
    """Tells two models apart: of the model of sentences model.json holds a digest."""
    files = [folder / name for name in ("model.json", "weights.npz", MEANINGS)]
    files += (path for path in resources.ontology_files() if path.name in reference.CONCEPTS)
    return blake2b(b"".join(file.read_bytes() for file in files), digest_size=16).hexdigest()
