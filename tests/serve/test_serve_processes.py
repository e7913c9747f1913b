"""What goes on when a process does not answer, or a snapshot cannot be made."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from kg.errors import StoreError
from kg.serve import nursery as nursery_
from kg.serve import snapshots as snapshots_
from kg.serve.nursery import Nursery
from kg.serve.snapshots import Snapshots
from kg.serve.things import statements
from kg.store import open_store


def test_a_fork_that_does_not_answer_is_not_the_answer_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    async def forks() -> None:
        nursery = Nursery()
        await nursery.start()
        try:
            before = await nursery.fork()
            (first,) = _parents(before.pid)
            os.kill(first, signal.SIGSTOP)
            monkeypatch.setattr(nursery_, "_START", 0.2)
            with pytest.raises(StoreError, match="cannot be started"):
                await nursery.fork()
            assert not Path(f"/proc/{first}").exists()
            monkeypatch.setattr(nursery_, "_START", 60)
            after, last = await nursery.fork(), await nursery.fork()
            assert _parents(after.pid) == _parents(last.pid) != {first}
            assert len({before.pid, after.pid, last.pid}) == 3
            assert await before.reader.read() == b""
            for worker in (before, after, last):
                worker.close()
            await asyncio.sleep(0.05)
        finally:
            nursery.stop()

    asyncio.run(forks())


def _parents(pid: int) -> set[int]:
    return {int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()[1])}


def test_a_snapshot_that_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots_, "_LOOK", -1.0)
    source, tries = tmp_path / "store", []
    source.mkdir()

    async def take(job: dict[str, Any]) -> None:
        tries.append(job["target"])
        Path(job["target"]).mkdir()
        if len(tries) == 2:
            raise RuntimeError("a fault")
        for table in source.glob("*.sst"):
            (Path(job["target"]) / table.name).touch()

    async def follow() -> None:
        snapshots = Snapshots(str(source), remote=False, writable=False, take=take, read=set)
        await snapshots.start()
        (source / "1.sst").touch()
        before = snapshots.current()
        for _ in range(3):
            await asyncio.sleep(0.01)
            snapshots.current()
        assert [Path(target).name for target in tries] == ["1", "2", "3"]
        assert snapshots.current().version != before.version
        snapshots.stop()

    asyncio.run(follow())


def test_an_iri_may_hold_any_word(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    iri = "http://example.org/SPAN/LABELS"
    store.update(f"INSERT DATA {{ GRAPH <a:g> {{ <{iri}> <a:b> 1 }} }}")
    assert len(statements(store, iri)) == 1
    store.close()


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs Linux: elsewhere processes are not told where")
def test_a_demoted_worker_leaves_a_processor_to_the_others() -> None:
    async def run() -> None:
        own = os.sched_getaffinity(0)
        nursery = Nursery()
        await nursery.start()
        try:
            slow, quick = await nursery.fork(), await nursery.fork()
            nursery.demote(slow)
            async with asyncio.timeout(20):
                while len(own) > 1 and os.sched_getaffinity(slow.pid) == own:  # the last of what is done to it
                    await asyncio.sleep(0.01)
                while os.getpriority(os.PRIO_PROCESS, slow.pid) == 0:
                    await asyncio.sleep(0.01)
            assert len(own - os.sched_getaffinity(slow.pid)) == min(1, len(own) - 1)
            assert os.sched_getaffinity(quick.pid) == own
            assert os.getpriority(os.PRIO_PROCESS, quick.pid) == 0
            for worker in (slow, quick):
                worker.close()
            await asyncio.sleep(0.05)
        finally:
            nursery.stop()

    asyncio.run(run())
