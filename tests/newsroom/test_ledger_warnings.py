"""What a desk is asked to look at in its ledger."""

from datetime import date

import pytest

from fanwire.newsroom.ledger_warnings import ledger_warnings
from tests.cases.ledger_tables import table, written

CASES = table("ledger-warnings.yaml")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_desk_is_warned(case: dict[str, str]) -> None:
    ledger, problems = written(case["file"])
    assert problems == []
    found = [str(warning) for warning in ledger_warnings(ledger, date(2026, 11, 20))]
    assert found == [text for text in case.get("warnings", "").strip("\n").split("\n\n") if text]
