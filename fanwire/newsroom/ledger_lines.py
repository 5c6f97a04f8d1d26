"""A show's ledger out of the plain values of its file: what the lines mean, and everything that is wrong with them.

The file maps seasons to questions to lines; a show's own questions stand beside the seasons, under `questions`:

    questions:
      virus: {title: Where does the virus come from?, kind: text, many: yes}
    s2:
      release:
        - {says: 2026-12, as: rumoured, date: 2026-02-22, by: unattributed, url: "https://..."}
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.newsroom.questions import STANDARD, key_of
from fanwire.newsroom.vague_dates import FORMS, vague_date
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Entry,
    Evidence,
    Kind,
    Ledger,
    Need,
    Question,
    QuestionLines,
    SeasonLines,
    Source,
    Tier,
    VagueDate,
    Value,
)
from fanwire.records.matter import SourceMatter
from fanwire.records.record import Record

Path = tuple[str | int, ...]

_KEYS = ("says", "as", "date", "by", "url", "note", "replaces", "needs")
_REQUIRED = _KEYS[:4]
_LEVELS = {evidence.word: evidence for evidence in Evidence}
_MOST_LINES = 1000  # settling a question compares its lines with each other
_OWN_KEYS = ("title", "kind", "many", "tolerance")
_KINDS = {"text": Kind.TEXT, "date": Kind.DATE, "people": Kind.PEOPLE}
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_T = TypeVar("_T")


class Register(Record, frozen=True):
    """What lines may refer to: who says things, whose names a cast may hold, and the show's seasons.

    None for `people` or `seasons` leaves them unchecked.
    """

    sources: Mapping[str, SourceMatter]
    people: Collection[str] | None = None
    seasons: Collection[str] | None = None


def ledger_from(
    show: str, tree: Mapping[str, object], places: Mapping[Path, Where], register: Register
) -> tuple[Ledger, tuple[Problem, ...]]:
    """Make the ledger of `show` out of its file as text values, lists and mappings.

    `places` tells where each value stands: `("s2", "release", 0, "says") -> Where("content/...", 7, 9)`. A line with a
    problem is left out of the ledger; all problems come back, none is raised.
    """
    desk = _Desk(places, [], {id_: _source(id_, matter) for id_, matter in register.sources.items()}, register, {})
    desk.sources.setdefault(UNATTRIBUTED, Source(UNATTRIBUTED, "nobody named", Tier.UNSOURCED, Tier.UNSOURCED.rank))
    questions = (*STANDARD, *_own_questions(desk, tree.get("questions")))
    seasons = tuple(
        _season(desk, id_, value, questions) for id_, value in sorted(tree.items()) if _is_season(desk, id_)
    )
    return Ledger(show, questions, seasons), tuple(desk.problems)


class _Desk(Record, frozen=True):
    """What reading one ledger needs at hand; `problems` grows."""

    places: Mapping[Path, Where]
    problems: list[Problem]
    sources: dict[str, Source]
    register: Register
    dates: dict[str, VagueDate | None]

    def object(self, path: Path, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.where(path), message, hint))

    def date(self, text: str) -> VagueDate | None:
        """Read a date once; the same ones come often."""
        if text not in self.dates:
            self.dates[text] = vague_date(text)
        return self.dates[text]

    def where(self, path: Path) -> Where:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Where("ledger.yaml"))

    def value(self, question: Question, text: str) -> Value | None:
        """Type an answer: a date for a date question, else the text itself."""
        return self.date(text) if question.kind is Kind.DATE else " ".join(text.split()) or None

    def choose(self, path: Path, what: str, text: str, options: Mapping[str, _T]) -> _T | None:
        if text in options:
            return options[text]
        self.object(path, f'unknown {what} "{text}"{did_you_mean(text, options)}')
        return None


def _source(id_: str, matter: SourceMatter) -> Source:
    tier = Tier(matter.tier)
    return Source(id_, matter.name, tier, tier.rank)


def _is_season(desk: _Desk, id_: str) -> bool:
    seasons = desk.register.seasons
    if id_ == "questions":
        return False
    if seasons is not None and id_ not in seasons:
        desk.object(
            (id_, ""), f'unknown season "{id_}"', f"the show's index.md has {', '.join(sorted(seasons)) or 'none'}"
        )
        return False
    return True


def _own_questions(desk: _Desk, value: object) -> Iterable[Question]:
    """Yield the questions that the show adds to the standard ones."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        desk.object(("questions",), "expected names of questions, each with {title: ..., kind: ...}")
        return
    taken = {question.name for question in STANDARD}
    for name, given in value.items():
        path: Path = ("questions", name)
        fields = given if isinstance(given, Mapping) else {}
        unknown = [key for key in fields if key not in _OWN_KEYS]
        for key in unknown:
            desk.object((*path, key, ""), f'unknown key "{key}"{did_you_mean(key, _OWN_KEYS)}')
        title, tolerance = str(fields.get("title", "")), str(fields.get("tolerance", "0"))
        kind = desk.choose((*path, "kind"), "kind of question", str(fields.get("kind", "text")), _KINDS)
        many = desk.choose((*path, "many"), "value", str(fields.get("many", "no")), _FLAGS)
        if name in taken:
            desk.object(path, f'"{name}" is a question that every season has', "choose another name")
        elif not title:
            desk.object(path, f'the question "{name}" has no title', f"{name}: {{title: What readers see, kind: text}}")
        elif not tolerance.isdecimal():
            desk.object((*path, "tolerance"), f'tolerance: expected a number of days, got "{tolerance}"')
        elif kind and many is not None:
            yield Question(name, title, kind, many, min(int(tolerance), 366))


