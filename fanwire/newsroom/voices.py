"""Lines and answers of a ledger as readers see them: spelled, labelled, with the way to whoever said it."""

import re
from collections.abc import Iterable, Mapping

from fanwire.newsroom.addresses import address
from fanwire.newsroom.answers import LABELS, cited, label
from fanwire.newsroom.vague_dates import words
from fanwire.records.ledger import (
    UNATTRIBUTED,
    Answer,
    AnswerInWords,
    Entry,
    Ledger,
    Question,
    SeasonLines,
    Standing,
    VagueDate,
    Value,
)
from fanwire.records.link import Link
from fanwire.records.record import Record, field
from fanwire.records.told import Label, Voice

_MACHINE_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


class Speaking(Record, frozen=True):
    """What it takes to show a season's lines: the whole record's address, people's and sources' pages, lines' anchors.

    `spoken` grows: a line is put into words once, and stands in the timeline, in the record and on its source's page.
    """

    ledger: str
    people: Mapping[str, Link]
    sources: Mapping[str, Link]
    anchors: Mapping[object, str]
    spoken: dict[object, Voice] = field(default_factory=dict)

    def spell(self, value: Value) -> str:
        """Spell an answer: `2026-12` -> "December 2026", `lomon` -> "Lomon"."""
        if isinstance(value, VagueDate):
            return words(value)
        return self.people[value].title if value in self.people else value

    def anchor(self, question: str, entry: Entry) -> str:
        """Name a line's place in the whole record: `s2-release-3`."""
        return self.anchors[question, entry.where]

    def of_answer(self, question: Question, spoken: AnswerInWords) -> Voice:
        """Show an answer by the line that is cited for it."""
        return self._voice(question, cited(spoken.answer), [spoken.answer.value], spoken.value, label_of(spoken.answer))

    def of_line(self, question: Question, entries: list[Entry]) -> Voice:
        """Show a line as it was said; a line on several people has an entry for each."""
        first, values = entries[0], [entry.says for entry in entries]
        line = (question.name, first.where, *(entry.key for entry in entries))
        if line not in self.spoken:
            spelled = ", ".join(self.spell(value) for value in values)
            shown = Label(capital(LABELS[first.evidence]), first.evidence.word)
            self.spoken[line] = self._voice(question, first, values, spelled, shown)
        return self.spoken[line]

    def together(self, question: Question, spoken: list[AnswerInWords]) -> Voice:
        """Show answers that hold at once and come from one line, such as a cast, as one."""
        values = [each.answer.value for each in spoken]
        spelled = ", ".join(each.value for each in spoken)
        return self._voice(question, cited(spoken[0].answer), values, spelled, label_of(spoken[0].answer))

    def _voice(self, question: Question, entry: Entry, values: list[Value], spelled: str, shown: Label) -> Voice:
        nobody = entry.source.id == UNATTRIBUTED
        people = tuple(self.people[value] for value in values if isinstance(value, str) and value in self.people)
        return Voice(
            value=capital(spelled),
            names=people,
            label=shown,
            who="reports" if nobody else entry.source.name,
            source=self.sources[entry.source.id],
            said=words(entry.dated),
            url=entry.url,
            line=f"{self.ledger}#{self.anchor(question.name, entry)}",
        )


def source_links(ledger: Ledger, home: str) -> dict[str, Link]:
    """Find the page of every source that a ledger cites."""
    cited_sources = {entry.source for season in ledger.seasons for asked in season.questions for entry in asked.entries}
    return {each.id: Link(each.name, address(home, "sources", each.id), each.id) for each in cited_sources}


def anchors(season: SeasonLines) -> dict[object, str]:
    """Name each line of a season by its place in the file, which never changes, as lines are only ever added."""
    named: dict[object, str] = {}
    for lines in season.questions:
        places = dict.fromkeys(sorted(entry.where for entry in lines.entries))
        named |= {
            (lines.question.name, where): f"{season.id}-{lines.question.name}-{number}"
            for number, where in enumerate(places, 1)
        }
    return named


def label_of(answer: Answer) -> Label:
    """Label an answer: `Label("Reported", "reported")`, `Label("Lapsed", "lapsed")`."""
    if answer.standing.fell:
        return standing_label(answer)
    style = "disputed" if answer.standing is Standing.DISPUTED else answer.evidence.word
    return Label(capital(label(answer)), style)


def standing_label(answer: Answer) -> Label:
    """Label where an answer stands: `Label("Came true", "came-true")`."""
    return Label(capital(answer.standing.value), answer.standing.value.replace(" ", "-"))


def machine_date(dated: VagueDate) -> str:
    """Write when something was said for machines: `2024-04`; the last day of what HTML has no form for."""
    return dated.text if _MACHINE_DATE.fullmatch(dated.text) else dated.last.isoformat()


def by_line(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Put the entries of one line together again: one for each person that it names."""
    lines: dict[object, list[Entry]] = {}
    for entry in entries:
        lines.setdefault(entry.where, []).append(entry)
    return list(lines.values())


def capital(text: str) -> str:
    """Begin with a capital letter, and leave the rest: "better finish" -> "Better finish"."""
    return text[:1].upper() + text[1:]
