"""Serving the page: to this machine only, to those who know the token, and nothing but what it is made of."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roa_dossier.preview import telling
from roa_dossier.preview.board import Board
from roa_dossier.preview.desk import Desk
from roa_dossier.preview.viewing import Unseen, Viewer
from roa_dossier.preview.wants import Choice, Wants

PAGE = Path(__file__).parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
NARROWEST, WIDEST = 40, 4_000
MOST_SAID = 4_000
"""Bytes of a request's body."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_KEPT = {"cache-control": "private, max-age=86400, immutable"}
_ASKED = {"cache-control": "no-store"}


class Guard:
    """Lets through who asks for one of our hosts by name and knows the token, and takes the token away.

    A page of another site can make the browser ask 127.0.0.1 under the site's own name (DNS rebinding), or
    ask without reading: it knows neither.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse without a word about why."""
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"")
        own = {b"http://" + host, None}
        token, _, rest = scope["path"].removeprefix("/").partition("/")
        app: ASGIApp = PlainTextResponse("there is nothing here\n", 404)
        if host in self._hosts and headers.get(b"origin") in own and self._knows(token):
            app = self._app
            scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        await app(scope, receive, _with_headers(send))

    def _knows(self, token: str) -> bool:
        return secrets.compare_digest(token.encode("utf-8", "replace"), self._token)


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return sending


class Counter:
    """Answers what the page asks."""

    def __init__(self, board: Board, desk: Desk, viewer: Viewer, wants: Wants) -> None:
        self._board = board
        self._desk = desk
        self._viewer = viewer
        self._wants = wants

    def app(self) -> Starlette:
        """Give what answers each address."""
        number = "{document:int}/{number:int}"
        return Starlette(
            routes=[
                Route("/", self.file, methods=["GET"]),
                Route("/news", self.news, methods=["GET"]),
                Route("/picture/{digest}/{width:int}.png", self.picture, methods=["GET"]),
                Route(f"/quotations/{number}", self.quotations, methods=["GET"]),
                Route(f"/passage/{number}", self.passage, methods=["GET"]),
                Route("/choose", self.choose, methods=["POST"]),
                Route("/write", self.write, methods=["POST"]),
                Route("/{name}", self.file, methods=["GET"]),
            ],
            exception_handlers={Unseen: _gone, 404: _gone},
        )

    async def file(self, request: Request) -> Response:
        """Give one of the page's own files."""
        name = request.path_params.get("name", "index.html")
        path = PAGE / name
        if not re.fullmatch(r"[a-z]+\.[a-z]+", name) or path.suffix not in KINDS or not path.is_file():
            return PlainTextResponse("there is nothing here\n", 404)
        return FileResponse(path, media_type=KINDS[path.suffix], headers=_ASKED)

    async def news(self, request: Request) -> Response:
        """Give everything that is shown, and then whatever changes, as server-sent events."""
        return StreamingResponse(_events(self._board), media_type="text/event-stream", headers=_ASKED)

    async def picture(self, request: Request) -> Response:
        """Draw a page, named by what is drawn on it."""
        leaf = self._desk.known.leaves.get(request.path_params["digest"])
        width = request.path_params["width"]
        if leaf is None or not NARROWEST <= width <= WIDEST:
            raise Unseen
        drawn = await run_in_threadpool(self._viewer.picture, leaf.document, leaf.page, width)
        return Response(drawn, media_type="image/png", headers=_KEPT)

    async def quotations(self, request: Request) -> Response:
        """Give where the quotations of a page stand."""
        asked = request.path_params
        found = await run_in_threadpool(self._viewer.regions, asked["document"], asked["number"])
        regions = [{"number": one.number, "boxes": [_box(box) for box in one.boxes]} for one in found]
        return JSONResponse(regions, headers=_ASKED)

    async def passage(self, request: Request) -> Response:
        """Give the passage of a quotation."""
        asked = request.path_params
        known = self._desk.known.proofs.get(asked["document"])
        if known is None:
            raise Unseen
        one = await run_in_threadpool(self._viewer.quotation, asked["document"], asked["number"])
        told = await run_in_threadpool(telling.passage, one, *known)
        return JSONResponse(told, headers=_ASKED)

    async def choose(self, request: Request) -> Response:
        """Show another edition or chapter."""
        said = await _said(request)
        edition, chapter = (said.get(name, "") for name in ("edition", "chapter"))
        if not isinstance(edition, str) or not isinstance(chapter, str):
            return PlainTextResponse("expected an edition and a chapter\n", 400)
        self._wants.choose(Choice(edition, chapter or None))
        return Response(status_code=204)

    async def write(self, request: Request) -> Response:
        """Write what is shown."""
        self._wants.write()
        return Response(status_code=204)


async def _said(request: Request) -> dict[str, Any]:
    """Read a small JSON object; an empty one for anything else."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_SAID:
            return {}
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _gone(request: Request, _: Exception) -> Response:
    return PlainTextResponse("there is nothing here\n", 404, headers=_ASKED)


def _box(box: Any) -> list[float]:
    """Give a box as left, top, width and height."""
    sides = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    return [round(side, 5) for side in sides]


async def _events(board: Board) -> AsyncIterator[str]:
    """Write pieces as events (HTML, "Server-sent events")."""
    async for piece in board.news():
        if piece is None:
            yield ": still here\n\n"
        else:
            kind, _, plain = piece
            yield f"event: {kind}\ndata: {json.dumps(plain, ensure_ascii=False)}\n\n"
