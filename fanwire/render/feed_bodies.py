"""An article's body as a feed carries it.

It is plain HTML with absolute addresses, and nothing in it needs our style or scripts.
"""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from fanwire.records.library import Article, CastTable, Gallery, Pieces, Quote, ReadMore, Spoiler, Video
from fanwire.records.memory import FindText
from fanwire.records.told import Change, ClaimNote, Fact, KnownTable, Saying, Timeline, Voice
from fanwire.render.filling import filled

_ADDRESS = re.compile(r'(\s(?:href|src|poster))="(#|//?)')
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


FindFeedBody = Callable[[Article], str]
"""Finds an article's body as feeds carry it."""


def feed_body_finder(find_text: FindText, base_url: str, home: str) -> FindFeedBody:
    """Make a function that dresses each body once, however many feeds it is in."""
    known: dict[str, str] = {}

    def find(article: Article) -> str:
        url = article.card.url
        if url not in known:
            pieces = filled(article.prose, find_text(article.prose.file))
            body = feed_body((_since(article.since), *pieces), base_url + url.removeprefix(home), base_url)
            known[url] = body
        return known[url]

    return find


def feed_body(pieces: Pieces, url: str, base_url: str) -> str:
    """Dress a body for feed readers.

    `url` is the article's absolute address; spoilers are replaced by their safe text.
    """
    parts = urlsplit(base_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    html = _PERMALINK.sub("", _html(pieces, url))
    starts = {"#": url, "/": origin, "//": f"{parts.scheme}:"}
    return printable(_ADDRESS.sub(lambda m: f'{m[1]}="{starts[m[2]]}{m[2]}', html))


def printable(text: str) -> str:
    """Take out control characters, which no XML may hold (XML 1.0, section 2.2)."""
    return _CONTROL.sub("", text)


def _html(pieces: Pieces, url: str) -> str:  # noqa: C901 - one case for each kind of piece, in sight of each other
    made = []
    for part in pieces:
        match part:
            case str():
                made.append(part)
            case Spoiler():
                made.append(_spoiler(part, url))
            case CastTable():
                made.append(_cast(part))
            case ReadMore():
                made.append(
                    f'<p>Read more: <a href="{escape(part.card.url)}">{escape(part.card.title, quote=False)}</a></p>'
                )
            case Video():
                title = escape(part.title or "Watch the video", quote=False)
                made.append(f'<p><a href="{escape(part.url)}">{title}</a></p>')
            case Gallery():
                made.append(_html(part.inner, url))
            case KnownTable():
                made.append(f"<p><strong>{_text(part.title)}</strong></p><ul>{''.join(map(_fact, part.facts))}</ul>")
            case Timeline():
                said = (saying for year in part.years for saying in year.sayings)
                made.append(f"<p><strong>{_text(part.title)}</strong></p><ul>{''.join(map(_saying, said))}</ul>")
            case ClaimNote():
                made.append(_answer(part))
            case Quote():
                cite = f"<p>{escape(part.cite, quote=False)}</p>" if part.cite else ""
                made.append(f"<blockquote>{_html(part.inner, url)}{cite}</blockquote>")
    return "".join(made)


def _spoiler(part: Spoiler, url: str) -> str:
    if part.inline:
        return escape(part.safe or "[spoiler]", quote=False)
    safe = escape(part.safe or f"{part.label}.", quote=False)
    return f'<p>{safe} <a href="{escape(url)}">Read it on the site</a></p>'


def _cast(part: CastTable) -> str:
    rows = "".join(
        f'<tr><td><a href="{escape(line.person.url)}">{escape(line.person.title, quote=False)}</a></td>'
        f"<td>{escape(line.character, quote=False)}</td></tr>"
        for group in part.groups
        for line in group.lines
    )
    return f"<p><strong>{escape(part.title, quote=False)}</strong></p><table>{rows}</table>"


def _since(changes: tuple[Change, ...]) -> str:
    """Say what an article got wrong and what has changed since: "<p><strong>Update (2024-01-01).</strong> ..."."""
    made = []
    for change in changes:
        day = f" ({change.since.isoformat()})" if change.kind == "update" else ""
        text = f"{change.asked}: {change.text}."
        made.append(f"<p><strong>{change.kind.capitalize()}{day}.</strong> {_text(text)}</p>")
    return "".join(made)


def _fact(fact: Fact) -> str:
    return f"<li>{_text(fact.asked)} {_answer(fact)}</li>"


def _answer(fact: Fact | ClaimNote) -> str:
    """Say an answer with its label and its source: "No official date; December 2026 (rumoured: reports, ...)"."""
    voices = [_voice(voice) for voice in fact.voices]
    return "; ".join(voices if fact.told else [_text(fact.answer), *voices])


def _voice(voice: Voice) -> str:
    who = f"{voice.label.text.lower()}: {voice.who}, {voice.said}"
    linked = f'<a href="{escape(voice.url)}">{_text(who)}</a>' if voice.url else _text(who)
    return f"<strong>{_text(voice.value)}</strong> ({linked})"


def _saying(saying: Saying) -> str:
    value = f"<s>{_text(saying.voice.value)}</s>" if saying.struck else _text(saying.voice.value)
    label = f"{saying.voice.label.text.lower()}, {saying.voice.who}"
    return f"<li>{_text(saying.day)}: {_text(saying.asked)}: {value} ({_text(label)})</li>"


def _text(words: str) -> str:
    return escape(words, quote=False)
