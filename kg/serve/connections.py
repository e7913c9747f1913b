"""Connections of clients that take their time: to say what they want, or to read what they get."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.answers import UNREAD

_HEADERS = 15  # seconds in which the head of a request has to arrive
_LATER = 5  # seconds that an answer has to be cut by itself, and logged, before its connection is dropped


class Patient(H11Protocol):
    """Closes connections on which the head of a request does not arrive in time, or on which nothing is read."""

    _deadline: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        elif self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._deadline, self._unread):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._look_at_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(_HEADERS, self.transport.close)

    def _look_at_reader(self, before: int | None = None) -> None:
        """Drop the connection where nothing of what waits to be read went out since; closing it would wait, too."""
        size = self.transport.get_write_buffer_size()
        if before is not None and size >= before:
            self.transport.abort()
        else:
            self._unread = self.loop.call_later(UNREAD + _LATER, self._look_at_reader, size)
