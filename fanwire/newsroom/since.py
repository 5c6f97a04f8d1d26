"""What has changed since an article answered a question: corrections and updates, by date.

Wrong already on the day it was written, by what was known then: a correction. Overtaken later: an update. What became
known later never makes a correction of an old article. As of 2026-11-20, for a page written on 2022-04-01:

    "Correction: season 1 came out on 28 January 2022. Updates: 6 December 2022 and 2023 lapsed; renewed 6 June 2022."
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.newsroom.questions import key_of
from fanwire.newsroom.standing import season_state
from fanwire.newsroom.vague_dates import FORMS, day_words, vague_date
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Amendment,
    Answer,
    Claim,
    Entry,
    Evidence,
    Kind,
    Ledger,
    Question,
    QuestionLines,
    QuestionState,
    SeasonLines,
    Source,
    Standing,
    Tier,
    VagueDate,
    Value,
)
from fanwire.records.record import replace

Spell = Callable[[Value], str]

_PAGE = Source(UNATTRIBUTED, "the article", Tier.UNSOURCED, Tier.UNSOURCED.rank)
_CORRECTIONS = {
    "release": "{season} came out on {right}",
    "renewed": "the renewal was {right}, known then",
    "filming-start": "filming began in {right}, known then",
    "filming-end": "filming ended on {right}, known then",
}
_OVER_ALREADY = {
    Standing.LAPSED: "{said} had lapsed by then",
    Standing.DENIED: "{said} had been denied by then",
    Standing.REPLACED: "{said} had been replaced by then",
    Standing.UNDERCUT: "{said} had lost its ground by then",
    Standing.IMPOSSIBLE: "{said} was impossible by then",
}
_UPDATES = {
    Standing.OPEN: "{said} is open again",
    Standing.SETTLED: "{said} is settled since {since}",
    Standing.CAME_TRUE: "{said} came true: {right}",
    Standing.DISPUTED: "{said} is disputed since {since}",
    Standing.WRONG: "{said} proved wrong: {right}",
    Standing.DENIED: "{said} is denied since {since}",
    Standing.REPLACED: "{said} was replaced on {since}",
    Standing.UNDERCUT: "{said} lost its ground on {since}",
    Standing.IMPOSSIBLE: "{said} is impossible since {since}",
}

_SHORT_UPDATES = {
    Standing.OPEN: "{said} is open again",
    Standing.SETTLED: "{said} is settled",
    Standing.CAME_TRUE: "{said} came true: {right}",
    Standing.DISPUTED: "{said} is disputed",
    Standing.WRONG: "{said} proved wrong: {right}",
    Standing.DENIED: "{said} was denied",
    Standing.REPLACED: "{said} was replaced",
    Standing.UNDERCUT: "{said} lost its ground",
    Standing.IMPOSSIBLE: "{said} became impossible",
    Standing.LAPSED: "{said} lapsed",
}


def claim_from(ledger: Ledger, season: str, question: str, says: str, where: Where) -> Claim | Problem:
    """Make an article's claim on this ledger's show out of its front matter, or say what is wrong with it.

    `("s2", "release", "2023") -> Claim("s2", "release", VagueDate("2023", ...), "2023")`.
    """
    seasons = [lines.id for lines in ledger.seasons]
    if season not in seasons:
        hint = f"it has {', '.join(seasons)}" if seasons else ""
        return Problem(where, f'the ledger of {ledger.show} has no season "{season}"', hint)
    asked = next((q for q in ledger.questions if q.name == question), None)
    if not asked:
        return Problem(
            where, f'unknown question "{question}"{did_you_mean(question, (q.name for q in ledger.questions))}'
        )
    value = vague_date(says) if asked.kind is Kind.DATE else says.strip()
    if not value:
        wanted, hint = ("a date", FORMS) if asked.kind is Kind.DATE else ("an answer", "")
        return Problem(where, f'{question}: expected {wanted}, got "{says}"', hint)
    return Claim(season, question, value, key_of(value))


def amendments(ledger: Ledger, claims: Iterable[Claim], written: date, today: date) -> tuple[Amendment, ...]:
    """Compare each claim of an article of the day `written` with what the ledger knew then and knows today.

    A claim that the ledger has no line for is judged as if the article were one: speculated, on its day. Claims are
    made by `claim_from`, so that season and question are the ledger's.
    """
    judged = (_amendment(ledger, claim, written, max(written, today)) for claim in claims)
    return tuple(amendment for amendment in judged if amendment)


def _amendment(ledger: Ledger, claim: Claim, written: date, today: date) -> Amendment | None:
    question = next(question for question in ledger.questions if question.name == claim.question)
    season = next(season for season in ledger.seasons if season.id == claim.season)
    best_then, then = _judged(season, question, claim, written, written)
    best_now, now = _judged(season, question, claim, written, today)
    if then.standing.fell:
        return Amendment("correction", claim, question, then.standing, then.since, best_then)
    if now.standing is not then.standing:
        return Amendment("update", claim, question, now.standing, now.since, best_now)
    if best_now and _is_official(best_now) and not _is_official(best_then) and not question.many:
        return Amendment("update", claim, question, now.standing, best_now.since, best_now)
    return None


def _is_official(answer: Answer | None) -> bool:
    return answer is not None and answer.evidence >= Evidence.OFFICIAL


def _judged(
    season: SeasonLines, question: Question, claim: Claim, written: date, day: date
) -> tuple[Answer | None, Answer]:
    """Give the best answer to the claim's question on a day, and the claimed one as it stood then."""
    state = season_state(season, day).question(claim.question)
    own = _answer(state, claim)
    if not own:
        own = _answer(season_state(_with_page(season, question, claim, written), day).question(claim.question), claim)
    if not own:
        raise LookupError(claim)
    return state.best if state else None, own


