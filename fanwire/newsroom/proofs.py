"""What is known of the past saves an answer, settles it, or proves it wrong."""

from collections.abc import Sequence
from datetime import date

from fanwire.newsroom.case import Case, Fall, Scene, Weight, said_by, spell
from fanwire.newsroom.questions import agree, implies
from fanwire.newsroom.vague_dates import is_past
from fanwire.records.ledger import Entry, Evidence, Kind, Standing, VagueDate


def weigh(case: Case, scene: Scene) -> Weight:
    """Tell what an answer proves: that it came about, officially or as reported, or what is officially planned."""
    if scene.question.many or case.evidence < Evidence.REPORTED:
        return Weight(case, None, None, None)
    official = [entry for entry in case.live if entry.evidence >= Evidence.OFFICIAL]
    announced = official[-1].counts_from if official else None
    firm = [entry for entry in case.live if entry.evidence >= Evidence.REPORTED]
    if scene.question.kind is Kind.STAGE:
        return Weight(case, min((entry.counts_from for entry in firm), default=None), None, announced)
    value = case.value
    if not isinstance(value, VagueDate):
        return Weight(case, None, None, announced)
    facts = [day for entry in official if (day := _came_about(entry, value, scene.reached_officially))]
    past = [entry.counts_from for entry in firm if is_past(value, entry.counts_from)]
    return Weight(case, min((*facts, *past), default=None), min(facts, default=None), announced)


def _came_about(entry: Entry, value: VagueDate, reached: date | None) -> date | None:
    """Give the day since which an official line is a known fact: it looks back, or the status bears it out."""
    if is_past(value, entry.counts_from) or (entry.evidence is Evidence.HAPPENED and value.first <= entry.counts_from):
        return entry.counts_from
    if reached and reached >= value.first:
        return max(entry.counts_from, reached)
    return None


def came_true(case: Case, scene: Scene, proven: Sequence[Weight]) -> Fall | None:
    """Find the proof that an answer came true: something said later, reported or firmer, that implies it."""
    proofs = [
        (other.proved, other.case.value)
        for other in proven
        if other.proved and case.first_said < other.proved and implies(scene.question, other.case.value, case.value)
    ]
    if not proofs:
        return None
    since, value = min(proofs, key=lambda proof: proof[0])
    return Fall(Standing.CAME_TRUE, since, f"it was {spell(value)}")


def wrong(case: Case, scene: Scene, binding: Sequence[Weight]) -> Fall | None:
    """Find the truth that excludes an answer: a fact at any time, an announcement if it came no earlier."""
    facts = [(other.case, other.fact) for other in binding if other.fact]
    if facts:
        return None if any(other is case for other, _ in facts) else _excluded(case, scene, facts)
    if case.evidence >= Evidence.OFFICIAL:
        return None
    last = case.last_said
    announced = [other for other in binding if other.announced and other.announced >= last]
    return _excluded(case, scene, [(other.case, _first_official(other.case, last)) for other in announced])


def _first_official(case: Case, since: date) -> date:
    days = (entry.counts_from for entry in case.live if entry.evidence >= Evidence.OFFICIAL)
    return next(day for day in days if day >= since)


def _excluded(case: Case, scene: Scene, truths: Sequence[tuple[Case, date]]) -> Fall | None:
    if not truths or any(agree(scene.question, other.value, case.value) for other, _ in truths):
        return None
    truth, known = min(truths, key=lambda each: each[1])
    firm = next(entry for entry in truth.live if entry.evidence >= Evidence.OFFICIAL)
    return Fall(Standing.WRONG, max(known, case.first), f"it is {spell(truth.value)}: {said_by(firm)}")


def repeats_fact(case: Case, scene: Scene, binding: Sequence[Weight]) -> Fall | None:
    """Find the known fact that an answer repeats, perhaps more vaguely; it is as settled as the fact."""
    for other in binding:
        if other.fact and case.said and implies(scene.question, other.case.value, case.value):
            since = max(other.fact, case.first_said)
            return Fall(Standing.SETTLED, since, f"it agrees with {spell(other.case.value)}")
    return None
