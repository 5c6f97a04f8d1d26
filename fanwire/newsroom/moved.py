"""How the release date moved: the day on which each answer was given against the time that it promised, as a chart.

The chart ends where the answers do, not at today: a line at today would change the page every day.
"""

from datetime import date

from fanwire.newsroom.answers import known
from fanwire.newsroom.voices import Speaking
from fanwire.records.ledger import AnswerInWords, SeasonState, VagueDate
from fanwire.records.told import Bar, Chart, Tick

_FEWEST, _MOST_TICKS, _LONGEST = 2, 8, 60
_THINNEST = 0.8  # hundredths; a single day can still be seen


def chart(state: SeasonState, speaking: Speaking) -> Chart | None:
    """Draw the answers to `release` in the order in which they were given; None when fewer than two can be drawn.

    Positions are hundredths of the width, as text: a bar from `"50.00%"`, `"12.50%"` wide.
    """
    asked = state.question("release")
    if not asked:
        return None
    told = known(asked, {})
    spoken = [each for each in ((told.best,) if told.best else ()) + told.others + told.fallen if _can_be_drawn(each)]
    spoken.sort(key=lambda each: (_said(each), _window(each).first, _window(each).last))
    if len(spoken) < _FEWEST:
        return None
    first = min(min(_said(each), _window(each).first) for each in spoken).year
    last = max(max(_said(each), _window(each).last) for each in spoken).year
    if last - first > _LONGEST or last >= date.max.year:
        return None
    begin, width = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal() - date(first, 1, 1).toordinal()

    def at(day: int) -> float:
        return 100 * (day - begin) / width

    bars = []
    for each in spoken:
        start, end = at(_window(each).first.toordinal()), at(_window(each).last.toordinal() + 1)
        voice = speaking.of_answer(asked.question, each)
        long = max(end - start, _THINNEST)
        bars.append(
            Bar(
                voice, _percent(at(_said(each).toordinal())), _percent(start), _percent(long), each.answer.standing.fell
            )
        )
    step = -(-(last + 1 - first) // _MOST_TICKS)
    years = range(first, last + 1, step)
    return Chart(tuple(bars), tuple(Tick(_percent(at(date(year, 1, 1).toordinal())), str(year)) for year in years))


def _can_be_drawn(spoken: AnswerInWords) -> bool:
    value = spoken.answer.value
    return isinstance(value, VagueDate) and not value.yearless and bool(spoken.answer.affirmations)


def _said(spoken: AnswerInWords) -> date:
    """Give the day on which it was first said; the middle of a month or year when no more is known."""
    dated = spoken.answer.affirmations[0].dated
    return date.fromordinal((dated.first.toordinal() + dated.last.toordinal()) // 2)


def _window(spoken: AnswerInWords) -> VagueDate:
    value = spoken.answer.value
    if not isinstance(value, VagueDate):
        raise TypeError(value)
    return value


def _percent(value: float) -> str:
    return f"{value:.2f}%"
