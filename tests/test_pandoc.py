"""The sandboxed child: limits, environment, and what a missing program is."""

from pathlib import Path

import pytest

from roa_dossier import pandoc
from roa_dossier.world import ToolMissing


def para(*inlines):
    return {"t": "Para", "c": list(inlines)}


def test_a_document_comes_back():
    said = pandoc.cite({}, (para({"t": "Str", "c": "Прага"}),))
    assert said == pandoc.Answer((para({"t": "Str", "c": "Прага"}),), ())


def test_version_knows_restarting_short_forms():
    assert tuple(map(int, pandoc.version().split(".")[:2])) >= (3, 9)


def test_nothing_outside_is_read(tmp_path):
    (tmp_path / "own.csl").write_text("<style/>")
    meta = {"citation-style": {"t": "MetaString", "c": str(tmp_path / "own.csl")}}
    with pytest.raises(pandoc.Failed) as refused:
        pandoc.cite(meta, ())
    assert refused.value.reason == "refused"
    meta = {"bibliography": {"t": "MetaString", "c": "/etc/passwd"}}
    with pytest.raises(pandoc.Failed):
        pandoc.cite(meta, ())


def test_limits_of_time_and_memory():
    many = tuple(para({"t": "Str", "c": "x" * 50}) for _ in range(20_000))
    with pytest.raises(pandoc.Failed) as slow:
        pandoc.cite({}, many, seconds=0.001)
    assert slow.value.reason == "time"
    with pytest.raises(pandoc.Failed) as large:
        pandoc.cite({}, many, megabytes=4)
    assert large.value.reason == "memory"


def test_the_users_environment_is_not_passed_on(monkeypatch):
    given = {}

    def run(command, **options):
        given.update(options, command=command)
        raise OSError(2, "No such file or directory")

    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setattr(pandoc.subprocess, "run", run)
    with pytest.raises(ToolMissing, match=r"^pandoc cannot be started: no such file or directory$"):
        pandoc.cite({}, ())
    assert given["env"] == {"LANG": "C.UTF-8"}
    assert "--sandbox" in given["command"]
    data = next(word for word in given["command"] if word.startswith("--data-dir="))
    assert not Path(data.removeprefix("--data-dir=")).exists()


def test_a_missing_pandoc_says_what_brings_it(monkeypatch):
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    with pytest.raises(ToolMissing, match=r"^pandoc is missing$") as missing:
        pandoc.cite({}, ())
    assert missing.value.remedy == "pip install pypandoc_binary"
    with pytest.raises(ToolMissing):
        pandoc.identity()


def test_identity_is_the_binarys():
    status = pandoc.binary().stat()
    assert pandoc.identity() == (status.st_size, status.st_mtime_ns)
