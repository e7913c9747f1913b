"""Writes the sentences of one document: what is asked, promised, reported, remarked and refused, and by when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from benchmarks import words
from benchmarks.content import Promise
from kg.model import Delivery, Firmness

T = TypeVar("T")
_SEASONS = (("Spring", 21), ("Summer", 22), ("Autumn", 23), ("Winter", 24))
# Shares of planned, under way and reported done among the promises, and of those that say when.
_DELIVERIES = ((Delivery.PLANNED, 0.5), (Delivery.IN_PROGRESS, 0.22), (Delivery.COMPLETED, 0.28))
_DATED = {Delivery.PLANNED: 0.45, Delivery.IN_PROGRESS: 0.12, Delivery.COMPLETED: 0.3}
_CONDITIONAL = 0.15


class Writer:
    """Sentences for one document, all drawn from one random source."""

    def __init__(self, random: Random, year: int, month: int, publisher: str, topic: str) -> None:
        self.random, self.year, self.month, self.publisher, self.topic = random, year, month, publisher, topic
        self.names = words.names()

    def theme(self) -> str:
        """A theme; the first of the list are the most frequent."""
        themes = list(words.THEMES)
        return themes[min(int(self.random.expovariate(0.18)), len(themes) - 1)]

    def recommendation(self, theme: str, *, third_person: bool = False) -> str:
        """What the inspector asks for, without full stop: "Revise the guidance on bail reporting so that …"."""
        verb, thing = self._one(words.VERBS), self._one(words.THEMES[theme])
        head = f"{_third(verb) if third_person else verb} {thing} {self._link()}"
        if self.random.random() < 0.22:
            head += f" recorded on {self._system()}"
        limit = f", {self.fill(self._one(words.LIMITS))}," if self.random.random() < 0.35 else ""
        return f"{head}{limit} so that {self.fill(self._one(words.AIMS))}"

    def stem(self, theme: str) -> str:
        """The words that lead in parts."""
        subject = f"{self._one(words.THEMES[theme])} for {self.topic}"
        return self._one((f"With respect to {subject}:", f"In relation to {subject}:"))

    def heading(self, theme: str) -> str:
        """A theme in a few words, without article: "user access for bail reporting"."""
        return f"{self._one(words.THEMES[theme]).removeprefix('the ')} for {self.topic}"

    def remark(self) -> str:
        return self.fill(self._one(words.REMARKS))

    def refusal(self) -> str:
        return self.fill(self._one(words.REFUSALS))

    def promise(self, theme: str, actor: str = "", *, undated: bool = False) -> Promise:
        """A promise on the theme by the actor, or by one drawn; `undated` where another line gives its date."""
        delivery = self.random.choices([d for d, _ in _DELIVERIES], [w for _, w in _DELIVERIES])[0]
        actor = actor or self._actor()
        hedged = delivery is Delivery.PLANNED and self.random.random() < _CONDITIONAL
        promise = self._hedged(theme, actor) if hedged else self._plain(theme, actor, delivery, undated)
        promise.owner = actor.removeprefix("the ") if actor in self.names.actors else None
        return promise

    def _plain(self, theme: str, actor: str, delivery: Delivery, undated: bool) -> Promise:
        base, present, past = self._one(words.ACTIONS)
        are, have = ("are", "have") if actor == "we" else ("is", "has")
        verb = {
            Delivery.PLANNED: f"will {base}",
            Delivery.IN_PROGRESS: f"{are} currently {present}",
            Delivery.COMPLETED: f"{have} {past}",
        }[delivery]
        rest = f"{self._one(words.THEMES[theme])} {self._link()}"
        if self.random.random() < 0.15:
            rest += f" with the help of {self._system()}"
        if undated or self.random.random() >= _DATED[delivery]:
            return Promise(f"{_upper(actor)} {verb} {rest}.", delivery, Firmness.FIRM)
        if delivery is Delivery.COMPLETED:
            year, month = self.months(-self.random.randint(2, 12))
            sentence = f"In {words.MONTHS[month - 1]} {year}, {actor} {past} {rest}."
            return Promise(sentence, delivery, Firmness.FIRM, f"{year}-{month:02d}", dated=True)
        phrase, due = self.deadline()
        return Promise(f"{_upper(actor)} {verb} {rest} {phrase}.", delivery, Firmness.FIRM, due, dated=True)

    def _hedged(self, theme: str, actor: str) -> Promise:
        thing = self._one(words.THEMES[theme])
        verb = self._one(("will consider whether", "will explore whether"))
        return Promise(
            f"{_upper(actor)} {verb} {thing} can be extended to {self._one(words.TOPICS)}.",
            Delivery.PLANNED,
            Firmness.CONDITIONAL,
        )

    def deadline(self) -> tuple[str, str | None]:
        """Words for a day to come with their EDTF value (None where it is told from the day of publication)."""
        year, month = self.months(self.random.randint(1, 24))
        name, last = words.MONTHS[month - 1], calendar.monthrange(year, month)[1]
        season, code = self._one(_SEASONS[:3])
        day = self.random.randint(1, 28)
        first = year if month >= 4 else year - 1
        options: tuple[tuple[str, str | None], ...] = (
            (f"by the end of {year}", f"{year}-12-31"),
            (f"by {name} {year}", f"{year}-{month:02d}"),
            (f"by the end of {name} {year}", f"{year}-{month:02d}-{last}"),
            (f"by {day} {name} {year}", f"{year}-{month:02d}-{day:02d}"),
            (f"in {name} {year}", f"{year}-{month:02d}"),
            (f"by late {season} {year + 1}", f"{year + 1}-{code}"),
            (f"by {day:02d}.{month:02d}.{year % 100:02d}", f"{year}-{month:02d}-{day:02d}"),
            (f"by the end of the {first}/{(first + 1) % 100:02d} financial year", f"{first + 1}-03-31"),
            (f"within {self._one(('three', 'six', 'nine', 'twelve'))} months", None),
            ("later this year", None),
            ("as soon as possible", None),
        )
        weights = (18, 22, 10, 8, 8, 6, 4, 6, 6, 4, 8)
        return self.random.choices(options, weights)[0]

    def firm_deadline(self) -> tuple[str, str]:
        """As `deadline`, always with a value, and worded to stand on a line of its own ("end of November 2024")."""
        year, month = self.months(self.random.randint(2, 20))
        last = calendar.monthrange(year, month)[1]
        name = words.MONTHS[month - 1]
        return self._one(
            (
                (f"End of {year}", f"{year}-12-31"),
                (f"{name} {year}", f"{year}-{month:02d}"),
                (f"End of {name} {year}", f"{year}-{month:02d}-{last}"),
            )
        )

    def months(self, ahead: int) -> tuple[int, int]:
        """The year and month so many months after publication."""
        count = self.year * 12 + self.month - 1 + ahead
        return count // 12, count % 12 + 1

    def fill(self, template: str) -> str:
        """The template with a topic, role, place, count and so on in its gaps."""
        place, place2 = self.random.sample(words.PLACES, 2)
        values = {
            "publisher": self.publisher,
            "topic": self._one(words.TOPICS),
            "role": self._one(words.ROLES),
            "place": place,
            "place2": place2,
            "count": str(self.random.randint(20, 400)),
        }
        text = template
        if "{aim}" in text:
            text = text.replace("{aim}", self._one(words.AIMS))
        if "{failing}" in text:
            text = text.replace("{failing}", self._one(words.FAILINGS))
        return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], text)

    def _actor(self) -> str:
        draw = self.random.random()
        if draw < 0.3:
            return "we"
        return f"the {self.publisher}" if draw < 0.5 else self._one(self.names.actors)

    def _link(self) -> str:
        topic = self.topic if self.random.random() < 0.4 else self._one(words.TOPICS)
        return self._one((f"for {topic}", f"on {topic}", f"for {self._one(words.ROLES)} who deal with {topic}"))

    def _system(self) -> str:
        name = self._one(self.names.systems)
        return f"the {name}" if " " in name else name

    def _one(self, options: Sequence[T]) -> T:
        return options[int(self.random.random() * len(options))]


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _third(verb: str) -> str:
    """ "Review" → "Reviews", "Publish" → "Publishes", "Set out" → "Sets out"."""
    first, _, rest = verb.partition(" ")
    ending = "ies" if first.endswith("ify") else "es" if first.endswith("sh") else "s"
    stem = first[:-1] if ending == "ies" else first
    return f"{stem}{ending}{' ' + rest if rest else ''}"
