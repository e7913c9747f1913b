"""Gives the commitments of an answer the dates that stand apart from them: in a later sentence or on a date line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.extract.nodes.outline import Answer, DateLine
from kg.extract.times.timing import Dating, Entry, Scope
from kg.model import Commitment, Delivery, Timing

# What goes on without an end has no date; what is done every month may have one by which it begins.
_LASTS = re.compile(
    r"\b(?:continu(?:e|es|ing) to|under (?:\w+ )?review|on-?going|continu(?:ous|al)ly|from then on)\b", re.I
)

_NAME = re.compile(r"[A-Z]")  # behind its first letter, what heads an item is the name of a body and no thing
_BEGAN = re.compile(r"\b(?:began|begun|started|commenced|launched|since)\b", re.I)
_NOUN = re.compile(r"[a-z]{4,}")
_BEGINNING = range(3, 7)  # letters of the beginnings of words that things are known by
_AND = re.compile(r"\s*(?:,|/|&|\band\b)\s*(?:(?:and|the)\s)?")


@dataclass(slots=True)
class Found:
    """A commitment with the place it was read from: the indexes of its answer and of the block in the answer.

    `acts` says that its words tell who acts, even where that is nobody who can be an owner, `tabled` that it stands in
    a row of a table of actions.
    """

    commitment: Commitment
    answer: int
    block: int
    acts: bool = False
    tabled: bool = False


def after_sentence(found: Iterable[Found], dating: Dating, place: tuple[int, int], number: str) -> bool:
    """Date the commitments that stand before a dating sentence; False where there are none or it says more.

    `place` is the answer and block of the sentence, `number` the node that the answer is for.
    """
    if dating.scope is Scope.RECOMMENDATION:
        near = [item for item in found if _top(item.commitment.number) == _top(number)]
    elif dating.scope is Scope.ANSWER:
        near = [item for item in found if item.answer == place[0]]
    else:
        near = [item for item in found if (item.answer, item.block) == place]
    if dating.named:
        near = [i for i in near if _is_under_way(i, dating)][-1:]
    elif dating.scope is Scope.LAST:
        named = [item for item in near if any(word in item.commitment.text.lower() for word in dating.words)]
        near = named if dating.completed and named else near[-1:]
    for item in near:
        _date_from_sentence(item, dating)
    return bool(near) and not dating.promises


def _is_under_way(item: Found, dating: Dating) -> bool:
    """Whether a commitment is under way and has a word of what the sentence says will be complete."""
    return item.commitment.delivery is Delivery.IN_PROGRESS and _shared(item.commitment.text, dating.words) > 0


def _top(number: str) -> str:
    """The number of the recommendation itself, with its chapter where it has one: "4.b" → "4", "4.1.b" → "4.1"."""
    first, *parts = number.split(".")
    return f"{first}.{parts[0]}" if parts and parts[0].isdecimal() else first


def _date_from_sentence(item: Found, dating: Dating) -> None:
    """A date in a commitment's own words wins; what is done keeps its date, unless the sentence tells of the doing."""
    commitment = item.commitment
    if commitment.due is not None and commitment.due.edtf is not None and not _began(commitment, dating):
        return
    if commitment.delivery is Delivery.COMPLETED and not dating.completed:
        return
    delivery = Delivery.COMPLETED if dating.completed else commitment.delivery
    item.commitment = replace(commitment, due=dating.when, timing=dating.when.timing, delivery=delivery)


def _began(commitment: Commitment, dating: Dating) -> bool:
    """Whether the date that a commitment has is that of its beginning, and the sentence tells its end."""
    began, ends = commitment.due, dating.when.earliest
    before = bool(began and began.latest and ends and began.latest < ends)
    return before and dating.named and _BEGAN.search(commitment.text) is not None


def is_alone(line: DateLine, lines: Iterable[DateLine]) -> bool:
    """Whether a recommendation has no other date line: then it is for all bodies that answered before it."""
    return sum(_top(other.number) == _top(line.number) for other in lines) == 1


def reach(line: DateLine, answers: Sequence[Answer]) -> int:
    """How many answers a date line may date: those before it, and the parts that follow a stem of which no more is said
    than its position ("The government agrees. Target implementation date: May. As to (a), …")."""
    after = line.after
    if not after or answers[after - 1].blocks or answers[after - 1].number != line.number:
        return after
    while after < len(answers) and answers[after].number.startswith(line.number + "."):
        after += 1
    return after


