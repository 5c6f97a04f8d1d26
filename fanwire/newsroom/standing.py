"""Where every answer stands on a day, and why: the ledger as it was known then.

Only lines that count from that day or before are seen, so a later line never changes the past. A season's questions are
settled one after another, each with the answers it depends on at hand: `status` and the earlier stages of production
first, then whatever its lines need.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fanwire.newsroom import falls, proofs
from fanwire.newsroom.case import Case, Fall, Scene, Weight, precedence, said_by
from fanwire.newsroom.questions import REACHED_BY_STATUS, covers, earlier_stages, status_place
from fanwire.newsroom.vague_dates import lapse_day, within
from fanwire.records.ledger import (
    Answer,
    Entry,
    Evidence,
    Kind,
    Ledger,
    Question,
    QuestionLines,
    QuestionState,
    SeasonLines,
    SeasonState,
    Standing,
    VagueDate,
)
from fanwire.records.record import replace


def derive(ledger: Ledger, today: date) -> tuple[SeasonState, ...]:
    """Give every season's state on a day of the site's time zone, in the ledger's order."""
    return tuple(season_state(season, today) for season in ledger.seasons)


def next_change(ledger: Ledger, today: date) -> date | None:
    """Give the first day after `today` on which the state differs although nobody writes a line; None if there is none.

    An answer's time passes, or a line that is dated ahead begins to count: as of 2026-11-20 "December 2026" lapses on
    2027-01-01. The change takes place at midnight of the site's time zone.
    """
    changes = (_season_change(season, today) for season in ledger.seasons)
    return min((day for day in changes if day), default=None)


def _season_change(season: SeasonLines, today: date) -> date | None:
    now = season_state(season, today)
    standing = (answer.value for state in now.questions for answer in state.answers)
    lapses = (lapse_day(value) for value in standing if isinstance(value, VagueDate))
    begins = (entry.counts_from for lines in season.questions for entry in lines.entries)
    days = sorted({day for day in (*lapses, *begins) if day and day > today})
    return next((day for day in days if season_state(season, day) != now), None)


def season_state(season: SeasonLines, today: date) -> SeasonState:
    """Give one season's state on a day."""
    lines = {
        question.question.name: QuestionLines(question.question, known)
        for question in season.questions
        if (known := tuple(entry for entry in question.entries if entry.counts_from <= today))
    }
    states: dict[str, QuestionState] = {}
    for name in _settling_order(lines):
        states[name] = _question_state(lines[name], today, states)
    return SeasonState(season.id, tuple(states[name] for name in lines))


def _settling_order(lines: Mapping[str, QuestionLines]) -> list[str]:
    """Order questions so that what each one rests on comes first; a circle is entered where the season begins."""
    order: dict[str, None] = {}
    entered: set[str] = set()
    waiting = [*lines][::-1]
    while waiting:
        name = waiting.pop()
        if name in entered:
            order.setdefault(name)
        elif name in lines:
            entered.add(name)
            waiting += [name, *(other for other in reversed(rests_on(lines[name])) if other not in entered)]
    return list(order)


def rests_on(lines: QuestionLines) -> tuple[str, ...]:
    """Name the questions that must be settled before this one: status, the earlier stages, and what its lines need."""
    stages = earlier_stages(lines.question)
    status = ("status",) if lines.question.name in REACHED_BY_STATUS else ()
    return (*status, *stages, *sorted({entry.needs.question for entry in lines.entries if entry.needs}))


def _question_state(lines: QuestionLines, today: date, states: Mapping[str, QuestionState]) -> QuestionState:
    """Settle one question: what was said, what fell of itself, what that proves, and so what became of the rest."""
    scene = _scene(lines, today, states)
    cases = tuple(_cases(lines, scene))
    fell = {case.key: falls.first_fall(case, scene, falls.OF_WORDS) for case in cases}
    held = [proofs.weigh(case, scene) for case in cases if not fell[case.key]]
    for weight in held:
        if not weight.proved:
            fell[weight.case.key] = falls.first_fall(weight.case, scene, falls.OF_TIME)
    proven = [weight for weight in held if weight.proved]
    binding = [weight for weight in held if weight.fact or (weight.announced and not fell[weight.case.key])]
    answers = [_answer(case, _verdict(case, fell[case.key], scene, proven, binding)) for case in cases]
    fallen = sorted((answer for answer in answers if answer.standing.fell), key=_by_first_word)
    return QuestionState(lines.question, _ranked(lines.question, answers), tuple(fallen))


def _scene(lines: QuestionLines, today: date, states: Mapping[str, QuestionState]) -> Scene:
    question = lines.question
    reached, official = _reached(question, states.get("status"))
    return Scene(
        question=question,
        today=today,
        states=states,
        before=tuple(states[name] for name in earlier_stages(question) if name in states),
        reached=reached,
        reached_officially=official,
    )


