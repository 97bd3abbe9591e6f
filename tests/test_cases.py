"""Every case document says what the program says."""

import hashlib

import pytest

import casebook


@pytest.mark.parametrize(
    "path", casebook.paths(), ids=lambda path: path.relative_to(casebook.HERE).with_suffix("").as_posix()
)
def test_case(path, request):
    case = casebook.read(path)
    said = casebook.said(case)
    if request.config.getoption("--accept") and said != case.expected:
        case.accept(said)
        case = casebook.read(path)
    assert said == case.expected


def test_a_case_that_expects_something_else_fails(tmp_path):
    document = tmp_path / "wrong.md"
    document.write_text("# Wrong\n\n```absent dossier/dossier.yaml\n```\n\n```text\nno mistakes\n```\n")
    case = casebook.read(document)
    said = casebook.said(case)
    assert said != case.expected
    case.accept(said)
    assert casebook.read(document).expected == said


def test_digests_are_put_in_after_the_files_are_changed(tmp_path):
    document = tmp_path / "digest.md"
    document.write_text("```text seeds/town.txt\nother\n```\n\n```bytes a\n\\xff\\x00\n```\n\n```text\n```\n")
    files = casebook.read(document).files
    assert b"d0dd2aa3cb1cdac8d0d0ab1ed5c5cd1d4ff2fa7e" not in files["dossier/sources.yaml"]
    assert files["seeds/town.txt"] == b"other\n"
    assert files["a"] == b"\xff\x00"
    assert hashlib.sha256(b"other\n").hexdigest().encode() in files["dossier/sources.yaml"]
