"""The pack of the dossier on the Russian Liberation Army, printed for students and for their teacher."""

import io
import json
import re
from pathlib import Path

import pikepdf
import pytest
import yaml

from roa_dossier import build, pdf
from roa_dossier.world import Disk

ROOT = Path(__file__).parent.parent
CHAPTER = "who-freed-prague"
OUTLINE = ROOT / "dossier/chapters/12-who-freed-prague.yaml"
MARKUP = re.compile(r"\[@[^\]]*\]|\{[a-z]+[:=][^}]*\}|\{gap\}|[\[\]\"*]")
WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """The handout of the pack in both editions: the bytes of each, by edition."""
    folder = tmp_path_factory.mktemp("pack")
    made = {}
    for edition in ("student", "teacher"):
        built = build.build(Disk(ROOT, folder), chapter=CHAPTER, edition=edition)
        assert built.output, built.diagnostics
        made[edition] = (folder / built.output).read_bytes()
    return made


@pytest.fixture(scope="module")
def outline():
    return yaml.safe_load(OUTLINE.read_text(encoding="utf-8"))


def words(text):
    return [word.casefold() for word in WORD.findall(text.replace("\u2010\r\n", "").replace("\u2010\n", ""))]


def fives(text):
    found = words(text)
    return {tuple(found[at : at + 5]) for at in range(len(found) - 4)}


def drawn(data):
    with pdf.drawing(data) as drawing:
        return "\n".join(page.chars for page in drawing)


def strings(node):
    match node:
        case dict():
            for key, value in node.items():
                if key not in ("answer", "answers"):
                    yield from strings(value)
        case list():
            for value in node:
                yield from strings(value)
        case str():
            yield MARKUP.sub(" ", node)


def answers(outline):
    tasks = [task for block in outline["blocks"] for task in block.get("tasks", ())]
    return [MARKUP.sub(" ", task["answer"]) for task in tasks if "answer" in task]


def everything(data):
    """Give the words as drawn, and all strings and streams of the file, the attached ones among them."""
    yield drawn(data)
    with pikepdf.open(io.BytesIO(data)) as book:
        for thing in book.objects:
            yield from _said(thing)
        for name in book.attachments:
            yield name
            text = book.attachments[name].get_file().read_bytes().decode("utf-8")
            yield text
            yield json.dumps(json.loads(text), ensure_ascii=False)


def _said(thing):
    if isinstance(thing, pikepdf.Stream):
        try:
            raw = thing.read_bytes()
        except pikepdf.PdfError:
            return
        yield from (raw.decode("latin-1"), raw.decode("utf-16-be", "ignore"))
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for _, value in thing.items():
            if isinstance(value, pikepdf.String):
                yield str(value)
    elif isinstance(thing, pikepdf.String):
        yield str(thing)


def test_no_five_words_of_an_answer_stand_in_the_students_file(copies, outline):
    described = yaml.safe_load((ROOT / "dossier/works.yaml").read_text(encoding="utf-8"))
    own = fives(" ".join(strings(outline))) | fives(" ".join(strings(described)))
    secret = {five for answer in answers(outline) for five in fives(answer)} - own
    assert len(secret) > 150
    teachers = fives(drawn(copies["teacher"]))
    assert len(secret & teachers) > 0.9 * len(secret)
    for text in everything(copies["student"]):
        assert sorted(secret & fives(text)) == []


def test_the_words_of_the_gaps_are_blank_for_students_and_stand_for_the_teacher(copies):
    student, teacher = (" ".join(words(drawn(copies[edition]))) for edition in ("student", "teacher"))
    assert "started on 1 5 may 1945" in teacher
    assert "started on 1 1945" in student


def test_both_copies_number_alike(copies):
    student, teacher = (drawn(copies[edition]) for edition in ("student", "teacher"))
    documents = re.findall(r"Document [A-Z] · [^\r\n(]+?(?=\s*[\r\n(])", student)
    assert [one[9] for one in documents] == list("ABCDEF")
    assert re.findall(r"Document [A-Z] · [^\r\n(]+?(?=\s*[\r\n(])", teacher) == documents
    asked = re.compile(r"^(\d)\s+(?=[A-Z])(.{24})", re.MULTILINE)
    assert asked.findall(student)
    assert [one for one in asked.findall(teacher) if one in asked.findall(student)] == asked.findall(student)


def test_the_modified_text_has_its_original_beside_it_for_the_teacher_alone(copies):
    student, teacher = (" ".join(words(drawn(copies[edition]))) for edition in ("student", "teacher"))
    original = "had fuelled anti german sentiment"
    assert original in teacher and original not in student
    for copy in (student, teacher):
        assert "modified" in copy and "made feelings against the germans stronger" in copy
