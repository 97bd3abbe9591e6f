"""Built-in templates are kept compiled beside the program, and no others anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.environment import Environment

from roa_dossier import wording
from roa_dossier.render import compiled
from roa_dossier.render.press import OwnTemplate, Press


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the texts that were compiled."""
    texts: list[str] = []
    plain = Environment._generate

    def counted(self: Environment, source: object, *rest: object, **named: object) -> str:
        texts.append(str(rest[0]))
        return plain(self, source, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", counted)
    return texts


def said(text: str, path: str = "built-in/templates/a.html", *, own: bool = False) -> str:
    press = Press({"a.html": (path, text)}.__getitem__, wording.of("en"), own=own)
    found = press.set("a.html", word="<b>")
    assert not press.diagnostics
    return str(found)


def test_a_template_is_compiled_once(kept: Path, made: list[str]) -> None:
    assert [said("<i>{{ word }}</i>") for _ in range(3)] == ["<i>&lt;b&gt;</i>"] * 3
    assert made == ["a.html"]
    assert len([*kept.iterdir()]) == 1


def test_one_with_another_text_is_another(kept: Path, made: list[str]) -> None:
    assert (said("<i>{{ word }}</i>"), said("<b>{{ word }}</b>")) == ("<i>&lt;b&gt;</i>", "<b>&lt;b&gt;</b>")
    assert said("<i>{{ word }}</i>") == "<i>&lt;b&gt;</i>"
    assert len(made) == 3


@pytest.mark.parametrize("data", [b"", b"j2", b"x" * 200])
def test_one_that_is_damaged_is_compiled_again(kept: Path, made: list[str], data: bytes) -> None:
    said("<i>{{ word }}</i>")
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for damage in (data, whole[:-9], whole[: len(whole) // 2]):
        file.write_bytes(damage)
        assert said("<i>{{ word }}</i>") == "<i>&lt;b&gt;</i>"
    assert len(made) == 4


def test_templates_of_a_project_are_kept_nowhere(kept: Path, made: list[str]) -> None:
    for _ in range(2):
        said("<i>{{ word }}</i>", "templates/a.html", own=True)
    assert (len(made), [*kept.iterdir()]) == (2, [])
    with pytest.raises(OwnTemplate):
        said("<i>{{ word }}</i>", "templates/a.html")
    assert [*kept.iterdir()] == []


def test_where_modules_are_not_kept_templates_are_not(
    kept: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert said("<i>{{ word }}</i>") == said("<i>{{ word }}</i>")
    assert (len(made), [*kept.iterdir()]) == (2, [])


def test_a_folder_that_cannot_be_written_harms_nothing(
    kept: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "FOLDER", kept / "none")
    assert said("<i>{{ word }}</i>") == said("<i>{{ word }}</i>")
    assert len(made) == 2
