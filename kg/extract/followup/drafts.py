"""What was said → one claim and one assessment of each recommendation; where the words disagree, none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.followup.passages import Reader, Said
from kg.extract.followup.standing import State
from kg.extract.followup.targets import Target, Told
from kg.extract.followup.voices import Voice
from kg.extract.lines.cleaning import clean
from kg.extract.lines.paragraphs import Text
from kg.model import Delivery, FollowUp, Notice, Span

_ENDED = frozenset(State) - {State.OPEN}
_LONGEST = 600  # characters of the words that a notice quotes


def drafts(reader: Reader) -> tuple[list[FollowUp], list[Notice]]:
    """The follow-ups in the order of the document, and what a person should look at."""
    together: dict[tuple[Target, Voice, str], list[Said]] = {}
    for said in reader.said:
        day = said.as_of if said.voice is Voice.DEPARTMENT else ""  # a report finds one state, whatever the day
        together.setdefault((said.target, said.voice, day), []).append(said)
    made: list[tuple[int, FollowUp]] = []
    told: list[Told] = list(reader.targets.notices)
    judged: set[tuple[Target, Voice]] = set()
    for (target, voice, _), group in _dated(together).items():
        judged.add((target, voice))
        settled = _settled(voice, group)
        if settled is None:
            words = " and ".join(dict.fromkeys(said.standing.words for said in group))
            message = f"recommendation {target.number} is called {words}: no state is drafted"
            told += [Told(message, said.paragraph, said.start, said.end) for said in group[:1]]
            continue
        made.append(_follow_up(reader.text, target, voice, group, settled))
    told += _stateless(reader, judged)
    notices = sorted((_notice(reader.text, one) for one in told), key=lambda notice: notice.span.start)
    return [one for _, one in sorted(made, key=lambda pair: pair[0])], list(dict.fromkeys(notices))


def _dated(
    together: dict[tuple[Target, Voice, str], list[Said]],
) -> dict[tuple[Target, Voice, str], list[Said]]:
    """Claims without a day go with the one day that the document tells of the same recommendation."""
    told: dict[tuple[Target, Voice], list[str]] = {}
    for target, voice, day in together:
        told.setdefault((target, voice), []).extend([day] if day else [])
    for (target, voice), days in told.items():
        if (target, voice, "") in together and len(days) == 1:
            together[target, voice, days[0]] += together.pop((target, voice, ""))
    return together


def _settled(voice: Voice, group: Sequence[Said]) -> tuple[State | None, Delivery | None] | None:
    """The state and delivery on which all agree; None where they do not."""
    if voice is Voice.INSPECTOR:
        found = {said.standing.found for said in group}
        if len(found) > 1 and found <= _ENDED:
            found.discard(State.CLOSED)  # "met by other means, so we consider it closed" is one state, told twice
        return (found.pop(), None) if len(found) == 1 else None
    states = {state for said in group if (state := said.standing.claimed[0])}
    deliveries = {delivery for said in group if (delivery := said.standing.claimed[1])}
    if len(states) > 1 or len(deliveries) > 1:
        return None
    state, delivery = next(iter(states), None), next(iter(deliveries), None)
    ended = state not in (None, State.OPEN)
    if state and delivery and ended is not (delivery is Delivery.COMPLETED):
        return None
    return state, delivery


def _follow_up(
    text: Text, target: Target, voice: Voice, group: Sequence[Said], settled: tuple[State | None, Delivery | None]
) -> tuple[int, FollowUp]:
    best = max(group, key=lambda said: (said.end - said.start, -said.start))
    spans = spans_of(text, best)
    days = list(dict.fromkeys(said.as_of for said in group if said.as_of))
    words = clean("\n".join(span.exact for span in spans))
    made = FollowUp(
        earlier=target.report.slug,
        number=target.number,
        found=voice is Voice.INSPECTOR,
        text=words,
        spans=spans,
        state=settled[0].value if settled[0] else "",
        delivery=settled[1],
        as_of=days[0] if len(days) == 1 else "",
    )
    return spans[0].start, made


def spans_of(text: Text, said: Said | Told) -> tuple[Span, ...]:
    """The stretches of the source from one offset of a paragraph to another."""
    stop = said.paragraph.source(max(said.start, said.end - 1)) + 1
    runs = [(a, min(b, stop)) for a, b in said.paragraph.runs(said.start) if a < stop]
    return tuple(span for span in (text.span(a, b) for a, b in runs) if span.exact)


def _stateless(reader: Reader, judged: Iterable[tuple[Target, Voice]]) -> Iterator[Told]:
    """Recommendations that are taken up without a state, and those of which an inspector tells only what is claimed."""
    told = {*judged}
    for target, place in reader.targets.taken.items():
        name = f"recommendation {target.number} of {target.report.slug}"
        if (target, reader.author) not in told:
            claimed = (target, Voice.DEPARTMENT) in told
            message = f"no state is found of {name}, only claimed" if claimed else f"no state is told of {name}"
            yield Told(message, place.paragraph, place.start, place.end)


def _notice(text: Text, told: Told) -> Notice:
    """The notice, with the whole of a paragraph that is not long: a person who adds a row can quote from it."""
    p = told.paragraph
    if told.through and told.through - p.start <= _LONGEST:
        return Notice(told.message, text.span(p.start, told.through))
    if (len(p.text) <= _LONGEST and len(p.runs(0)) == 1) or told.end <= told.start:
        return Notice(told.message, text.span(p.start, p.end))
    return Notice(told.message, (spans_of(text, told) or (text.span(p.start, p.end),))[0])
