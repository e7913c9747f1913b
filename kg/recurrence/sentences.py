"""What a small model of sentences says of a text: the log odds of each issue and form.

The model is all-MiniLM-L6-v2 with fewer of its layers, taught by the gold (`kg.recurrence.teach`); it sees what no word
tells by itself. ONNX Runtime runs it on one thread and one text at a time, so that what it says of a text depends on
nothing else, and it is rounded so far that another kind of processor nearly always says the same.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from kg import resources
from kg.errors import DataError

NAME, TOKENIZER = "sentences.onnx", "tokenizer.json"
LONGEST = 160  # tokens that are read of a stem and a text together
STEP = 0.25  # to which log odds are rounded: what little processors differ in is seldom seen


class Sentences:
    """The model, ready for use. `names` are the issues and forms that it knows, in the order of its answers."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session, self._tokenizer = session, tokenizer
        told = session.get_modelmeta().custom_metadata_map
        self.names: Sequence[str] = json.loads(told["names"])
        self.learnt_from = str(told["learnt from"])

    def odds(self, text: str, stem: str) -> Any:
        """The log odds of every name, rounded."""
        read = self._tokenizer.encode(_whole(stem), _whole(text))
        with _memory():
            (found,) = self._session.run(["odds"], {"ids": np.array([read.ids], dtype=np.int64)})
        return np.round(found[0].astype(np.float64) / STEP) * STEP


def opened(model: Path, tokenizer: Path) -> Sentences:
    """The model from its files."""
    import onnxruntime  # which takes a while to load, and only reading of new texts needs
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what fails is told by us
    reader = Tokenizer.from_str(tokenizer.read_text(encoding="utf-8"))
    reader.enable_truncation(LONGEST)
    reader.no_padding()
    with _memory():
        return Sentences(onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"]), reader)


@cache
def sentences() -> Sentences:
    """The model that comes with the package. Raises DataError where its files are missing or damaged."""
    folder = resources.recurrence_weights()
    try:
        return opened(folder / NAME, folder / TOKENIZER)
    except MemoryError:
        raise
    except Exception as error:  # both libraries raise bare ones
        raise DataError(
            f"the model of sentences is missing or damaged ({type(error).__name__})", where=str(folder / NAME),
            mend="install the package again",
        ) from error  # fmt: skip


@contextlib.contextmanager
def _memory() -> Iterator[None]:
    """Memory that runs out, which ONNX Runtime tells only in its words."""
    try:
        yield
    except Exception as error:
        if "bad_alloc" in str(error):
            raise MemoryError from error
        raise


def _whole(text: str) -> str:
    """The text without halves of characters, which a command line may hand over and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
