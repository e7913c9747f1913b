"""Work shared out to other processes, its results in order: what building does with documents and with links."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

_AHEAD = 2  # results for each process that may wait to be taken
Item = TypeVar("Item")
Result = TypeVar("Result")
_given: list[Any] = []  # what this process was given with its work


def cores() -> int:
    """How many processes may work at once: the processors that this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[..., Result], items: Sequence[Item], *given: Any, worth: int) -> Iterator[Result]:
    """`work(item, *given)` for every item, in the order of the items, on all processors.

    `worth` is how many items make it worth starting another process. Every process is handed `given` once, when it
    starts. A few results are worked out ahead and no more, so that memory does not grow with the items. What `work`
    raises is raised here.
    """
    workers = min(cores(), len(items) // worth)
    if workers < 2:
        yield from (work(item, *given) for item in items)
        return
    # forked children would inherit the threads of the store
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_receive, initargs=given) as pool:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(pool.submit(_apply, work, item))
            if len(waiting) > _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _receive(*given: Any) -> None:
    _given[:] = given
    from threadpoolctl import threadpool_limits  # which takes a while to load, and only these processes need

    threadpool_limits(1)  # every processor has its process: threads of NumPy would only wait for each other


def _apply(work: Callable[..., Result], item: Item) -> Result:
    return work(item, *_given)
