"""What is known of the past saves an answer, settles it, or proves it wrong."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fanwire.newsroom.case import Case, Fall, Scene, said_by, spell
from fanwire.newsroom.questions import agree, implies
from fanwire.newsroom.vague_dates import is_past
from fanwire.records.ledger import Entry, Evidence, Kind, Standing, VagueDate


def with_proof(case: Case, scene: Scene) -> Case:
    """Add what is known of the past: since when it is known that the answer came about."""
    if scene.question.many:
        return case
    official = [entry for entry in case.live if entry.evidence >= Evidence.OFFICIAL]
    announced = official[-1].counts_from if official else None
    if scene.question.kind is Kind.STAGE:
        firm = (entry.counts_from for entry in case.live if entry.evidence >= Evidence.REPORTED)
        return replace(case, proved=min(firm, default=None), announced=announced)
    if not isinstance(case.value, VagueDate):
        return replace(case, announced=announced)
    facts = [day for entry in official if (day := _came_about(entry, case.value, scene.reached_officially))]
    firm_past = (
        entry.counts_from
        for entry in case.live
        if entry.evidence >= Evidence.REPORTED and is_past(case.value, entry.counts_from)
    )
    fact = min(facts, default=None)
    return replace(case, proved=min((*facts, *firm_past), default=None), fact=fact, announced=announced)


def _came_about(entry: Entry, value: VagueDate, reached: date | None) -> date | None:
    """Give the day since which an official line is a known fact: it looks back, or the status bears it out."""
    if is_past(value, entry.counts_from) or (entry.evidence is Evidence.HAPPENED and value.first <= entry.counts_from):
        return entry.counts_from
    if reached and reached >= value.first:
        return max(entry.counts_from, reached)
    return None


def wrong(case: Case, scene: Scene) -> Fall | None:
    """Find the truth that excludes an answer: a fact at any time, an announcement if it came no earlier."""
    facts = [other for other in scene.binding if other.fact]
    if case.fact:
        return None
    if facts:
        return _convicted(case, scene, [(other, other.fact) for other in facts])
    if case.evidence >= Evidence.OFFICIAL:
        return None
    official = [other for other in scene.binding if other.announced and other.announced >= case.last_said]
    return _convicted(case, scene, [(other, _announced_after(other, case)) for other in official])


def _announced_after(other: Case, case: Case) -> date | None:
    days = (entry.counts_from for entry in other.live if entry.evidence >= Evidence.OFFICIAL)
    return next((day for day in days if day >= case.last_said), None)


def _convicted(case: Case, scene: Scene, truths: Sequence[tuple[Case, date | None]]) -> Fall | None:
    if not truths or any(agree(scene.question, other.value, case.value) for other, _ in truths):
        return None
    truth, known = min(truths, key=lambda each: each[1] or date.max)
    firm = next(entry for entry in truth.live if entry.evidence >= Evidence.OFFICIAL)
    since = max(known or case.first, case.first)
    return Fall(Standing.WRONG, since, f"it is {spell(truth.value)}: {said_by(firm)}")


def proof_of(case: Case, scene: Scene) -> Fall | None:
    """Find the proof that an answer came true: something later, reported or firmer, that implies it."""
    proofs = [
        (other.proved, other.value)
        for other in scene.proven
        if other.proved and case.first_said < other.proved and implies(scene.question, other.value, case.value)
    ]
    if not proofs:
        return None
    since, value = min(proofs, key=lambda proof: proof[0])
    return Fall(Standing.CAME_TRUE, since, f"it was {spell(value)}")


def settled_by_fact(case: Case, scene: Scene) -> Fall | None:
    """Find the known fact that an answer repeats, perhaps more vaguely; it is as settled as the fact."""
    for other in scene.binding:
        if other.fact and case.said and implies(scene.question, other.value, case.value):
            return Fall(Standing.SETTLED, max(other.fact, case.first_said), f"it agrees with {spell(other.value)}")
    return None
