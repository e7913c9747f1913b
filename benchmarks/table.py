"""The figures of a run as Markdown: ratios first, then the aims, then the times and memory behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

from benchmarks import aims

PEERS = {"rdflib": "rdflib", "virtuoso": "Virtuoso"}
_STAGES = {
    "read": "reading",
    "build": "build, documents to finished store",
    "load": "loading the N-Quads",
    "validate": "validating one new response",
    "submit": "submitting one new response, with its inferences",
    "reason": "reasoning over everything",
}
_OTHERS = {"validate": "pyshacl", "reason": "owlrl"}


def markdown(results: dict[str, Any]) -> str:
    """The whole page."""
    sizes = results["sizes"]
    parts = [_head(results), _ratios(sizes), aims.markdown(results)]
    parts += [_size(reports, figures, results["limits"]) for reports, figures in sizes.items()]
    return "\n\n".join(parts) + "\n"


def _head(results: dict[str, Any]) -> str:
    made, limits = results["made"], results["limits"]
    versions = ", ".join(f"{name} {number}" for name, number in made["versions"].items())
    note = f"\n\n{made['note']}" if "note" in made else ""
    since = "".join(f"\nThen `{run['command']}` on {run['date']}." for run in made.get("since", ()))
    return f"""# Benchmarks

Made by `{made["command"]}` on {made["date"]} in {made.get("minutes", "?")} minutes.{since}
{made["processor"]}, {made["cores"]} cores (load {made["load"]} at the start), {made["memory"]} GB.
{versions}. The figures are in the JSON file beside this page.