def _season(desk: _Desk, id_: str, value: object, questions: Sequence[Question]) -> SeasonLines:
    """Read one season: its questions in the order of `questions`."""
    if not isinstance(value, Mapping):
        desk.object((id_,), f"{id_}: expected questions, each with a list of lines")
        return SeasonLines(id_, ())
    names = {question.name: question for question in questions}
    found: dict[str, QuestionLines] = {}
    for name, lines in value.items():
        question = desk.choose((id_, name, ""), "question", name, names)
        if question:
            entries = tuple(sorted(_entries(desk, (id_, name), question, lines, names), key=_line_order))
            found[name] = QuestionLines(question, entries)
    standard, own = names.keys() & {q.name for q in STANDARD}, sorted(names)
    ordered = [*(q.name for q in STANDARD if q.name in standard), *(name for name in own if name not in standard)]
    return SeasonLines(id_, tuple(found[name] for name in ordered if name in found))


def _line_order(entry: Entry) -> tuple[object, ...]:
    """Order lines by content, so that their order in the file doesn't matter."""
    return (entry.counts_from, entry.dated.first, entry.key, entry.source.id, entry.claimed, entry.url, entry.where)


def _entries(
    desk: _Desk, path: Path, question: Question, lines: object, names: Mapping[str, Question]
) -> Iterable[Entry]:
    """Yield the lines of one question, one entry for each person that a line names."""
    if not isinstance(lines, Sequence) or isinstance(lines, str):
        desk.object(path, f"{path[-1]}: expected a list of lines", "- {says: ..., as: ..., date: ..., by: ...}")
        return
    if len(lines) > _MOST_LINES:
        desk.object(path, f"{len(lines):,} lines on one question; at most {_MOST_LINES:,} are read")
    for number, line in enumerate(lines[:_MOST_LINES]):
        at = (*path, number)
        if isinstance(line, Mapping):
            yield from _line(desk, at, question, line, names)
        else:
            desk.object(at, "expected a line", "- {says: ..., as: ..., date: ..., by: ...}")


def _line(
    desk: _Desk, at: Path, question: Question, line: Mapping[str, object], names: Mapping[str, Question]
) -> Iterable[Entry]:
    before = len(desk.problems)
    _check_keys(desk, at, line)
    values = list(_says(desk, (*at, "says"), question, line.get("says")))
    text = {key: value for key, value in line.items() if isinstance(value, str)}
    claimed = desk.choose((*at, "as"), "level of evidence", text["as"], _LEVELS) if "as" in text else None
    source = desk.choose((*at, "by"), "source", text["by"], desk.sources) if "by" in text else None
    day = desk.date(text.get("date", ""))
    if "date" in text and (day is None or day.yearless):
        desk.object(
            (*at, "date"),
            f'date: expected a date, got "{text["date"]}"',
            "write 2026-02-22, or 2026-02 if no more is known",
        )
    replaces = desk.value(question, text["replaces"]) if "replaces" in text else None
    if "replaces" in text and replaces is None:
        desk.object((*at, "replaces"), f'replaces: expected a date, got "{text["replaces"]}"', FORMS)
    needs = _need(desk, (*at, "needs"), text["needs"], names) if "needs" in text else None
    if len(desk.problems) > before or claimed is None or source is None or day is None:
        return
    evidence = claimed if claimed < 0 else min(claimed, source.tier.cap)
    for value in values:
        yield Entry(
            value, key_of(value), claimed, evidence, day, day.last, source, text.get("url", ""), text.get("note", ""),
            replaces, needs, desk.where(at),
        )  # fmt: skip


def _check_keys(desk: _Desk, at: Path, line: Mapping[str, object]) -> None:
    for key, value in line.items():
        if key not in _KEYS:
            desk.object((*at, key, ""), f'unknown key "{key}"{did_you_mean(key, _KEYS)}')
        elif key != "says" and not isinstance(value, str):
            desk.object((*at, key), f"{key}: expected text")
    for key in _REQUIRED:
        if key not in line:
            desk.object(
                at, f'the line has no "{key}"', "a line says who (by), what (says), how firmly (as) and when (date)"
            )
    url = line.get("url", "")
    if isinstance(url, str) and url and not url.startswith(("https://", "http://")):
        desk.object((*at, "url"), f'url: expected an address, got "{url}"', "it begins with https://")


def _says(desk: _Desk, path: Path, question: Question, given: object) -> Iterable[Value]:
    """Yield what a line says: one value, or each person of a list."""
    several = given if isinstance(given, Sequence) and not isinstance(given, str) else () if given is None else (given,)
    if len(several) > 1 and not question.many:
        desk.object(
            path, f"{question.name} has one answer, and this line gives {len(several)}", "write a line for each"
        )
    for text in several:
        value = desk.value(question, text) if isinstance(text, str) else None
        if value is None:
            wanted = "a date" if question.kind is Kind.DATE else "text"
            desk.object(path, f'says: expected {wanted}, got "{text}"', FORMS if question.kind is Kind.DATE else "")
        elif question.kind is Kind.PEOPLE and desk.register.people is not None and value not in desk.register.people:
            desk.object(path, f'unknown person "{value}"{did_you_mean(str(value), desk.register.people)}')
        else:
            yield value


def _need(desk: _Desk, path: Path, text: str, names: Mapping[str, Question]) -> Need | None:
    """Read `"filming-start 2024"`: a question and the answer to it."""
    name, _, says = text.strip().partition(" ")
    question = desk.choose(path, "question", name, names)
    value = desk.value(question, says.strip()) if question else None
    if question and value is None:
        desk.object(
            path, f'needs: expected a question and an answer to it, got "{text}"', 'like needs: "filming-start 2024"'
        )
    return Need(name, key_of(value)) if value is not None else None
