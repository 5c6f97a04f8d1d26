"""The ledger's tables as ledgers: the real case with all its sources, and small cases that borrow them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fanwire.errors import Problem
from fanwire.newsroom.ledger_lines import Register, ledger_from
from fanwire.read.yaml_text import Tree, parse
from fanwire.records.ledger import Answer, Ledger, SeasonState
from fanwire.records.matter import SourceMatter

HERE = Path(__file__).parent


def table(name: str) -> Any:  # noqa: ANN401 -- plain text values, as deep as the table
    """Read a table of tests/cases."""
    problems: list[Problem] = []
    tree = parse((HERE / name).read_text(encoding="utf-8"), name, 1, problems)
    assert tree, problems
    assert not problems
    return tree.value


REAL = table("ledger-all-of-us-are-dead.yaml")
REGISTER = Register({id_: SourceMatter(value["name"], value["tier"]) for id_, value in REAL["sources"].items()})


def ledger_of(tree: Mapping[str, Any]) -> Ledger:
    """Make a ledger out of `{"s2": {"release": [...]}}`; it must have no problems."""
    ledger, problems = ledger_from("a-show", tree, {}, REGISTER)
    assert not problems
    return ledger


def written(text: str) -> tuple[Ledger, list[Problem]]:
    """Make a ledger out of a file's text, with its problems."""
    problems: list[Problem] = []
    tree = parse(text, "ledger.yaml", 1, problems) or Tree({})
    ledger, found = ledger_from("a-show", tree.value, tree.positions, REGISTER)
    return ledger, [*problems, *found]


def answers(season: SeasonState) -> dict[str, Answer]:
    """Give every answer of a season under its name: `release 2026-12`."""
    return {
        f"{state.question.name} {answer.key}": answer
        for state in season.questions
        for answer in (*state.answers, *state.fallen)
    }
