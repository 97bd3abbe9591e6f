"""The preview from its beginning to its end: one thread serves, one hears of saves, the first one builds."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import NoReturn

import uvicorn

from roa_dossier.frozen import Frozen
from roa_dossier.preview.board import Board
from roa_dossier.preview.desk import Desk
from roa_dossier.preview.saves import listen
from roa_dossier.preview.serving import Counter, Guard
from roa_dossier.preview.viewing import Viewer
from roa_dossier.preview.wants import Choice, Wants
from roa_dossier.preview.workshop import Workshop

HOST = "127.0.0.1"
_TOKEN = 24
_PATIENCE = 2.0
"""Seconds that threads have to end in."""


class Asked(Frozen):
    """How a dossier is to be watched.

    Attributes:
        root: the project's folder.
        choice: what is shown at first.
        port: where to serve; 0 for any that is free.
        editor: the address of an editor, with `{path}`, `{line}` and `{column}`; "" for none.

    """

    root: Path
    choice: Choice
    port: int = 0
    editor: str = ""


def watch(asked: Asked, workshop: Workshop, ready: Callable[[str], None]) -> NoReturn:
    """Build, serve and listen until something stops this thread; then end what was begun.

    Args:
        asked: how it is to be watched.
        workshop: makes the pages, in this thread: it may fork, and be interrupted.
        ready: told the address, as soon as it answers.

    Raises:
        OSError: the port cannot be had.

    """
    viewer, board, over = Viewer(), Board(), Event()
    wants = Wants(asked.choice)
    desk = Desk(workshop, viewer, board, wants, asked.root, asked.editor)
    token = secrets.token_urlsafe(_TOKEN)
    with socket.create_server((HOST, asked.port)) as door:
        port = door.getsockname()[1]
        server = _server(Guard(Counter(board, desk, viewer, wants).app(), token, port))
        threads = (
            Thread(target=server.run, args=([door],), name="serving", daemon=True),
            Thread(
                target=listen,
                args=(asked.root, workshop.folders, wants.saved, over),
                name="listening",
                daemon=True,
            ),
        )
        try:
            for thread in threads:
                thread.start()
            ready(f"http://{HOST}:{port}/{token}/")
            while True:
                desk.do(wants.next())
        finally:
            over.set()
            board.close()
            server.should_exit = True
            for thread in threads:
                thread.join(_PATIENCE)
            viewer.close()
            workshop.close()


def _server(app: Guard) -> uvicorn.Server:
    """Serve quietly: what is said is said on the page."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            loop="asyncio",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
