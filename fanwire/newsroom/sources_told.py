"""Who says things, and how it held: a page for each source, in counts and in words that are fair to people.

Those who make a series plan, and plans move: that is no mistake, and it is counted apart from the predictions of those
who only watch. What somebody said about the past or the present is a statement; it is counted apart, too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from fanwire.newsroom.addresses import address
from fanwire.newsroom.answers import LABELS
from fanwire.newsroom.ledgers import OpenLedger
from fanwire.newsroom.vague_dates import is_past
from fanwire.newsroom.voices import by_line, standing_label
from fanwire.records.ledger import UNATTRIBUTED, Answer, Entry, Kind, Question, Standing, Tier, VagueDate
from fanwire.records.link import Link
from fanwire.records.matter import SourceMatter
from fanwire.records.record import Record
from fanwire.records.told import Said, SourceTold, Tally

_KINDS = {
    Tier.OFFICIAL: "Official: it decides and announces",
    Tier.PRODUCER: "Makes it",
    Tier.AGENCY: "Speaks for somebody who takes part",
    Tier.TALENT: "Takes part in it",
    Tier.PRESS: "Press",
    Tier.AGGREGATOR: "Passes on what others say",
    Tier.UNSOURCED: "Names no source",
}
_INSIDER = Tier.TALENT.rank
_TITLES = {"plan": "Plans", "prediction": "Predictions", "statement": "Statements", "denial": "Denials"}
_HELD = {
    "plan": ("went as planned", "changed since"),
    "prediction": ("came true", "did not hold"),
    "statement": ("proved right", "did not hold"),
}
_OPEN = "still open"


class _Line(Record, frozen=True):
    kind: str
    answer: Answer
    said: Said
    order: tuple[object, ...]


def sources_told(
    sources: Mapping[str, SourceMatter], ledgers: Mapping[str, OpenLedger], home: str
) -> tuple[SourceTold, ...]:
    """Make the page of every source of sources.yaml, by name, and of "reports say" where lines name nobody."""
    lines: dict[str, list[_Line]] = {identity: [] for identity in sources}
    for opened in ledgers.values():
        for identity, line in _lines(opened):
            lines.setdefault(identity, []).append(line)
    made = [_source(identity, sources.get(identity), lines[identity], home) for identity in lines]
    return tuple(sorted(made, key=lambda each: (each.link.title.casefold(), each.link.id)))


def _lines(opened: OpenLedger) -> Iterable[tuple[str, _Line]]:
    """Yield every line that counts by now, with its source's id."""
    for season in opened.ledger.seasons:
        for asked in season.questions:
            state = opened.states[season.id].question(asked.question.name)
            answers = {answer.key: answer for answer in (*state.answers, *state.fallen)} if state else {}
            for entries in by_line(entry for entry in asked.entries if entry.counts_from <= opened.today):
                yield entries[0].source.id, _line(opened, season.id, asked.question, entries, answers[entries[0].key])


def _line(opened: OpenLedger, season: str, question: Question, entries: list[Entry], answer: Answer) -> _Line:
    first = entries[0]
    voice = opened.speaking[season].of_line(question, entries)
    struck = answer.standing.fell and first.evidence > 0
    said = Said(opened.show, opened.title(season), question.title, voice, standing_label(answer), answer.reason, struck)
    return _Line(_kind(question, first), answer, said, (first.dated.first, first.where))


def _kind(question: Question, entry: Entry) -> str:
    if entry.evidence < 0:
        return "denial"
    ahead = (
        question.kind is Kind.DATE and isinstance(entry.says, VagueDate) and not is_past(entry.says, entry.dated.last)
    )
    if not ahead:
        return "statement"
    return "plan" if entry.source.tier.rank >= _INSIDER else "prediction"


def _source(identity: str, matter: SourceMatter | None, lines: Sequence[_Line], home: str) -> SourceTold:
    tier = Tier(matter.tier) if matter else Tier.UNSOURCED
    name = matter.name if matter else "nobody named"
    nobody = identity == UNATTRIBUTED
    kinds = ("plan", "prediction", "statement", "denial")
    tallies = [_tally(kind, [line for line in lines if line.kind == kind], nobody=nobody) for kind in kinds]
    shown = tuple(tally for tally in tallies if tally.said)
    words = "; ".join(tally.words for tally in shown)
    return SourceTold(
        link=Link(name, address(home, "sources", identity), identity),
        outside=matter.url if matter else "",
        kind="Reports that name nobody" if nobody else _KINDS[tier],
        weight="Counts in full" if tier is Tier.OFFICIAL else f"Counts up to “{LABELS[tier.cap]}”",
        total=len(lines),
        summary=words or "nothing in our ledgers yet",
        tallies=shown,
    )


def _tally(kind: str, lines: Sequence[_Line], *, nobody: bool) -> Tally:
    """Count how lines of one kind held: "2 predictions: 1 came true, 1 did not hold"."""
    ordered = sorted(lines, key=lambda line: tuple(map(str, line.order)))
    said = tuple(line.said for line in ordered)
    word = "report" if nobody and kind == "prediction" else kind
    title = "Reports" if word == "report" else _TITLES[kind]
    count = f"{len(lines)} {word}{'s' * (len(lines) != 1)}"
    if kind == "denial":
        return Tally(title, count, said)
    held, fell = _HELD[kind]
    fates = Counter(_fate(line.answer, held, fell) for line in lines)
    parts = [f"{fates[fate]} {fate}" if len(lines) > 1 else fate for fate in (held, fell, _OPEN) if fates[fate]]
    return Tally(title, f"{count}: {', '.join(parts)}", said)


def _fate(answer: Answer, held: str, fell: str) -> str:
    if answer.standing.fell:
        return fell
    return held if answer.standing in {Standing.CAME_TRUE, Standing.SETTLED} else _OPEN
