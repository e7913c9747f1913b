"""Letters in answers: those that go through the parts in one paragraph, and those of a list that answers no parts.

"(a) The nets were mended. (b) Boats will be painted in May." is an answer to two parts where the recommendation has
them; "The boats will be: (a) mended; (b) painted" is a list in the prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence

from kg.extract.nodes.items import Item, item
from kg.extract.nodes.labels import Kind, Path
from kg.extract.nodes.numerals import letter_index
from kg.extract.replies import partwise

# A letter where a sentence begins; below a colon it would be that of a list in the prose.
_LETTER = re.compile(
    r"(?:\A|(?<=[.!?;] ))(?:(?P<number>\d{1,2}) ?)?"
    r"(?:\((?P<a>[a-z]|[ivx]{2,4})\)|(?P<b>[a-z]|[ivx]{2,4})\)) (?=[A-Z0-9\"'])"
)


def apart(items: Sequence[Item], stem: Path, known: Container[Path]) -> Iterator[Item]:
    """The paragraphs of an answer, those that go through parts in their order cut into one for each part."""
    for one in items:
        starts = [] if one.cell or one.several or one.date is not None else _starts(one.paragraph.text, stem, known)
        if len(starts) < 2:
            yield one
            continue
        for start, after in zip(starts, [*starts[1:], len(one.paragraph.text) + 1], strict=True):
            yield item(one.paragraph.cut(start, after - 1))


def _starts(text: str, stem: Path, known: Container[Path]) -> list[int]:
    """Where the parts from the first one on begin, as long as each follows the one before and is a known part."""
    parts = partwise.children(stem, known)
    found: list[int] = []
    for match in _LETTER.finditer(text) if parts else ():
        own = match["number"] in (None, stem[0])
        if own and len(found) < len(parts) and (*stem, match["a"] or match["b"]) == parts[len(found)]:
            found.append(match.start())
    return found if found[:1] == [0] else []  # else the letters may be those of a list in the prose


def list_end(items: Sequence[Item], index: int, known: Callable[[str], bool]) -> int:
    """Where lettered paragraphs end that are from an index on a list in the prose; 0 where they answer parts."""
    run = index
    while run < len(items) and (label := items[run].label) is not None and label.kind is Kind.LETTER:
        run += 1
    letters = [i.label.paths[0][0] for i in items[index:run] if i.label and letter_index(i.label.paths[0][0])]
    beyond = [letter for letter in letters if not known(letter) and letter not in "ivx"]
    before = items[index - 1] if index else None
    opened = before is not None and not before.body and not before.position and before.words.endswith(":")
    small = sum(i.words[:1].islower() for i in items[index:run]) * 2 > run - index
    return run if (opened and small) or (beyond and letters[:1] == ["a"]) else 0
