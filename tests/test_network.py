"""No build opens a socket: the promise that nothing is fetched and nothing is told to anyone."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import NoReturn

import pytest

from roa_dossier import build, layout
from roa_dossier.build.workshop import Workshop
from roa_dossier.layout import engine
from roa_dossier.layout.job import Job, Laid, Late, Outcome
from roa_dossier.world import Memory


class Watch:
    """Listens to the interpreter's own audit events while it is on."""

    on = False
    seen: list[str] = []  # noqa: RUF012 -- one list for the process, as there is one hook

    @staticmethod
    def hook(event: str, _: tuple[object, ...]) -> None:
        if Watch.on and event.startswith("socket."):
            Watch.seen.append(event)


sys.addaudithook(Watch.hook)


class Asked(Exception):
    """Carries what the layout tells before it asks for its late parts."""


class Here:
    """Lays out in this process, where the events are heard, in the place of the child."""

    def ask(self, what: Job | Late, _: int) -> Laid | Outcome:
        if isinstance(what, Job):
            self.job = what
            try:
                return engine.lay_out(what, self._stop)
            except Asked as asked:
                (laid,) = asked.args
                return laid
        return engine.lay_out(self.job, lambda _: what)

    def _stop(self, laid: Laid) -> NoReturn:
        raise Asked(laid)


@pytest.fixture
def watched() -> Iterator[list[str]]:
    Watch.seen, Watch.on = [], True
    yield Watch.seen
    Watch.on = False


@pytest.mark.parametrize("whole", [False, True])
def test_a_build_opens_no_socket(watched: list[str], monkeypatch: pytest.MonkeyPatch, whole: bool) -> None:
    from casebook import base, with_digests
    from conftest import Here as Inline

    monkeypatch.setattr(layout, "child", lambda: contextlib.nullcontext(Here()))
    files = with_digests(base())
    files["styles/page.css"] = (
        b"@import 'https://example.org/x.css'; body { background: url(http://example.org/x.png) }"
    )
    with Workshop(executor=Inline(), whole=whole) as shop:
        built = build.build(Memory(files), shop=shop)
    assert built.output == "sample.pdf"
    assert {"fetch-refused"} <= {said.code for said in built.diagnostics}
    assert watched == []


def test_the_watch_hears_a_socket(watched: list[str]) -> None:
    import socket

    socket.socket().close()
    assert "socket.__new__" in watched
