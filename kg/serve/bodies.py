"""The bodies of requests: how long they may be, and how many long ones there may be at once."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from kg.serve.replies import Problem

_TIME = 30  # seconds in which a body has to arrive
_LONG = 1 << 20  # bytes; longer ones need a place
_PLACES = 4  # for long bodies at once, from their first byte until they are answered
_ROOM, _PLACE = "kg.room", "kg.place"


class Room:
    """Places for requests with long bodies; those who may write have a room of their own."""

    def __init__(self) -> None:
        self._left = _PLACES

    def open_to(self, request: Request) -> None:
        """Let a request take a place of this room, should it need one."""
        request.scope[_ROOM] = self

    def take(self, request: Request) -> None:
        """Take a place, until `leave`. Raises Problem where there is none."""
        if request.scope.get(_PLACE):
            return
        if not self._left:
            raise Problem(
                503, "the server is busy with other large files", mend="come again in 10 seconds", reason="busy",
                headers={"Retry-After": "10", "Connection": "close"},
            )  # fmt: skip
        self._left -= 1
        request.scope[_PLACE] = self

    @staticmethod
    def leave(request: Request) -> None:
        """Give the place back that a request may have."""
        if room := request.scope.pop(_PLACE, None):
            room._left += 1


async def body_of(request: Request, most: int) -> bytes:
    """The body. Raises Problem where it is too long, takes too long to arrive, or where there is no room for it."""
    told = request.headers.get("content-length", "")
    _check(request, int(told) if told.isdecimal() else 0, most)
    data = bytearray()
    try:
        async with asyncio.timeout(_TIME + most / 1e6):
            async for piece in request.stream():
                data += piece
                _check(request, len(data), most)
    except TimeoutError:
        raise Problem(408, "the body of the request did not arrive in time", headers={"Connection": "close"}) from None
    return bytes(data)


def _check(request: Request, size: int, most: int) -> None:
    if size > most:
        raise Problem(413, f"the body of the request is longer than {most:,} bytes", headers={"Connection": "close"})
    if size > _LONG and (room := request.scope.get(_ROOM)):
        room.take(request)
