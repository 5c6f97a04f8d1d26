"""The list of rules, and what is left of their findings when the writers' silences are heard."""

from collections.abc import Callable, Iterable, Sequence

from fanwire.newsroom.checks.casts import wrong_pair, wrong_season
from fanwire.newsroom.checks.heads import confirmed, dated, delayed
from fanwire.newsroom.checks.names import near_name, wrong_title
from fanwire.newsroom.checks.subscribers import AGAIN, TAKEN
from fanwire.newsroom.checks.wording import relative_time, unlinked_source
from fanwire.records.check import Finding, Passage, Silence, Story
from fanwire.records.record import Record


class Rule(Record, frozen=True):
    """A rule about texts: its code, what it reports in one line, and the function that finds it.

    `alone` tells that it needs nothing but the text, so that `audit` can hold a stranger's page against it.
    """

    code: str
    says: str
    find: Callable[[Story], Iterable[Finding]]
    alone: bool = False


RULES = (
    Rule("FW201", '"delayed" in a title, where no date had been announced', delayed),
    Rule("FW202", "a title or dek gives a date that the ledger doesn't have so firmly", dated),
    Rule("FW203", 'a title or dek says "confirmed" where the ledger has nothing official', confirmed),
    Rule("FW301", '"this year", "last week": a time that nothing anchors', relative_time, alone=True),
    Rule("FW302", "a source is named but not linked", unlinked_source, alone=True),
    Rule("FW401", "a title that the show doesn't have", wrong_title),
    Rule("FW402", "a name one letter off a person, a part or a show", near_name),
    Rule("FW501", "an actor and a part that the show's cast doesn't pair", wrong_pair),
    Rule("FW502", "one season's cast called another's", wrong_season),
)
NO_ANSWER = "FW601"
"""The code of links that nobody answers at; `checking` finds them, when it is asked to."""
CODES = {
    "FW001": "the site can't be built",
    "FW101": "a source says more than its tier can",
    "FW102": "a line of a ledger has no address",
    "FW103": "two firm answers contradict each other",
    "FW104": "firm answers in an impossible order",
    "FW105": "a line of a ledger that can't mean what it says",
    **{rule.code: rule.says for rule in RULES},
    NO_ANSWER: "an outside link that nobody answers at (only with `--external`)",
    AGAIN: "an article that subscribers have and would be sent again",
    TAKEN: "an address that another text had before",
    "FW901": "a silence without a reason",
    "FW902": "a silence that silences nothing",
}
"""Every code with its one-line explanation."""
_OF_HEADS = (AGAIN, TAKEN)


def examined(story: Story, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Apply rules to a story and give their findings in the order of the text, silenced ones included."""
    return tuple(sorted({finding for rule in rules for finding in rule.find(story)}))


def heard(
    findings: Iterable[Finding],
    silences: Sequence[Silence],
    passages: Iterable[Passage] = (),
    unlooked: Sequence[str] = (),
) -> tuple[tuple[Finding, ...], int]:
    """Take out what a file's silences cover, add what is wrong with those, count what was taken out.

    A silence needs a reason to count. `passages` tells which places are heads; a silence of these may stand anywhere.
    `unlooked` names codes that nobody looked for this time, so that their silences are not idle.
    """
    heads = {passage.where for passage in passages if passage.kind in {"title", "dek"}}
    left: list[Finding] = []
    used: set[tuple[Silence, str]] = set()
    count = 0
    for finding in findings:
        is_head = finding.where in heads or finding.code in _OF_HEADS
        covers = [silence for silence in silences if silence.reason and _covers(silence, finding, is_head=is_head)]
        used.update((silence, finding.code) for silence in covers)
        count += bool(covers)
        left += [] if covers else [finding]
    left += (finding for silence in silences for finding in _idle(silence, used, unlooked))
    return tuple(sorted(left)), count


def _covers(silence: Silence, finding: Finding, *, is_head: bool) -> bool:
    near = silence.where.line <= finding.where.line <= silence.until
    return finding.code in silence.codes and (is_head or near)


def _idle(silence: Silence, used: set[tuple[Silence, str]], unlooked: Sequence[str]) -> Iterable[Finding]:
    if not silence.reason:
        codes = " ".join(silence.codes)
        hint = f"write: fw: ignore {codes} because ...; without a reason it silences nothing"
        yield Finding(silence.where, "FW901", f"{codes} is to be ignored without a reason", hint)
        return
    for code in silence.codes:
        if code not in CODES:
            yield Finding(silence.where, "FW902", f"there is no {code}", "docs/check.md lists the codes")
        elif (silence, code) not in used and code not in unlooked:
            yield Finding(silence.where, "FW902", f"there is no {code} here to ignore", "delete the note")
