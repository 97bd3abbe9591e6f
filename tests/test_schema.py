"""The JSON Schemas say what the parser says, as far as a schema can."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from parsing import CHAPTER, DOSSIER, FACTS, NAMES, SOURCES, WORKS, chapter, told
from roa_dossier.parse import schema

ROOT = Path(__file__).parent.parent
GOOD = {
    "dossier": DOSSIER,
    "sources": SOURCES,
    "works": WORKS,
    "facts": FACTS,
    "names": NAMES,
    "chapter": CHAPTER,
}


def typed(text):
    """Read YAML as an editor's language server does: YAML 1.2's plain numbers and truths, dates as typed."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def complaints(which, text):
    return [error.message for error in Draft202012Validator(schema(which)).iter_errors(typed(text))]


@pytest.mark.parametrize("which", GOOD)
def test_schemas_are_valid_and_describe_every_key(which):
    described = schema(which)
    Draft202012Validator.check_schema(described)
    assert described["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    entry = described.get("additionalProperties") or described
    assert all(field["description"] for field in entry["properties"].values())


@pytest.mark.parametrize("which", GOOD)
def test_the_sample_passes(which):
    assert complaints(which, GOOD[which]) == []


@pytest.mark.parametrize("path", [*(ROOT / "dossier").rglob("*.yaml")], ids=lambda path: path.name)
def test_the_dossier_of_the_repository_passes(path):
    which = "chapter" if path.parent.name == "chapters" else path.stem
    assert complaints(which, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("which", "old", "new"),
    [
        ("dossier", "chapters:", "chaptres:"),
        ("dossier", "name: sample", "name: My File"),
        ("dossier", "paper: A5", "paper: A3"),
        ("dossier", "paper: A5", "lines: fit"),
        ("dossier", "paper: A5", "hyphenation: none"),
        ("dossier", "paper: A5", "hanging-punctuation: left"),
        ("dossier", "- chapters/01.yaml", "- ../01.yaml"),
        ("sources", "siglum:", "sigulm:"),
        ("sources", "    language: en\n", ""),
        ("sources", "webpage", "website"),
        ("sources", "family", "famly"),
        ("works", "known-through", "known-by"),
        ("facts", "subject: roa", "subject: The ROA"),
        ("names", "kind: body", "kind: army"),
        ("chapter", "text:", "txet:"),
    ],
)
def test_a_typing_error_fails_in_the_schema_and_in_the_parser(which, old, new):
    text = GOOD[which]
    assert old in text
    assert complaints(which, text.replace(old, new)) != []
    name = "chapters/01.yaml" if which == "chapter" else f"{which}.yaml"
    assert told({name: text.replace(old, new)}) != []


@pytest.mark.parametrize(
    "blocks",
    [
        "  - text: a\n    heading: b\n",
        "  - title: a\n",
        "  - quote:\n      source: a\n",
        "  - ranks:\n    source: a\n",
    ],
)
def test_a_block_has_one_kind_with_its_keys(blocks):
    assert complaints("chapter", chapter(blocks)) != []
