"""Killed at any moment, the store opens and holds the state before or after a submission, with its history."""

from __future__ import annotations

import os
import shutil
import signal
import time
from contextlib import closing
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from past_worlds import Reader, copied, submit
from rdflib import Graph

from kg import recurrence
from kg.batches import program
from kg.interface import Store
from kg.store import canonical, open_store

KILLS = 12


def state_of(store: Store) -> list[str]:
    return list(canonical(store))


def submitting(folder: Path, graphs: list[Graph], number: int, tell: Connection) -> None:
    """Submit one state after the other until this process is killed, and tell the number of each before."""
    with closing(open_store(folder)) as store:
        while True:
            tell.send(("began", number))
            submit(store, graphs[number % len(graphs)], number)
            number += 1


def forking(folder: Path, states: list[str], orders: Connection, tell: Connection) -> None:
    """Load what submitting needs; then, for each number that is ordered, start a process that submits from there on."""
    graphs = [Graph().parse(data=state, format="nt") for state in states]
    import_module("kg.reason.update").program_of = lambda store: program()  # type: ignore[attr-defined]
    program(), recurrence.model()
    for number in iter(orders.recv, None):
        child = os.fork()  # this process has no store, and with it no threads
        if not child:
            try:
                submitting(folder, graphs, number, tell)
            finally:
                os._exit(1)
        tell.send(("child", child))
        os.waitpid(child, 0)
        tell.send(("dead", child))


class Expected:
    """The states that the store has after each number of submissions, worked out in memory as they are asked for."""

    def __init__(self, store: Store, graphs: list[Graph]) -> None:
        self.store, self.graphs, self.states = store, graphs, [state_of(store)]

    def after(self, number: int) -> list[str]:
        while len(self.states) <= number:
            done = len(self.states) - 1
            submit(self.store, self.graphs[done % len(self.graphs)], done)
            self.states.append(state_of(self.store))
        return self.states[number]


def killed(number: int, more: int, delay: float, orders: Connection, heard: Connection) -> int:
    """Let a process submit from this number on and kill it so many seconds after it has begun `more` others: the number
    that it was at."""
    orders.send(number)
    told = dict([heard.recv(), heard.recv()])
    for _ in range(more):
        told |= dict([heard.recv()])
    time.sleep(delay)
    os.kill(told["child"], signal.SIGKILL)
    while (last := heard.recv())[0] != "dead":
        told |= dict([last])
    return int(told["began"])


@pytest.mark.slow
def test_a_store_whose_writer_is_killed_holds_the_old_state_or_the_new(
    store: Store, ports_folder: Path, read: Reader, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(ports_folder, tmp_path / "store"))
    graphs = [read(date="March 2025"), read(position="Rejected"), Graph()]
    expected = Expected(copied(store), graphs)
    expected.after(1)
    began = time.monotonic()
    expected.after(3)
    takes = (time.monotonic() - began) / 2
    context = get_context("spawn")
    (ordered, orders), (heard, tell) = context.Pipe(duplex=False), context.Pipe(duplex=False)
    states = [graph.serialize(format="nt") for graph in graphs]
    process = context.Process(target=forking, args=(folder, states, ordered, tell))
    process.start()
    number, whole = 0, set()
    for kill in range(KILLS):
        at = killed(number, kill % 3 // 2, takes * kill / KILLS, orders, heard)
        with closing(open_store(folder)) as left:
            found = state_of(left)
        assert found in (expected.after(at), expected.after(at + 1)), f"killed in submission {at}"
        number = at + (found == expected.after(at + 1))
        whole.add(number == at)
    orders.send(None)
    process.join()
    assert number >= KILLS // 3
    assert True in whole  # some submission was cut off
