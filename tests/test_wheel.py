"""The wheel, installed into an empty environment, makes and prints a project outside the repository."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*arguments, cwd):
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_templates_styles_and_the_first_project(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src/roa_dossier"
    for folder in ("templates", "styles"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"roa_dossier/_builtin/{path.relative_to(ROOT).as_posix()}" in names
    for path in package.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert f"roa_dossier/{path.relative_to(package).as_posix()}" in names


def test_the_installed_program_prints_a_project(wheel, tmp_path):
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    python = environment / "bin/python"
    install = ("-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(sys.executable, *install, "--disable-pip-version-check", wheel, cwd=tmp_path)
    # What the program needs is borrowed from here, so that the test needs no network.
    (site,) = environment.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import roa_dossier; print(roa_dossier.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment)
    program = environment / "bin/roa-dossier"
    run(program, "init", "mine", cwd=tmp_path)
    assert run(program, "build", cwd=tmp_path / "mine") == "build/my-dossier.pdf\n"
    assert (tmp_path / "mine/build/my-dossier.pdf").read_bytes().startswith(b"%PDF-")
    assert "ok       templates and styles: built in" in run(program, "doctor", cwd=tmp_path / "mine")
