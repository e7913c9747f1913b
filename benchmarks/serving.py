"""Servers under load: named queries of many clients with hostile ones among them, each answer checked.

    python -m benchmarks.serving --store store --seconds 20 --clients 100 --rdflib PYTHON

`kg serve`, `oxigraph serve` and rdflib-endpoint get the same data, queries and clients, one after the other. A client
asks, checks the answer, thinks for a while, and asks again; every so often its question is a hostile one, of which it
only waits for an end. Writes a table for docs/serving.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.crowd import Crowd, Load, Row, expected_rows, watch
from benchmarks.machine import describe
from benchmarks.questions import texts
from benchmarks.servers import export, servers

_SLUG = "2024-competent-authority"
_ROUNDS = 7  # of asking each query before the crowd comes; the first one warms up
_ALONE = 60.0  # seconds for these
_PAUSE = 0.04  # seconds between two of these: a question that comes to a machine at rest, as most do, finds it slower


def main() -> int:
    """Run the servers one after the other and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--clients", type=int, default=100)
    options.add_argument("--think", type=float, default=4, help="seconds that a client thinks, on average")
    options.add_argument("--store", type=Path, required=True, help="a store that kg build made")
    options.add_argument("--rdflib", default="", help="a Python that has rdflib-endpoint")
    options.add_argument("--only", default="", help="one of kg, oxigraph, rdflib")
    options.add_argument("--cold", action="store_true", help="make every text another, so that nothing is kept")
    given = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers are ended too
    asked = texts(_SLUG)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "all.nq"
        export(given.store, data)
        expected = expected_rows(given.store, asked)
        rows = []
        for name, start in servers(given.store, data, Path(folder), given.rdflib):
            if given.only in ("", name):
                with start as (address, process):
                    rows.append(_measured(name, address, process, asked, expected, given))
                    print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    print(json.dumps(describe()), file=sys.stderr)
    print(table(rows))
    return 0


def _measured(
    name: str, address: str, process: subprocess.Popen[bytes], asked: dict[str, str], expected: dict[str, list[Row]],
    given: argparse.Namespace,
) -> dict[str, object]:  # fmt: skip
    crowd = Crowd(address, asked, expected, given.cold)
    quiet: list[float] = []

    async def run() -> None:
        alone = time.monotonic() + _ALONE
        for query in list(asked) * _ROUNDS:
            if time.monotonic() < alone:
                await crowd.named(query, quiet)
                await asyncio.sleep(_PAUSE)
        del quiet[: len(asked) if len(quiet) > len(asked) else 0]
        crowd.load = Load()
        end = time.monotonic() + given.seconds
        clients = [asyncio.create_task(crowd.client(seed, end, given.think)) for seed in range(given.clients)]
        watching = asyncio.create_task(watch(process.pid, crowd.load))
        await asyncio.gather(*clients)
        watching.cancel()

    asyncio.run(run())
    load = crowd.load
    third = max(1, len(load.memory) // 3)
    return {
        "server": name,
        "alone": _percentile(quiet, 0.95),
        "alone50": _percentile(quiet, 0.5),
        "p50": _percentile(load.seconds, 0.5),
        "p95": _percentile(load.seconds, 0.95),
        "answers": len(load.seconds),
        "outcomes": dict(load.outcomes),
        "hostile": dict(load.hostile),
        "memory": [max(part, default=0) >> 20 for part in (load.memory[:third], load.memory[-third:])],
        "peak": max(load.memory, default=0) >> 20,
    }


def _percentile(values: list[float], part: float) -> float:
    return round(sorted(values)[int(len(values) * part)], 4) if values else float("nan")


def table(rows: list[dict[str, object]]) -> str:
    """The rows as Markdown."""
    names = ["server", "alone p50, p95 (s)", "under load p50, p95 (s)", "named answers", "hostile ones ended"]
    head = f"| {' | '.join([*names, 'MB at first, at last'])} |"
    lines = [head, "|" + "---|" * 6]
    for row in rows:
        ends = ", ".join(f"{n} {what}" for what, n in dict(row["outcomes"]).items())  # type: ignore[call-overload]
        bad = ", ".join(f"{n} {what}" for what, n in dict(row["hostile"]).items())  # type: ignore[call-overload]
        alone, load = f"{row['alone50']}, {row['alone']}", f"{row['p50']}, {row['p95']}"
        lines.append(f"| {row['server']} | {alone} | {load} | {ends} | {bad} | {row['memory']} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
