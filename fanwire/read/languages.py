"""What a language calls its months and how it writes dates, from CLDR. The only module that imports Babel."""

from fanwire.records.calendar_words import CalendarWords


def calendar_words(language: str) -> CalendarWords:
    """Gather the words of a language given as BCP 47, `"ko"` or `"en-GB"`; English where it isn't known."""
    from babel import Locale, UnknownLocaleError
    from babel.dates import get_date_format, parse_pattern

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    names = locale.months["format"]
    month = locale.datetime_skeletons.get("yMMMM") or parse_pattern("MMMM y")
    return CalendarWords(
        months=tuple(names["wide"][number] for number in range(1, 13)),
        short_months=tuple(names["abbreviated"][number] for number in range(1, 13)),
        day=str(get_date_format("long", locale=locale).format),
        short_day=str(get_date_format("medium", locale=locale).format),
        month=str(month.format),
        thousands=str(locale.number_symbols["latn"]["group"]),
        era=str(locale.eras.get("abbreviated", {}).get(1, "")),
    )
