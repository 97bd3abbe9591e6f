"""Options of the tests, and the layout without the start of a process where none is asked for."""

from concurrent.futures import Executor, Future
from unittest import mock

import pytest
from hypothesis import settings

from roa_dossier import layout
from roa_dossier.build import workers
from roa_dossier.layout.job import Late

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a slow machine is no fault of the program's

IN_CHILDREN = {"test_late_parts", "test_layout", "test_network"}
"""Where the child process of the layout is what is tested, with its limits and all that can become of it."""


def pytest_addoption(parser):
    parser.addoption(
        "--accept", action="store_true", help="write what the program says into the case documents"
    )


@pytest.fixture(scope="module", autouse=True)
def _layout_in_this_process(request):
    """Lay out here: each child would import the engine anew, which takes longer than a small layout."""
    if request.module.__name__ in IN_CHILDREN:
        yield
        return
    in_a_child = layout._laid_out

    def here(manuscripts, typesetting, late, *, quick):
        try:
            return _laid_out(manuscripts, typesetting, late)
        except _Fault as fault:
            raise fault.__cause__ from None
        except Exception:
            return in_a_child(manuscripts, typesetting, late)  # it tells what is to blame

    def pool(count):
        return Here()

    with mock.patch.object(layout, "_laid_out", here), mock.patch.object(workers, "_pool", pool):
        yield


class Here(Executor):
    """An executor that does its work when it is given it, in this process and without limits."""

    def submit(self, work, *given):
        done = Future()
        if work in (workers.limited, workers._many):
            work, given = workers._timed, given[:2]
        try:
            done.set_result(work(*given))
        except BaseException as fault:
            done.set_exception(fault)
        return done


class _Stopped(BaseException):
    """The late parts cannot be made."""


class _Fault(Exception):
    """The late parts raised something, and no engine did."""


def _laid_out(manuscripts, typesetting, late):
    from roa_dossier.layout import engine

    parts = ()

    def asked(laid):
        nonlocal parts
        try:
            parts = late(laid.places)
        except Exception as fault:
            raise _Fault from fault
        if parts is None:
            raise _Stopped
        return Late(layout._sections(parts, typesetting), 0, 0)

    job = layout.commissioned(manuscripts, typesetting, waits=late is not None)
    try:
        return engine.lay_out(job, asked), parts
    except _Stopped:
        return None, ()
