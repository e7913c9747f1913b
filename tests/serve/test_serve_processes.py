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
from kg.serve import warming
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
                while os.sched_getscheduler(slow.pid) != os.SCHED_IDLE:
                    await asyncio.sleep(0.01)
            assert len(own - os.sched_getaffinity(slow.pid)) == min(1, len(own) - 1)
            assert os.sched_getaffinity(quick.pid) == own
            assert os.sched_getscheduler(quick.pid) == os.SCHED_OTHER
            assert os.getsid(quick.pid) == os.getsid(0)  # or the order among them would not count
            assert os.getpgid(quick.pid) != os.getpgid(0)
            for worker in (slow, quick):
                worker.close()
            await asyncio.sleep(0.05)
        finally:
            nursery.stop()

    asyncio.run(run())


def test_the_files_of_a_store_are_read_when_the_server_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "_PIECE", 1000)
    for name, size in (("000001.sst", 2500), ("000002.sst", 1), ("LOG", 700)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert asyncio.run(warming.into_memory(tmp_path)) == 2501
    assert asyncio.run(warming.into_memory(tmp_path / "removed")) == 0


def test_a_store_larger_than_half_of_the_memory_is_left_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "000001.sst").write_bytes(b"x" * 600)
    monkeypatch.setattr(warming, "_memory", lambda: 1199)
    assert asyncio.run(warming.into_memory(tmp_path)) == 0
    monkeypatch.setattr(warming, "_memory", lambda: 1200)
    assert asyncio.run(warming.into_memory(tmp_path)) == 600