def _reached(question: Question, status: QuestionState | None) -> tuple[date | None, date | None]:
    """Tell since when a status says that this stage has come about: as reported or firmer, and officially."""
    place = REACHED_BY_STATUS.get(question.name)
    if place is None or status is None:
        return None, None
    past = [
        (entry.counts_from, entry.evidence)
        for answer in status.answers
        if answer.standing is not Standing.DISPUTED and status_place(answer.value) >= place
        for entry in answer.affirmations
        if entry.evidence >= Evidence.REPORTED
    ]
    official = [day for day, evidence in past if evidence >= Evidence.OFFICIAL]
    return min((day for day, _ in past), default=None), min(official, default=None)


def _cases(lines: QuestionLines, scene: Scene) -> Iterable[Case]:
    """Gather the lines about each answer, and which of its affirmations its sources still hold."""
    groups: dict[str, list[Entry]] = {}
    words: dict[str, list[Entry]] = {}
    against = [entry for entry in lines.entries if entry.evidence < 0]
    replacing = [entry for entry in lines.entries if entry.replaces is not None and entry.evidence > 0]
    for entry in lines.entries:
        groups.setdefault(entry.key, []).append(entry)
        if entry.evidence > 0:
            words.setdefault(entry.source.id, []).append(entry)
    for key, entries in groups.items():
        value = entries[0].says
        said = tuple([entry for entry in entries if entry.evidence > 0])
        lost = [falls.lost(entry, scene, words[entry.source.id]) for entry in said]
        live = tuple([entry for entry, fall in zip(said, lost, strict=True) if not fall])
        yield Case(
            value=value,
            key=key,
            entries=tuple(entries),
            against=tuple([word for word in against if word.key == key or covers(word.says, value)]),
            replacing=tuple([word for word in replacing if word.key != key and covers(word.replaces, value)]),
            said=said,
            live=live,
            lost=() if live else tuple([fall for fall in lost if fall]),
            first=entries[0].counts_from,
            first_said=said[0].counts_from if said else date.max,
            last_said=said[-1].counts_from if said else date.max,
            evidence=max([entry.evidence for entry in live or said or entries]),
        )


def _verdict(case: Case, fall: Fall | None, scene: Scene, proven: Sequence[Weight], binding: Sequence[Weight]) -> Fall:
    """Decide: what came about saves an answer, else the first thing that fells it counts, else it stands."""
    official = case.live and case.evidence >= Evidence.OFFICIAL
    proof = None if official and not fall else proofs.came_true(case, scene, proven)
    if proof:
        return proof
    fallen = [each for each in (fall, proofs.wrong(case, scene, binding)) if each]
    if fallen:
        return min(fallen, key=precedence)
    return _standing(case, scene, binding)


def _standing(case: Case, scene: Scene, binding: Sequence[Weight]) -> Fall:
    """Say how an answer stands that nothing has felled, or nothing any more."""
    official = [entry for entry in case.live if entry.evidence >= Evidence.OFFICIAL]
    own = Fall(Standing.SETTLED, official[0].counts_from, said_by(official[0])) if official else None
    verdict = (
        falls.disputed(case, scene)
        or own
        or proofs.repeats_fact(case, scene, binding)
        or Fall(Standing.OPEN, case.first_said, "")
    )
    again = falls.lifted(case)
    return replace(verdict, since=again) if again and again > verdict.since else verdict


def _answer(case: Case, verdict: Fall) -> Answer:
    return Answer(case.value, case.key, case.entries, case.evidence, verdict.standing, verdict.since, verdict.reason)


def _by_first_word(answer: Answer) -> tuple[date, date, str]:
    dated = answer.entries[0].dated
    return (dated.first, dated.last, answer.key)


def _ranked(question: Question, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Order what stands: the firmest first, then the newest; but an equally firm answer that says more goes ahead."""
    by_name = sorted((answer for answer in answers if not answer.standing.fell), key=lambda answer: answer.key)
    ranked = sorted(by_name, key=_status_rank if question.kind is Kind.STAGE else _rank, reverse=True)
    if question.many or not ranked:
        return tuple(ranked)
    first = ranked[0]
    for other in ranked[1:]:
        if other.evidence >= first.evidence and other.standing is not Standing.DISPUTED and _says_more(other, first):
            first = other
    return (first, *(answer for answer in ranked if answer is not first))


def _says_more(one: Answer, other: Answer) -> bool:
    if isinstance(one.value, VagueDate) and isinstance(other.value, VagueDate):
        return within(one.value, other.value) and not within(other.value, one.value)
    return status_place(one.value) > status_place(other.value) >= 0


def _rank(answer: Answer) -> tuple[bool, Evidence, date]:
    last = (answer.affirmations or answer.entries)[-1]
    return (answer.standing is not Standing.DISPUTED, answer.evidence, last.counts_from)


def _status_rank(answer: Answer) -> tuple[bool, bool, date, Evidence]:
    """Rank what `status` says: it is about now, so the newest firm word counts, even where an older one is firmer."""
    standing, evidence, last = _rank(answer)
    return (standing, evidence >= Evidence.REPORTED, last, evidence)
