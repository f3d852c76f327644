"""How does a request reach Django? One ASGI application: `/stream` is our own, all else is WSGI.

Synchronous views keep their threads, and with them their database connections. A thread is taken
only when the whole request has arrived, so slow senders cost memory on disk, not threads.
"""

from tempfile import SpooledTemporaryFile
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.wsgi import get_wsgi_application

django_app = get_wsgi_application()

from frontlinje.config.stream import Message, Receive, Scope, Send, stream_app  # noqa: E402

KEPT_IN_MEMORY = 2**20
PIECE = 2**18
# Answers of this many pieces never wait for a slow reader with a thread in hand.
ANSWER_PIECES = 2000

# a2wsgi types its messages more narrowly than the servers that send them.
_wsgi: Any = WSGIMiddleware(
    cast(Any, django_app), workers=settings.WEB_THREADS, send_queue_size=ANSWER_PIECES
)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] != "http":
        await _wsgi(scope, receive, send)
    elif scope["path"] == "/stream":
        await stream_app(scope, receive, send)
    else:
        await _whole_request(scope, receive, send)


async def _whole_request(scope: Scope, receive: Receive, send: Send) -> None:
    """Take the body in first; refuse one that is larger than anything we accept."""
    announced = dict(scope["headers"]).get(b"content-length", b"")
    if announced.isdigit() and int(announced) > settings.LARGEST_REQUEST:
        await _refuse(send)
        return
    with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as body:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body.write(message.get("body", b""))
            if body.tell() > settings.LARGEST_REQUEST:
                await _refuse(send)
                return
            if not message.get("more_body", False):
                break
        size = body.tell()
        body.seek(0)

        async def replay() -> Message:
            piece = body.read(PIECE)
            return {"type": "http.request", "body": piece, "more_body": body.tell() < size}

        await _wsgi(scope, replay, send)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    text = f"Larger than {settings.LARGEST_REQUEST // 2**20} MB.".encode()
    await send({"type": "http.response.body", "body": text})