All engines were given the same statements (one N-Quads dump of the built store, summaries and inferences included)
and the same SPARQL, and each measurement ran in a process of its own. A query is asked once cold and then warm, three
times or more often until a fifth of a second is spent, of which the median counts; what takes over five seconds is
asked once. rdflib and the embedded store are called in the process, Virtuoso over HTTP on the loopback with the union
of all graphs as default graph. The files of the embedded store are read once before the first query, for the peers have
just loaded theirs. A peer may take
{limits["query"]:.0f} s a query, {limits["stage"]:.0f} s a stage ({limits["load"]:.0f} s where Virtuoso loads) and
{limits["memory"]:g} GB of memory; what was cut is shown as such, and what a smaller size had shown to be hopeless was
not tried. pySHACL validates the whole graph with the new response in it by the same shapes;
owlrl closes the whole graph.{note}"""


def _ratios(sizes: dict[str, Any]) -> str:
    """How many times faster than each peer: one row a size."""
    lines = [
        "## How many times faster",
        "",
        "| reports | work | than rdflib, pySHACL, owlrl | than Virtuoso |",
        "|---:|---|---:|---:|",
    ]
    for reports, figures in sizes.items():
        for work, rdflib, virtuoso in _size_ratios(figures):
            lines.append(f"| {int(reports):,} | {work} | {rdflib} | {virtuoso} |")
    lines += [
        "",
        "The middle and, in brackets, the least and the greatest ratio of the queries that the peer finished.",
    ]
    return "\n".join(lines)


def _size_ratios(figures: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    asked = figures["queries"]
    yield "queries, warm", _spread(asked, "rdflib"), _spread(asked, "virtuoso")
    own = figures["load"]["ours"].get("seconds")
    loaded = [ratio(asked.get(peer, {}).get("loaded"), own, asked.get(peer)) for peer in PEERS]
    yield "loading", loaded[0], loaded[1]
    for stage, peer in _OTHERS.items():
        found = figures[stage]
        seconds = found["ours"].get("warm") or found["ours"].get("seconds")
        yield _STAGES[stage], ratio(found.get(peer, {}).get("seconds"), seconds, found.get(peer)), "–"


def _spread(asked: dict[str, Any], peer: str) -> str:
    ratios = list(query_ratios(asked, peer).values())
    if not ratios:
        return cut(asked.get(peer))
    total = len(asked["ours"]["queries"])
    return f"{times(median(ratios))} ({times(min(ratios))} to {times(max(ratios))}; {len(ratios)} of {total})"


def query_ratios(asked: dict[str, Any], peer: str) -> dict[str, float]:
    """Warm seconds of the peer over ours, by name, for each query that both finished with as many rows."""
    theirs = asked.get(peer, {}).get("queries", {})
    ours = asked["ours"]["queries"]
    both = [name for name in ours if "warm" in theirs.get(name, {}) and "warm" in ours[name]]
    same = [name for name in both if theirs[name]["rows"] == ours[name]["rows"]]
    return {name: theirs[name]["warm"] / ours[name]["warm"] for name in same}


def ratio(theirs: float | None, ours: float | None, entry: dict[str, Any] | None) -> str:
    """How many times faster ours is, at least how many where the peer was cut, or why there is no ratio."""
    if ours and entry and entry.get("over"):
        return f"> {times(entry['over'] / ours)}"
    return times(theirs / ours) if theirs and ours else cut(entry)


def cut(entry: dict[str, Any] | None) -> str:
    """Why a peer has no figure, short enough for a table."""
    words = "not run" if entry is None else str(entry.get("cut", "–"))
    return words.replace("|", "/")[:80]


def times(value: float) -> str:
    return f"{value:,.0f}×" if value >= 10 else f"{value:.1f}×" if value >= 1 else f"{value:.2f}×"


def seconds(value: float | None) -> str:
    """Seconds in as many digits as they deserve; milliseconds below a tenth of a second."""
    if value is None:
        return "–"
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s" if value < 10 else f"{value:,.0f} s"


def _size(reports: str, figures: dict[str, Any], limits: dict[str, float]) -> str:
    corpus = figures["corpus"]
    kinds = {"accepted": "accepted", "partially": "partiallyAccepted", "rejected": "rejected"}
    share = {name: corpus.get(kind, 0) / corpus["leaves"] for name, kind in kinds.items()}
    quads = figures["build"]["ours"].get("quads", 0)
    positions = ", ".join(f"{name} {part:.0%}" for name, part in share.items())
    lines = [
        f"## {int(reports):,} reports",
        "",
        f"{corpus['leaves']:,} leaf recommendations ({positions}), {corpus['commitments']:,} commitments,",
        f"{quads:,} quads.",
        "",
        *_stages(figures),
        "",
        *_queries(figures["queries"]),
    ]
    return "\n".join(lines)


def _stages(figures: dict[str, Any]) -> Iterator[str]:
    yield "| work | who | time | peak memory | |"
    yield "|---|---|---:|---:|---|"
    for stage, name in _STAGES.items():
        for who, entry in figures[stage].items():
            time = entry.get("warm", entry.get("seconds"))
            yield _row(name, who, time, entry.get("peak"), entry.get("cut") or _remark(stage, entry))
        if stage == "load":
            for who, peer in figures["queries"].items():
                if who != "ours":
                    yield _row(
                        name,
                        who,
                        peer.get("loaded"),
                        peer.get("load_peak", peer.get("peak")),
                        "" if "loaded" in peer else cut(peer),
                    )
    for who, peer in figures["queries"].items():
        yield _row("all queries", who, _sum(peer), peer.get("peak"), _unfinished(peer))


def _row(work: str, who: str, time: float | None, memory: int | None, remark: str) -> str:
    amount = f"{memory / 2**20:,.0f} MB" if memory else "–"
    return f"| {work} | {who} | {seconds(time)} | {amount} | {remark} |"


def _remark(stage: str, entry: dict[str, Any]) -> str:
    if stage == "read":
        rate, best = (entry["documents"] / entry[name] for name in ("seconds", "best"))
        return f"{rate:.0f} documents a second on one core, {best:.0f} in the best of three passes"
    if stage == "build":
        return ", ".join(f"{step} {seconds(took)}" for step, took in entry["steps"].items())
    if stage == "validate" and "cold" in entry:
        return f"the first {seconds(entry['cold'])}; {entry['triples']:,} triples"
    if "inferred" in entry:
        return f"{entry['inferred']:,} triples inferred"
    return ""


def _sum(peer: dict[str, Any]) -> float | None:
    warm = [answer["warm"] for answer in peer.get("queries", {}).values() if "warm" in answer]
    return sum(warm) if warm else None


def _unfinished(peer: dict[str, Any]) -> str:
    answers = peer.get("queries", {})
    left = sum("warm" not in answer for answer in answers.values())
    if not answers:
        return cut(peer)
    return f"warm; {left} of {len(answers)} not finished" if left else f"warm, {len(answers)} queries"


def _queries(asked: dict[str, Any]) -> Iterable[str]:
    present = [peer for peer in PEERS if asked.get(peer, {}).get("queries")]
    heads = "".join(f" {PEERS[peer]} | × |" for peer in present)
    yield f"| query | rows | cold | warm |{heads}"
    yield "|---|---:|---:|---:|" + "---:|---:|" * len(present)
    for name, own in sorted(asked["ours"]["queries"].items(), key=lambda item: -item[1].get("warm", 1e9)):
        cells = [
            f"`{name}`",
            f"{own['rows']:,}" if "rows" in own else "–",
            seconds(own.get("cold")),
            own.get("cut") or seconds(own.get("warm")),
        ]
        for peer in present:
            cells += _beside(own, asked[peer]["queries"].get(name))
        yield "| " + " | ".join(cells) + " |"


def _beside(own: dict[str, Any], other: dict[str, Any] | None) -> tuple[str, str]:
    """The time of a peer and the ratio; no ratio where the number of rows differs, for then the work does."""
    if other is None or "warm" not in other:
        return cut(other), ratio(None, own.get("warm"), other) if other and "over" in other else "–"
    if other["rows"] != own.get("rows"):
        return f"{seconds(other['warm'])} for {other['rows']:,} rows", "–"
    return seconds(other["warm"]), times(other["warm"] / own["warm"]) if "warm" in own else "–"
