"""The aims of the measurements, each with its figure from the run and whether it is met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import table

FULL = "10000"
SMALL = "100"


def markdown(results: dict[str, Any]) -> str:
    """A table of the aims; an aim whose size was not run is said to be not measured."""
    lines = ["## Aims", "", "| aim | measured | |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {aim} | {figure} | {word} |" for aim, figure, word in _aims(results))])


def _met(value: bool) -> str:
    return "met" if value else "**not met**"


def _aims(results: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    sizes = results["sizes"]
    yield _fast(sizes)
    yield _faster(sizes)
    yield _constant(sizes)
    yield _reading(sizes)
    took = results["help"]["seconds"]
    yield "`kg --help` under 0.3 s", table.seconds(took), _met(took < 0.3)


def _fast(sizes: dict[str, Any]) -> tuple[str, str, str]:
    aim = "every named query under 1 s at 10,000 reports"
    largest = max((size for size in sizes if sizes[size]["queries"]["ours"]["queries"]), key=int, default="")
    if not largest:
        return aim, "no figure", "not measured"
    answers = sizes[largest]["queries"]["ours"]["queries"]
    fast = [answer for answer in answers.values() if answer.get("warm", 60) < 1]
    slowest = max(answers, key=lambda name: answers[name].get("warm", 60))
    took = answers[slowest].get("cut") or table.seconds(answers[slowest]["warm"])
    figure = f"{len(fast)} of {len(answers)} at {int(largest):,} reports; the slowest is `{slowest}`, {took}"
    return aim, figure, _met(len(fast) == len(answers)) if largest == FULL else "not measured at 10,000"


def _faster(sizes: dict[str, Any]) -> tuple[str, str, str]:
    """At every size at which rdflib finished any query, with the queries that fell short."""
    aim = "named queries at least 20× faster than rdflib where it finishes"
    figures, met = [], True
    for size in sorted(sizes, key=int):
        if ratios := table.query_ratios(sizes[size]["queries"], "rdflib"):
            short = {name: ratio for name, ratio in ratios.items() if ratio < 20}
            met = met and not short
            figure = f"{len(ratios) - len(short)} of {len(ratios)} at {int(size):,} reports"
            least = [f"`{name}` {table.times(ratio)}" for name, ratio in sorted(short.items(), key=lambda one: one[1])]
            fell = (
                f" (short of it: {', '.join(least)})" if short else f", the least {table.times(min(ratios.values()))}"
            )
            figures.append(figure + fell)
    return (aim, "; ".join(figures), _met(met)) if figures else (aim, "rdflib finished no query", "not measured")


def _constant(sizes: dict[str, Any]) -> tuple[str, str, str]:
    aim = "validating one new response costs the same (within 1.5×) at 100 and 10,000 reports"
    small, large = SMALL if SMALL in sizes else min(sizes, key=int), max(sizes, key=int)
    first, last = (sizes[size]["validate"]["ours"].get("warm") for size in (small, large))
    if not first or not last:
        return aim, "no figure", "not measured"
    at_both = [f"{table.seconds(took)} at {int(size):,}" for took, size in ((first, small), (last, large))]
    figure = f"{', '.join(at_both)}: {table.times(last / first)}"
    return aim, figure, _met(last / first <= 1.5) if (small, large) == (SMALL, FULL) else "not measured at both"


def _reading(sizes: dict[str, Any]) -> tuple[str, str, str]:
    measured = [size for size in sizes if "documents" in sizes[size]["read"]["ours"]]
    if not measured:
        return "at least 50 documents a second on one core", "no figure", "not measured"
    read = sizes[max(measured, key=int)]["read"]["ours"]
    rate = read["documents"] / read["seconds"]
    figure = f"{rate:.0f} in the median of three passes, {read['documents'] / read['best']:.0f} in the best"
    return "at least 50 documents a second on one core", figure, _met(rate >= 50)