def _answer(state: QuestionState | None, claim: Claim) -> Answer | None:
    answers = (*state.answers, *state.fallen) if state else ()
    return next((answer for answer in answers if answer.key == claim.key), None)


def _with_page(season: SeasonLines, question: Question, claim: Claim, written: date) -> SeasonLines:
    """Add the article to the season's lines, as a page that nobody needs to believe."""
    day = VagueDate(written.isoformat(), written, written)
    page = Entry(
        says=claim.says,
        key=claim.key,
        claimed=Evidence.SPECULATED,
        evidence=Evidence.SPECULATED,
        dated=day,
        counts_from=written,
        source=_PAGE,
        url="",
        note="",
        replaces=None,
        needs=None,
        where=Where(""),
    )
    others = tuple(lines for lines in season.questions if lines.question.name != question.name)
    lines = next((lines.entries for lines in season.questions if lines.question.name == question.name), ())
    entries = sorted((*lines, page), key=lambda entry: entry.counts_from)
    return replace(season, questions=(*others, QuestionLines(question, tuple(entries))))


def in_words(changes: Sequence[Amendment], spell: Spell, say_day: Callable[[date], str] = day_words) -> str:
    """Say all amendments of an article as a paragraph: "Correction: ... Updates: ...; ...". Empty when there are none.

    `spell` says an answer (and the names of people), `say_day` a day.
    """
    corrections = [_correction(change, spell) for change in changes if change.kind == "correction"]
    updates = list(_updates([change for change in changes if change.kind == "update"], spell, say_day))
    parts = (("Correction", corrections), ("Update", updates))
    return " ".join(f"{name}{'s' * (_count(name, changes) > 1)}: {'; '.join(texts)}." for name, texts in parts if texts)


def in_short(change: Amendment, spell: Spell) -> str:
    """Say one amendment without its question and its day, which stand beside it: "2023 lapsed"."""
    if change.kind == "correction":
        return _correction(change, spell)
    frame = _SHORT_UPDATES[change.standing]
    if change.standing is Standing.OPEN and _is_official(change.right):
        frame = "{right} is official"
    elif change.standing is Standing.SETTLED and change.question.kind is Kind.STAGE:
        frame = "{said} is official"
    return _filled(frame, change, _said(change, spell), spell, day_words)


def _count(name: str, changes: Sequence[Amendment]) -> int:
    return sum(change.kind == name.lower() for change in changes)


def _correction(change: Amendment, spell: Spell) -> str:
    frame = _OVER_ALREADY.get(change.standing, _CORRECTIONS.get(change.claim.question, "{title}: {right}, known then"))
    return _filled(frame, change, _said(change, spell), spell, day_words)


def _updates(changes: Sequence[Amendment], spell: Spell, say_day: Callable[[date], str]) -> Iterable[str]:
    """Yield the updates, those that lapsed together and first, as there are often several."""
    lapsed = [_said(change, spell) for change in changes if change.standing is Standing.LAPSED]
    if lapsed:
        yield f"{' and '.join(part for part in (', '.join(lapsed[:-1]), lapsed[-1]) if part)} lapsed"
    for change in changes:
        if change.standing is not Standing.LAPSED:
            yield _filled(_update_frame(change), change, _said(change, spell), spell, say_day)


def _update_frame(change: Amendment) -> str:
    if change.standing is Standing.OPEN and _is_official(change.right):
        return "{title}: {right}, official since {since}"
    if change.standing is Standing.SETTLED and change.question.kind is Kind.STAGE:
        return "{said} {since}"
    return _UPDATES[change.standing]


def _said(change: Amendment, spell: Spell) -> str:
    """Name what the article said: a date or a name as it is, a text in quotation marks."""
    said = spell(change.claim.says)
    if change.question.kind is not Kind.TEXT:
        return said
    return f"“{said}” as the cause" if change.claim.question == "delay-cause" else f"“{said}”"


def _filled(frame: str, change: Amendment, said: str, spell: Spell, say_day: Callable[[date], str]) -> str:
    return frame.format(
        said=said,
        season=re.sub(r"^s(\d+)$", r"season \1", change.claim.season),
        title=change.question.title,
        right=spell(change.right.value) if change.right else "no answer stands",
        since=say_day(change.since),
    )
