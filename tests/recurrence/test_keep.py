"""Texts of a kept index are decoded one by one, and are what they were."""

from __future__ import annotations

import pytest

from kg.recurrence.keep import Texts, _ends, _packed


@pytest.mark.parametrize("texts", [[], ["one"], ["", "zwei Wörter", "“three”\nlines", ""]])
def test_packed_texts_are_a_sequence(texts: list[str]) -> None:
    kept = Texts(_packed(texts), _ends(_packed(texts)))
    assert list(kept) == texts
    assert (len(kept), kept[:2], kept[1:]) == (len(texts), texts[:2], texts[1:])
    assert [kept[place] for place in range(-len(texts), 0)] == texts
    with pytest.raises(IndexError):
        kept[len(texts)]


def test_many_texts_are_read_at_once() -> None:
    texts = [f"text {n}" for n in range(1000)]
    assert list(Texts(_packed(texts), _ends(_packed(texts)))) == texts
    assert list(zip(Texts(_packed(texts), _ends(_packed(texts))), texts, strict=True))[-1] == ("text 999", "text 999")
