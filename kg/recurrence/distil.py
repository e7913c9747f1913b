"""Takes vectors of single words from a model of sentences: `python -m kg.recurrence.distil`.

The words are those of the model's vocabulary and of the texts that are learnt from; each is embedded by itself, and the
principal components of all are kept (truncated singular value decomposition). Needs the packages of the extra
"baselines"; the model, all-MiniLM-L6-v2, is under the Apache License 2.0. Takes about a minute.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kg import resources
from kg.files import whole
from kg.recurrence import baselines
from kg.recurrence.learn import given
from kg.recurrence.meaning import NAME, SIZE, UNIT
from kg.recurrence.wording import tokens


def vocabulary(folder: Path) -> list[str]:
    """The words to know: whole words of the model, and those of the texts of this gold."""
    told = {token.word for row in given(folder) for token in tokens(f"{row['text']} {row['stem'] or ''}")}
    return sorted({word for word in baselines.words() if len(word) > 1} | {word for word in told if word.isascii()})


def reduced(vectors: Any) -> Any:
    """The vectors in their principal components, as whole numbers, all of one length."""
    centred = vectors - vectors.mean(axis=0)
    components = np.linalg.svd(centred, full_matrices=False)[2][:SIZE]
    found = centred @ components.T
    return np.rint(found * (UNIT / np.linalg.norm(found, axis=1, keepdims=True))).astype(np.int8)


def main() -> None:
    """Write the vectors into the repository."""
    known = vocabulary(resources.gold())
    vectors = reduced(baselines.embedded(known))
    with whole(resources.recurrence_weights() / NAME) as file:
        names = np.frombuffer("\n".join(known).encode("utf-8"), dtype=np.uint8)
        np.savez_compressed(file, words=names, vectors=vectors)


if __name__ == "__main__":
    main()
