"""Do requests reach Django whole, and are threads kept for those that have arrived?"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from frontlinje.config import asgi
from frontlinje.config.stream import Message, Scope


def scope_of(method: str, path: str, **headers: str) -> Scope:
    pairs = {"host": "localhost", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in pairs.items()],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
    }


def run(scene: Coroutine[Any, Any, tuple[int, bytes]]) -> tuple[int, bytes]:
    """Play it in a thread of its own: this one may already have the browser's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scene).result()


async def answer_to(scope: Scope, parts: list[Message]) -> tuple[int, bytes]:
    """Send the parts of a request and return status and body of the answer."""
    sent: list[Message] = []
    waiting = iter(parts)

    async def receive() -> Message:
        return next(waiting)

    async def send(message: Message) -> None:
        sent.append(message)

    await asgi.app(scope, receive, send)
    body = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
    return sent[0]["status"], body


def parts_of(body: bytes, size: int) -> list[Message]:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return [
        {"type": "http.request", "body": piece, "more_body": n + 1 < len(pieces)}
        for n, piece in enumerate(pieces)
    ]


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or -1))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [body]


@pytest.mark.parametrize("length", [1, 300_000, 3_000_000])
def test_body_arrives_whole_whatever_its_pieces(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi._wsgi, "app", echo)
    body = bytes(n % 251 for n in range(length))
    scope = scope_of("POST", "/x", content_length=str(length))
    assert run(answer_to(scope, parts_of(body, 65_536))) == (200, body)


def test_body_that_is_too_large_is_refused_before_it_has_all_come(settings: Any) -> None:
    settings.LARGEST_REQUEST = 100_000
    parts = parts_of(bytes(1_000_000), 65_536)
    status, text = run(answer_to(scope_of("POST", "/account/login/"), parts))
    assert status == 413
    assert text.startswith(b"Larger than")


def test_slow_senders_take_no_thread(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi._wsgi, "app", echo)

    async def scene() -> tuple[int, bytes]:
        for_ever = asyncio.Event()

        async def receive_nothing() -> Message:
            await for_ever.wait()
            return {"type": "http.disconnect"}

        async def send_nothing(message: Message) -> None:
            raise AssertionError("nobody was answered")

        slow = [
            asyncio.create_task(asgi.app(scope_of("POST", "/x"), receive_nothing, send_nothing))
            for _ in range(settings.WEB_THREADS * 3)
        ]
        await asyncio.sleep(0.05)
        quick = await asyncio.wait_for(answer_to(scope_of("POST", "/x"), parts_of(b"!", 1)), 5)
        for_ever.set()
        await asyncio.gather(*slow)
        return quick

    assert run(scene()) == (200, b"!")
