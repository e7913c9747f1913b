"""Learns from annotated responses which sentences tell an action: `python -m kg.learning [FOLDER …]`.

Each folder holds responses with their gold, as for `kg evaluate`; the five of the package come first. What split.json
calls a set kept apart, or a set to report on, is not learnt from. Writes data/extraction/sentences.json, and tells how
sentences are read by models that have not seen their document. Takes about a minute.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg import resources
from kg.errors import KgError
from kg.evaluate import read_gold, split
from kg.extract.acts.mainclause import masked
from kg.extract.acts.sentences import sentences as split_sentences
from kg.extract.commitments import Reader, year
from kg.extract.learnt.features import features
from kg.extract.learnt.model import DELIVERIES, UNIT
from kg.extract.learnt.second import pieces
from kg.extract.nodes.structure import outline
from kg.files import write_text
from kg.gazetteers import gazetteer
from kg.read import sources as read_sources

SURE = (0.7, 0.85)
"""How sure an action has to be: chosen on sentences of documents that neither the rules nor the weights had seen."""
DOUBT = 0.08
"""Below which a sentence has no action although a rule found one."""
_CASES = 3  # how often a single sentence counts: it was written to tell one thing
_STRENGTH = 0.3  # inverse of the regularisation (scikit-learn's C)
_OFTEN = 2  # sentences that have to have a feature
_SMALL = 0.02  # weights below are left out
_MOST = 0.7  # share of a clause's words that the commitment has whose clause it is
_SAME = 0.8  # share of a commitment's words that the sentence it stands in has
_USUAL = {"delivery": "planned", "firmness": "firm"}  # what a case does not say of a commitment


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, or a clause of one: its words, its commitments, and whether a rule found one in it."""

    document: str
    text: str
    year: int | None
    gold: tuple[Mapping[str, Any], ...]
    ruled: bool
    clause: bool = False


def sentences(folder: Path | None, gold: Path, leave: Collection[str] = ()) -> Iterator[Sentence]:
    """The sentences of the answers of a folder's documents, but for those in `leave`."""
    for document in read_sources(folder or resources.responses()):
        file = gold / f"{document.slug}.json"
        if document.slug in leave or not file.is_file():
            continue
        found = outline(document)
        reader = Reader(document, found, gazetteer().within(document), [""] * len(found.answers), ruled=True).read()
        texts = [" ".join(document.text[start:end].split()) for start, end in reader.prose]
        wanted = _placed(texts, read_gold(file)["commitments"])
        spans = [item.commitment.span for item in reader.found]
        for number, (start, end) in enumerate(reader.prose):
            ruled = any(start <= span.start < end for span in spans)
            told = Sentence(document.slug, texts[number], year(document), tuple(wanted.get(number, ())), ruled)
            yield told
            yield from _clauses(told)


