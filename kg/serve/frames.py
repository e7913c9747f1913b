"""Messages between the server and its processes: a letter, a length and the bytes.

J a job (JSON), B its body         from the server
A a job has come, H what the answer is (JSON), D a piece of it, E its end (JSON), X an error (JSON)      from a process
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_HEAD = struct.Struct("!cI")
HEAD = _HEAD.size
PIECE = 1 << 16  # bytes of an answer that travel together


def packed(letter: bytes, payload: bytes) -> bytes:
    """A message as bytes."""
    return _HEAD.pack(letter, len(payload)) + payload


def packed_json(letter: bytes, value: Any) -> bytes:
    """A message that holds JSON, as bytes."""
    return packed(letter, json.dumps(value).encode())


def receive(link: socket.socket) -> tuple[bytes, bytes] | None:
    """The next message, waited for; None where the other side is gone."""
    head = _exactly(link, _HEAD.size)
    if head is None:
        return None
    letter, length = _HEAD.unpack(head)
    payload = _exactly(link, length)
    return None if payload is None else (letter, payload)


def _exactly(link: socket.socket, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        try:
            part = link.recv(min(length - len(data), 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        data += part
    return bytes(data)


def head(data: bytes) -> tuple[bytes, int]:
    """The letter and the length that a message begins with."""
    letter, length = _HEAD.unpack(data)
    return letter, length
