"""The answer that does not end: its head goes out as every other, and what follows is written by the feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roomflow.web.feed import Stream

HEAD = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"transfer-encoding", b"chunked"),
)


class StreamReply:
    """Opens a stream, and ends when its client goes or the feed drops it."""

    def __init__(self, stream: Stream, opened: Callable[[Stream], None], ended: Callable[[Stream], None]) -> None:
        self._stream = stream
        self._opened = opened
        self._ended = ended

    async def __call__(self, receive: Any, send: Any, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [*HEAD, *headers]})
        self._opened(self._stream)
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return
        finally:
            self._ended(self._stream)
