"""Which jobs run beside each other, which stand still, and which are stopped.

Every job begins in the quick lane. One that takes more than a slice of time leaves it for a slow one, or stands still
("held") until one is free. One whose client does not read what was found ("unread") is in no lane until it does: it
costs nothing but its memory, and is no slow query. Where too many stand still, the reader who reads least goes first.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable

from kg.serve.nursery import Nursery, memory
from kg.serve.running import READER, Running, Sloth
from kg.serve.settings import Settings

LONGEST_UNREAD = 3600  # seconds that an answer may wait for its client, in all


class Lanes:
    """The jobs that run. `replace` is called when one leaves the quick lane, `killed` when one is stopped."""

    def __init__(
        self, settings: Settings, nursery: Nursery, killed: Callable[[str], None], replace: Callable[[], None]
    ) -> None:
        self._settings, self._nursery, self._killed, self._replace = settings, nursery, killed, replace
        self.running: set[Running] = set()
        self.held: deque[Running] = deque()
        self.sloth = Sloth()

    @property
    def quick(self) -> int:
        """How many are in the quick lane."""
        return self._count("quick")

    @property
    def full(self) -> bool:
        """Whether there is no room for another slow one."""
        return self._count("slow") >= self._settings.slow and self._standing() >= self._settings.workers

    @property
    def wait(self) -> int:
        """Seconds after which to come again."""
        return 2 if self._count("slow") < self._settings.slow else max(2, int(self._settings.time / 4))

    def _count(self, lane: str) -> int:
        return sum(one.lane == lane for one in self.running)

    def _standing(self) -> int:
        return sum(one.lane in ("held", "unread") for one in self.running)

    # ------------------------------------------------ from lane to lane

    def look(self, now: float) -> None:
        """Stop what takes too much, and have each job in its lane."""
        for running in list(self.running):
            if not running.reason and running.told is None:
                with contextlib.suppress(OSError):
                    self._look(running, now)

    def _look(self, running: Running, now: float) -> None:
        if running.lane == "held":
            if now - running.held_at > self._settings.time:
                self.stop(running, "busy")
            return
        unread = running.rests(READER, now)
        if running.unread + unread > LONGEST_UNREAD:
            self.stop(running, "reader")
            return
        if unread > self._settings.slice:
            if running.lane != "unread":
                self._set_down(running, now)
            return
        if running.lane == "unread":
            running.lane = "quick"
            if running.slow:
                self._aside(running, now)
                return
        self._measure(running, now)

    def _measure(self, running: Running, now: float) -> None:
        if running.spent(now) > running.limit:
            self.sloth.remember(running.key)
            self.stop(running, "time")
        elif memory(running.worker.pid) - running.before > running.most:
            self.sloth.remember(running.key)
            self.stop(running, "memory")
        elif running.lane == "quick" and (
            running.used(now) > running.patience * self._settings.slice or self.sloth.knows(running.key)
        ):
            self._aside(running, now)

    def _aside(self, running: Running, now: float) -> None:
        """Out of the quick lane."""
        running.slow = True
        self.sloth.remember(running.key)
        if self._count("slow") < self._settings.slow:
            running.lane = "slow"
            self._nursery.demote(running.worker)
        elif not self.full:
            running.lane, running.held_at = "held", now
            running.rest("held")
            self._nursery.demote(running.worker)
            self._nursery.pause(running.worker)
            self.held.append(running)
        else:
            self.stop(running, "busy")
        self._replace()

    def _set_down(self, running: Running, now: float) -> None:
        """Out of its lane, while its client does not read; where that is one too many, who reads least is cut off."""
        if self._standing() >= self._settings.workers:
            waiting = [one for one in self.running if one.lane == "unread"]
            longest = max([running, *waiting], key=lambda one: one.rests(READER, now))
            self.stop(longest, "reader")
            if longest is running:
                return
        was, running.lane = running.lane, "unread"
        if was == "slow":
            self._next()
        self._replace()

    def _next(self) -> None:
        """Let the first of those that stand still go on in the slow lane that became free."""
        if self.held:
            following = self.held.popleft()
            following.go("held")
            following.lane = "slow"
            self._nursery.resume(following.worker)

    # ------------------------------------------------ how it ends

    def release(self, running: Running) -> None:
        """A job has ended."""
        self.running.discard(running)
        if running in self.held:
            self.held.remove(running)
        if running.lane == "slow":
            self._next()

    def stop(self, running: Running, reason: str) -> None:
        """End the process of a job; its lane is free at once, although its client may still read what was found."""
        running.reason = reason
        self._killed(reason)
        self._nursery.kill(running.worker)
        self.release(running)
        self._replace()

    def stop_all(self) -> None:
        """End all, for the server stops."""
        for running in list(self.running):
            if not running.reason:
                self.stop(running, "shutdown")


def backstop(limit: float) -> float:
    """Seconds after which a process ends itself, should nobody look: longer than a job may run, wait and stand."""
    return 4 * limit + LONGEST_UNREAD
