"""Taking sources in: the bytes as they are, and sources.yaml edited in its place only."""

import hashlib
import os

import pytest

from roa_dossier import parse, starter, take
from roa_dossier.world import Disk, Refused

SOURCES = "dossier/sources.yaml"
DATA = b"\xef\xbb\xbfA letter.\r\n\r\nIt was written in May.\r\n"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    starter.make(root)
    return root


@pytest.fixture
def letter(tmp_path):
    file = tmp_path / "A Letter (1917).txt"
    file.write_bytes(DATA)
    return file


def text_of(root):
    return (root / SOURCES).read_bytes().decode()


def refused(*arguments, **named):
    with pytest.raises(Refused) as caught:
        take.take(*arguments, **named)
    return caught.value.code


def test_a_new_file_is_copied_and_described_at_the_end(project, letter):
    before = text_of(project)
    take.take(project, letter)
    assert (project / "seeds" / letter.name).read_bytes() == DATA
    assert text_of(project).startswith(before)
    parsed = parse.outline(Disk(project))
    assert not parsed.diagnostics
    new = parsed.value.sources[-1]
    assert (str(new.key), str(new.file), str(new.sha256)) == ("a-letter-1917", f"seeds/{letter.name}", DIGEST)
    assert str(new.siglum) == "A"


def test_sigla_and_ids_do_not_meet(project, letter):
    take.take(project, letter, key="reed-letter")
    sources = parse.outline(Disk(project)).value.sources
    assert [str(one.siglum) for one in sources] == ["R", "R2"]
    other = letter.with_name("b.txt")
    other.write_bytes(b"x")
    assert refused(project, other, key="ten-days") == "duplicate-id"
    assert refused(project, other, key="Ten Days") == "bad-id"


def test_the_first_source_of_all_begins_the_file(project, letter):
    (project / SOURCES).unlink()
    take.take(project, letter)
    assert text_of(project).startswith(
        "# yaml-language-server: $schema=.schema/sources.json\n\na-letter-1917:\n"
    )


@pytest.mark.parametrize(
    ("digest", "written"),
    [
        ("", "  sha256: D\n"),
        ("  sha256:\n", "  sha256: D\n"),
        ("  sha256: # later\n", "  sha256: D # later\n"),
    ],
)
@pytest.mark.parametrize(
    "named", ["seeds/l.txt", "'seeds/l.txt'", '"seeds/l.txt"', "seeds/l.txt   # as received"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_missing_digest_is_written_in_its_place(project, digest, written, named, line_end):
    head = f"# kept\nother:\n    file: x\n\nletter:   # kept too\n  siglum: L\n  file: {named}\n"
    tail = "  reference:\n    file: no\n    # seeds/l.txt\n"
    (project / SOURCES).write_bytes(f"{head}{digest}{tail}".replace("\n", line_end).encode())
    (project / "seeds/l.txt").write_bytes(DATA)
    take.take(project, project / "seeds/l.txt")
    expected = f"{head}{written.replace('D', DIGEST)}{tail}".replace("\n", line_end)
    assert text_of(project) == expected


def test_taking_the_same_file_in_again_changes_nothing(project, letter):
    take.take(project, letter)
    before = text_of(project)
    said = take.take(project, letter)
    assert text_of(project) == before
    assert "already" in said[-1]


def test_another_file_or_digest_is_not_overwritten(project, letter):
    take.take(project, letter)
    before = text_of(project)
    letter.write_bytes(b"changed")
    assert refused(project, letter) == "file-exists"
    (project / "seeds" / letter.name).write_bytes(b"changed")
    assert refused(project, letter) == "digest-mismatch"
    assert text_of(project) == before


def test_renewing_keeps_the_old_snapshot_under_its_digest(project, letter):
    old = (project / "seeds/ten-days.txt").read_bytes()
    digest = hashlib.sha256(old).hexdigest()
    before = text_of(project)
    take.take(project, letter, key="ten-days", renew=True)
    assert (project / f"seeds/old/{digest}.txt").read_bytes() == old
    assert (project / "seeds/ten-days.txt").read_bytes() == DATA
    assert text_of(project) == before.replace(digest, DIGEST)


def test_renewing_finds_the_source_by_its_files_name(project, tmp_path):
    new = tmp_path / "ten-days.txt"
    new.write_bytes(DATA)
    take.take(project, new, renew=True)
    assert DIGEST in text_of(project)
    assert (project / "seeds/ten-days.txt").read_bytes() == DATA
    assert "nothing to renew" in take.take(project, new, renew=True)[0]


def test_renewing_in_place_says_that_the_old_one_is_gone(project):
    (project / "seeds/ten-days.txt").write_bytes(DATA)
    said = take.take(project, project / "seeds/ten-days.txt", renew=True)
    assert "not here to be kept" in said[0]
    assert DIGEST in text_of(project)


def test_renewing_what_is_not_there(project, letter):
    assert refused(project, letter, renew=True) == "unknown-source"
    assert refused(project, letter, key="none", renew=True) == "unknown-source"


def test_only_files_with_something_in_them_are_taken(project, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "empty").write_bytes(b"")
    assert refused(project, tmp_path / "fifo") == "not-a-file"
    assert refused(project, tmp_path) == "not-a-file"
    assert refused(project, tmp_path / "none") == "missing-file"
    assert refused(project, tmp_path / "empty") == "empty-source"


def test_a_seeds_folder_that_leads_out_is_not_written_to(project, letter, tmp_path):
    (project / "seeds/ten-days.txt").unlink()
    (project / "seeds").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (project / "seeds").symlink_to(tmp_path / "elsewhere")
    assert refused(project, letter) == "outside-project"
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize(
    ("data", "said"), [("Größe".encode("latin-1"), True), ("Größe".encode(), False), (DATA, False)]
)
def test_a_file_in_another_encoding_is_said_at_once(project, tmp_path, data, said):
    file = tmp_path / "other.txt"
    file.write_bytes(data)
    assert any("is not UTF-8" in line for line in take.take(project, file)) == said
