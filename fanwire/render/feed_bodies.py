"""An item's text as a feed carries it: plain HTML, spoilers replaced by what may be said, every block in few words."""

from collections.abc import Iterable
from html import escape

from fanwire.records.cards import Image
from fanwire.records.feed import FeedItem, FeedNote
from fanwire.records.memory import FindText
from fanwire.records.prose import CastTable, Gallery, Pieces, Quote, ReadMore, Spoiler, Video
from fanwire.records.told import ClaimNote, Fact, KnownTable, Saying, Timeline, Voice
from fanwire.render.feed_html import feed_html, printable
from fanwire.render.filling import filled


def feed_body(item: FeedItem, find_text: FindText) -> str:
    """Dress an item: its notes, its picture, its text; where the text isn't for feeds, its dek."""
    notes = "".join(map(_note, item.notes))
    picture = _picture(item.image) if item.image else ""
    if item.prose:
        pieces = filled(item.prose, find_text(item.prose.file))
        return printable(notes + picture + feed_html(_html(pieces, item.url), item.url))
    dek = f"<p>{_text(item.dek)}</p>" if item.dek else ""
    return printable(picture + dek + notes)


def _note(note: FeedNote) -> str:
    title = f"<strong>{_text(note.title)}</strong> " if note.title else ""
    more = f" {_link(note.url, note.more)}" if note.url else ""
    return f"<p>{title}{_text(note.text)}{more}</p>"


def _picture(image: Image) -> str:
    """Show a picture with its caption and credit, which go where it goes."""
    credit = ", ".join(filter(None, (image.credit, image.licence)))
    caption = " ".join(filter(None, (image.caption, f"({credit})" if image.caption and credit else credit)))
    shown = f"<figcaption>{_text(caption)}</figcaption>" if caption else ""
    return f"<figure>{_img(image, image.alt)}{shown}</figure>"


def _img(image: Image, alt: str) -> str:
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<img src="{escape(image.src)}" alt="{escape(alt)}"{size}>'


def _html(pieces: Pieces, url: str) -> str:
    return "".join(_piece(part, url) for part in pieces)


def _piece(part: object, url: str) -> str:  # noqa: C901 - one case for each kind of piece, in sight of each other
    match part:
        case str():
            return part
        case Spoiler():
            return _spoiler(part, url)
        case CastTable():
            return _cast(part)
        case ReadMore():
            return f"<p>Read more: {_link(part.card.url, part.card.title)}</p>"
        case Video():
            return _video(part)
        case Gallery():
            return _html(part.inner, url)
        case Quote():
            cite = f"<p>{_text(part.cite)}</p>" if part.cite else ""
            return f"<blockquote>{_html(part.inner, url)}{cite}</blockquote>"
        case KnownTable():
            return _list(_link(part.hub.url, part.title), map(_fact, part.facts))
        case Timeline():
            said = (saying for year in part.years for saying in year.sayings)
            return _list(_link(part.hub.url, part.title), map(_saying, said))
        case ClaimNote():
            return _answer(part)
    return ""


def _spoiler(part: Spoiler, url: str) -> str:
    """Say what may be said, and lead to the rest."""
    if part.inline:
        return _link(url, part.safe or f"[{part.label}]")
    return f"<p>{_text(part.safe or f'{part.label}.')} {_link(url, 'Read it on the site')}</p>"


def _cast(part: CastTable) -> str:
    rows = []
    for group in part.groups:
        if group.title and len(part.groups) > 1:
            rows.append(f'<tr><th colspan="2">{_text(group.title)}</th></tr>')
        rows += [
            f"<tr><td>{_link(line.person.url, line.person.title)}</td><td>{_text(line.character)}</td></tr>"
            for line in group.lines
        ]
    head = "<tr><th>Actor</th><th>Character</th></tr>"
    return f"<table><caption>{_text(part.title)}</caption>{head}{''.join(rows)}</table>"


def _video(part: Video) -> str:
    """Show a video as its picture and its name, both of which lead to it."""
    title = part.title or "Watch the video"
    poster = f'<a href="{escape(part.url)}">{_img(part.poster, title)}</a><br>' if part.poster else ""
    return f"<p>{poster}{_link(part.url, title)}</p>"


def _list(title: str, items: Iterable[str]) -> str:
    return f"<p><strong>{title}</strong></p><ul>{''.join(items)}</ul>"


def _fact(fact: Fact) -> str:
    return f"<li>{_text(fact.asked)} {_answer(fact)}</li>"


def _answer(fact: Fact | ClaimNote) -> str:
    """Say an answer with its label and its source: "No official date; December 2026 (rumoured: reports, ...)"."""
    voices = [_voice(voice) for voice in fact.voices]
    return "; ".join(voices if fact.told else [_text(fact.answer), *voices])


def _voice(voice: Voice) -> str:
    who = f"{voice.label.text.lower()}: {voice.who}, {voice.said}"
    return f"<strong>{_text(voice.value)}</strong> ({_link(voice.url, who) if voice.url else _text(who)})"


def _saying(saying: Saying) -> str:
    value = f"<s>{_text(saying.voice.value)}</s>" if saying.struck else _text(saying.voice.value)
    label = f"{saying.voice.label.text.lower()}, {saying.voice.who}"
    return f"<li>{_text(saying.day)}: {_text(saying.asked)}: {value} ({_text(label)})</li>"


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{_text(words)}</a>'


def _text(words: str) -> str:
    return escape(words, quote=False)