def cases(folder: Path) -> Iterator[Sentence]:
    """The sentences of the cases of a folder (tests/cases/commitments/README.md) that are one paragraph each."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for case in data["cases"]:
            text = case.get("text", "")
            for start, end in split_sentences(text, 0, len(text)):
                words = " ".join(text[start:end].split())
                gold = tuple(_USUAL | wanted for wanted in case["expected"] if wanted["text"] in words)
                told = Sentence(path.stem, words, int(data["published"][:4]), gold, ruled=True)
                yield told
                yield from _clauses(told)


def _clauses(told: Sentence) -> Iterator[Sentence]:
    """The clauses of a sentence that are a commitment of their own, and those that are none.

    A commitment of several clauses does not tell which of them is the action.
    """
    parts = pieces(masked(told.text))
    for part in parts if len(parts) > 1 else ():
        text = told.text[part.start : part.end]
        own = _words(text)
        within = [g for g in told.gold if len(own & _words(g["text"])) >= _MOST * len(own)]
        alone = tuple(g for g in within if len(own & _words(g["text"])) >= _MOST * len(_words(g["text"])))
        if alone or not within:
            yield replace(told, text=text, gold=alone, clause=True)


def _placed(texts: Sequence[str], gold: Sequence[Mapping[str, Any]]) -> dict[int, list[Mapping[str, Any]]]:
    """The commitments of the gold by the number of the sentence that has most of their words."""
    words = [_words(text) for text in texts]
    found: dict[int, list[Mapping[str, Any]]] = {}
    for commitment in gold:
        own = _words(commitment["text"]) or {""}
        shares = ((len(own & known) / len(own), -number) for number, known in enumerate(words))
        share, number = max(shares, default=(0, 0))
        if share >= _SAME:
            found.setdefault(-number, []).append(commitment)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def learn(told: Sequence[Sentence]) -> dict[str, Any]:
    """The content of the file: what `kg.extract.learnt.model` takes."""
    action = _fit([_row(s.text, s.year) for s in told], [bool(s.gold) for s in told])
    single = [(_row(gold["text"], s.year), gold) for s in told if not s.clause for gold in s.gold]
    rows = [row for row, _ in single]
    kinds = [_fit(rows, [gold["delivery"] == kind.value for _, gold in single]) for kind in DELIVERIES]
    kinds.append(_fit(rows, [gold["firmness"] == "conditional" for _, gold in single]))
    names = sorted({name for _, weights in kinds for name in weights})
    return {
        "sure": SURE,
        "doubt": DOUBT,
        "bias": [bias for bias, _ in (action, *kinds)],
        "actions": action[1],
        "kinds": {name: [weights.get(name, 0) for _, weights in kinds] for name in names},
    }


def digest(folders: Iterable[Path]) -> str:
    """Tells whether the annotations of folders are the same; not whether their texts are read the same."""
    told = blake2b(digest_size=16)
    for path in sorted((path for folder in folders for path in _taught(folder)), key=lambda path: path.name):
        told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()


def _taught(folder: Path) -> Iterator[Path]:
    """The annotations of a folder that are learnt from."""
    apart = _apart(folder)
    return (path for path in folder.glob("*.json") if path.stem not in apart)


def _apart(folder: Path) -> set[str]:
    """The documents of a folder that are kept apart."""
    kept = [names for part, names in split(folder).items() if "apart" in part or part == "report"]
    return {name for names in kept for name in names}


def _row(text: str, year: int | None) -> dict[str, int]:
    return dict.fromkeys(features(text, year), 1)


def _fit(rows: Sequence[Mapping[str, int]], right: Sequence[bool]) -> tuple[int, dict[str, int]]:
    """The bias and the weights that tell the right rows from the others, in thousandths."""
    if len(set(right)) == 1:  # nothing to tell apart
        return (UNIT if right[0] else -UNIT), {}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(rows)
    often = (matrix > 0).sum(axis=0).A1 >= _OFTEN
    model = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(matrix[:, often], right)
    names = [name for name, kept in zip(vectors.feature_names_, often, strict=True) if kept]
    told = zip(names, model.coef_[0], strict=True)
    weights = {name: round(UNIT * float(weight)) for name, weight in told if abs(weight) >= _SMALL}
    return round(UNIT * float(model.intercept_[0])), weights


def _unseen(told: Sequence[Sentence], document: str) -> list[tuple[Sentence, float]]:
    """How far the sentences of a document are from telling an action, by a model of the other documents."""
    others = [s for s in told if s.document != document]
    bias, weights = _fit([_row(s.text, s.year) for s in others], [bool(s.gold) for s in others])
    own = [s for s in told if s.document == document]
    return [(s, (bias + sum(weights.get(name, 0) for name in features(s.text, s.year))) / UNIT) for s in own]


def report(told: Sequence[Sentence]) -> Iterator[str]:
    """What is added where the rules find nothing, at several thresholds, by models of the other documents."""
    documents = sorted({s.document for s in told})
    parts = Parallel(n_jobs=-1)(delayed(_unseen)(told, document) for document in documents)
    open_ = [(s, odds) for part in parts for s, odds in part if not (s.ruled or s.clause)]
    yield f"{len(told)} sentences, {sum(bool(s.gold) for s in told)} with an action; {len(open_)} without a rule's"
    for odds in (-0.4, 0.0, 0.4, 0.6, 0.85):
        kept = [bool(s.gold) for s, found in open_ if found >= odds]
        all_ = sum(bool(s.gold) for s, _ in open_)
        yield f"log odds {odds}: {len(kept)} taken, {sum(kept)} of them right, of {all_} that there are"


def main() -> None:
    """Learn, write the file and tell what it is worth; a fault of the annotations is told in one line."""
    try:
        _run()
    except KgError as error:
        sys.exit(f"kg.learning: {error}")


def _run() -> None:
    parser = argparse.ArgumentParser(prog="python -m kg.learning", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="responses with their gold")
    parser.add_argument("--cases", type=Path, help="single sentences, as in tests/cases/commitments")
    given = parser.parse_args()
    told = list(sentences(None, resources.gold(), _apart(resources.gold())))
    told += [*cases(given.cases)] * _CASES if given.cases else []
    for folder in given.folders:
        told += sentences(folder, folder, _apart(folder))
    for line in report(told):
        sys.stdout.write(line + "\n")
    path = resources.extraction_weights()
    path.parent.mkdir(exist_ok=True)
    folders = [resources.gold(), *given.folders, *([given.cases] if given.cases else [])]
    data = {"learnt from": digest(folders), **learn(told)}
    write_text(json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False) + "\n", path)


if __name__ == "__main__":
    main()
