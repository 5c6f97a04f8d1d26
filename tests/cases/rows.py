"""Tables of cases, one to a line: `what it shows:  input  ->  output`; JSON in quotes for what is hard to see."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest


def rows(name: str) -> Sequence[object]:
    """Read tests/cases/NAME as parameters (input, output) of a test, each with its words as the id."""
    found = []
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            words, _, pair = line.partition(":  ")
            given, arrow, expected = pair.partition("  ->  ")
            assert arrow or pair.endswith("  ->"), f"{name}: no arrow in {line!r}"
            found.append(pytest.param(plain(given.removesuffix("  ->")), plain(expected), id=words))
    return found


def plain(text: str) -> str:
    """Take a value as it stands, or as JSON where it stands in quotes."""
    return str(json.loads(text.strip())) if text.strip().startswith('"') else text.strip()
