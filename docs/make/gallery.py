"""Makes docs/gallery.md: every kind of block, the YAML that makes it, and a picture of what it prints.

The blocks stand in docs/gallery/blocks.yaml; they use the sources, facts and names of this repository's
dossier. `make gallery` prints them, one on a page, and cuts each page to what is on it.
"""

from __future__ import annotations

import re
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from roa_dossier import build, console  # noqa: E402
from roa_dossier.diagnostics import Diagnostic  # noqa: E402
from roa_dossier.parse.blocks import KINDS  # noqa: E402
from roa_dossier.pdf import anatomy  # noqa: E402
from roa_dossier.world import Memory  # noqa: E402

BLOCKS = ROOT / "docs/gallery/blocks.yaml"
PAGE = ROOT / "docs/gallery.md"
PICTURES = ROOT / "docs/images/gallery"
CHAPTER = "dossier/chapters/every-kind.yaml"
DPI = 110
MARGIN = 14

# The gallery accounts for no source, and each block stands alone on its page.
OF_NO_ACCOUNT = {"work-not-cited", "paragraph-unaccounted", "head-at-foot"}

DOSSIER = """\
name: gallery
title: Every kind of block
language: en-GB
date: 2026-01-01
romanisation: bgn-pcgn
leave-out:
  - ledger
  - glossary
  - licences
  - documents
  - register
  - index
  - table-of-sources
  - sources-as-quoted
chapters:
  - chapters/every-kind.yaml
editions:
  print:
    sides: one
    show:
      - answers
      - originals
"""

STYLE = """\
section.chapter > * + * { break-before: page !important; break-after: auto !important }
@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } }
@page :left { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } }
@page :right { @top-left { content: none } @top-right { content: none } @bottom-left { content: none } }
"""

HEAD = """\
# Every kind of block

A chapter is a list of blocks. Here is each kind with the YAML that makes it and what it prints. The sources,
facts and names are those of the dossier in this repository. The keys of each kind are explained in the
[guide](guide.md#blocks).

This page is made by `make gallery` from `docs/gallery/blocks.yaml`; change that.

"""


@dataclass(frozen=True)
class Shown:
    """One block of the gallery: its kind, its id, what is said of it, and its YAML."""

    kind: str
    id: str
    about: str
    yaml: str

    @property
    def picture(self) -> Path:
        """Where its picture is kept."""
        return PICTURES / f"{self.kind}.png"


def shown() -> tuple[Shown, ...]:
    """Read the blocks, each with the comment above it."""
    listed = BLOCKS.read_text("utf-8").partition("\nblocks:\n")[2]
    found = []
    for part in re.split(r"\n\n(?=  # )", listed.strip("\n")):
        lines = part.splitlines()
        about = " ".join(line.strip(" #") for line in lines if line.startswith("  # "))
        yaml = textwrap.dedent("\n".join(line for line in lines if not line.startswith("  # ")))
        kind = next(name for name in re.findall(r"(?m)^(?:- |  )([a-z-]+):", yaml) if name in KINDS)
        (name,) = re.findall(r"(?m)^(?:- |  )id: (\S+)", yaml)
        found.append(Shown(kind, name, about, yaml))
    return tuple(found)


def world() -> Memory:
    """Give a project in memory: the dossier's sources, facts and names, and the gallery's only chapter."""
    files: dict[str, bytes | str] = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (
            *(ROOT / "dossier").glob("*.yaml"),
            *(ROOT / "seeds").glob("*"),
            *BLOCKS.parent.iterdir(),
        )
        if path.is_file()
    }
    ours: dict[str, bytes | str] = {
        "dossier/dossier.yaml": DOSSIER,
        CHAPTER: BLOCKS.read_bytes(),
        "styles/gallery.css": STYLE,
    }
    return Memory({**files, **ours})


def wrong(diagnostics: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """Leave out what does not concern a gallery."""
    return [one for one in diagnostics if one.code not in OF_NO_ACCOUNT]


def written(blocks: tuple[Shown, ...]) -> str:
    """Write the page."""
    contents = " · ".join(f"[{one.kind}](#{one.kind})" for one in blocks)
    parts = [
        f"## {one.kind}\n\n{one.about}\n\n```yaml\n{one.yaml}\n```\n\n"
        f"![{KINDS[one.kind][1]}]({one.picture.relative_to(PAGE.parent).as_posix()})\n"
        for one in blocks
    ]
    return HEAD + contents + "\n\n" + "\n".join(parts)


def draw(blocks: tuple[Shown, ...]) -> None:
    """Print the blocks and keep a picture of each; ends the program where something is wrong."""
    import shots

    home = world()
    built = build.build(home)
    faults = wrong(built.diagnostics)
    if faults or not built.output:
        sys.exit(console.human(faults, build.reader(home, built.proof.texts)))
    pdf = home.written[built.output]
    pages = {name: place.page for name, place in anatomy(pdf).destinations.items()}
    drawn = {one: shots.shot(pdf, pages[one.id], DPI) for one in blocks}
    boxes = {one: box for one, picture in drawn.items() if (box := shots.inked(picture))}
    left = min(box[0] for box in boxes.values()) - MARGIN
    right = max(box[2] for box in boxes.values()) + MARGIN
    for one, picture in drawn.items():
        cut = picture.crop((left, boxes[one][1] - MARGIN, right, boxes[one][3] + MARGIN))
        shots.save(shots.framed(shots.squeezed(cut)), one.picture)


def main() -> None:
    """Make the page and its pictures anew."""
    blocks = shown()
    draw(blocks)
    PAGE.write_text(written(blocks), "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(blocks)} blocks")


if __name__ == "__main__":
    main()