def after_line(
    found: Iterable[Found],
    line: DateLine,
    entries: Iterable[Entry],
    is_by: Callable[[Commitment, str], bool],
    *,
    headed: range = range(0),
) -> None:
    """Date the commitments before a date line, part by part and body by body.

    `is_by` tells whether a commitment is that of the body with this name. `headed` are the answers above whose words
    the line stands ("Accepted – by May 2024"): it dates what they promise.
    """
    last = line.after - 1
    dated = [i for i in found if i.answer <= last and (_stands_before(i, line) or i.answer in headed)]
    numbers = {item.commitment.number for item in dated}
    for entry in entries:
        node = _node(entry, line, numbers)
        within = [item for item in dated if _is_within(item.commitment.number, node)]
        for item in _meant(within, entry, is_by):
            _date_from_line(item, entry)


def _meant(found: list[Found], entry: Entry, is_by: Callable[[Commitment, str], bool]) -> list[Found]:
    """The commitments that an entry dates: those of its body, or of the thing that it names in place of a body."""
    if entry.about:
        told = [_shared(item.commitment.text, entry.about) for item in found]
        most = max(told, default=0)  # those that have fewer of its words only refer to the thing
        named = [item for item, count in zip(found, told, strict=True) if count == most] if most else []
        return named or (found if entry.loose or len(found) == 1 else [])
    if not entry.body:
        return found
    own = _of_body(found, entry.body, is_by)
    if not own and (several := _AND.split(entry.body))[1:]:  # "ASRA, Legal and Estates actions: May"
        own = [item for name in several if name for item in _of_body(found, name, is_by)]
    if own or _NAME.search(entry.body[1:]):
        return own
    words = tuple(word[:5] for word in _NOUN.findall(entry.body.lower()))
    return [item for item in found if _shared(item.commitment.text, words)]


def _of_body(found: list[Found], name: str, is_by: Callable[[Commitment, str], bool]) -> list[Found]:
    """The commitments of a body: it owns them, or they open with its name, though it is nobody known."""
    opens = (name.lower() + " ", f"the {name.lower()} ")
    return [item for item in found if is_by(item.commitment, name) or item.commitment.text.lower().startswith(opens)]


def _shared(text: str, words: tuple[str, ...]) -> int:
    """How many of these beginnings of words a text has: "train" of "training" and "trained"."""
    return len(_beginnings(text).intersection(words))


@lru_cache(maxsize=4096)  # every entry of a date line asks the same commitments
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:letters] for word in re.findall(r"\w+", text.lower()) for letters in _BEGINNING)


def _node(entry: Entry, line: DateLine, numbers: Iterable[str]) -> str:
    """The number of the part that the entry names, else of the node of the line. A line below the last part
    names its sisters too: "(a) May 2025" in the answer to 2.c is for 2.a, "ASRA: June" for all that ASRA does."""
    if not entry.part and entry.body and entry.body != line.body:
        return _top(line.number)
    if not entry.part or f".{line.number}".endswith(f".{entry.part}"):
        return line.number
    above = line.number.split(".")
    places = [".".join([*above[:depth], entry.part]) for depth in range(len(above), 0, -1)]
    return next((p for p in places if any(_is_within(number, p) for number in numbers)), places[0])


def _stands_before(item: Found, line: DateLine) -> bool:
    """Whether a commitment stands before the line, or in a cell beside it: a date in the next column begins higher."""
    beside = bool(item.commitment.more) and item.answer == line.after - 1
    return beside or item.commitment.span.start < line.span.start


def _is_within(number: str, node: str) -> bool:
    return number == node or number.startswith(node + ".")


def _date_from_line(item: Found, entry: Entry) -> None:
    """A line dates what is still to come and says nothing of dates itself; one that reports the end, what is done."""
    commitment = item.commitment
    lasts = commitment.timing is Timing.ONGOING and _LASTS.search(commitment.text)
    if entry.when is None or commitment.due is not None or lasts:
        return
    if entry.completed is not (commitment.delivery is Delivery.COMPLETED):
        return
    item.commitment = replace(commitment, due=entry.when, timing=entry.when.timing)
