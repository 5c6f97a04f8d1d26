"""What `record` makes of content/published.yaml: it adds what is newly public, and takes nothing away."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from fanwire.records.published import Added, Known, Published, PublishedText
from fanwire.records.record import replace

_HEAD = """\
# What this site has published: every address, and the id of every article in feeds. `record` writes this file;
# commit it with the texts it tells of. Only `gone` is written by hand. docs/content.md explains every key.
"""
_PLAIN = re.compile(r"[\w/][\w/.:%+~@-]*(?:,[\w/.:%+~@-]+)*(?<!:)")


def with_today(record: Published, today: Sequence[PublishedText], authority: str, home: str) -> tuple[Published, Added]:
    """Add to a record what is public today, each text with its one address; and tell what was added.

    `authority` counts for a first record only: ids go on under the host that they began with.
    """
    articles = {text.id: text for text in record.articles}
    texts = {text.file: text for text in record.texts}
    counts = Added()
    for text in today:
        known, key = (articles, text.id) if text.id else (texts, text.file)
        before = known.get(key)
        known[key] = _renewed(before, text) if before else text
        counts = _counted(counts, before, known[key])
    homes = record.homes if home in record.homes else (*record.homes, home)
    made = replace(
        record,
        authority=record.authority or authority,
        homes=homes,
        articles=tuple(
            sorted(articles.values(), key=lambda text: (text.date.timestamp() if text.date else 0.0, text.id))
        ),
        texts=tuple(sorted(texts.values(), key=lambda text: text.file)),
    )
    return made, replace(counts, homes=len(homes) - len(record.homes) if record.authority else 0)


def published_text(record: Published, before: str) -> str:
    """Write the record; what the text `before` says below `gone` is a writer's and stays as it is."""
    parts = [
        f"{_HEAD}\nauthority: {_scalar(record.authority)}\nhomes: {_list(record.homes)}\n",
        "".join(["articles:\n", *map(_article, record.articles)]) if record.articles else "",
        "".join(["texts:\n", *map(_text, record.texts)]) if record.texts else "",
        "".join(f"{line}\n" for line in _gone(before.splitlines())),
    ]
    return "\n".join(filter(None, parts))


def _renewed(before: PublishedText, text: PublishedText) -> PublishedText:
    known = {each.address for each in before.addresses}
    added = tuple(each for each in text.addresses if each.address not in known)
    return replace(before, file=text.file, addresses=before.addresses + added, updated=text.updated, seen=text.seen)


def _counted(counts: Added, before: PublishedText | None, after: PublishedText) -> Added:
    if before is None:
        return replace(counts, articles=counts.articles + bool(after.id), texts=counts.texts + (not after.id))
    return replace(
        counts,
        addresses=counts.addresses + len(after.addresses) - len(before.addresses),
        files=counts.files + (before.file != after.file),
        updated=counts.updated + ((before.seen, before.updated) != (after.seen, after.updated)),
    )


def _article(text: PublishedText) -> str:
    lines = [f"  {_scalar(text.id)}:", f"    file: {_scalar(text.file)}"]
    lines += [f"    {key}: {_moment(when)}" for key, when in (("date", text.date), ("updated", text.updated)) if when]
    lines += [f"    addresses: {_addresses(text.addresses)}"]
    lines += [f"    seen: {_scalar(text.seen)}"] if text.seen else []
    return "".join(f"{line}\n" for line in lines)


def _text(text: PublishedText) -> str:
    return f"  {_scalar(text.file)}: {_addresses(text.addresses)}\n"


def _addresses(addresses: Iterable[Known]) -> str:
    return _list(each.address for each in addresses)


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(_scalar(value, within=True) for value in values)}]"


def _scalar(value: str, *, within: bool = False) -> str:
    """Write a value as YAML: plain where that is safe, else in double quotes; `within` brackets a comma isn't."""
    plain = _PLAIN.fullmatch(value) and not (within and "," in value)
    return value if plain else json.dumps(value, ensure_ascii=False)


def _moment(when: datetime) -> str:
    """Write a moment as writers do: `2026-02-22 18:00 +09:00`."""
    text = when.isoformat(sep=" ", timespec="seconds" if when.second else "minutes")
    return f"{text[:-6]} {text[-6:]}"


def _gone(lines: Sequence[str]) -> Iterator[str]:
    """Find the lines of `gone`, with the comments right above them."""
    start = next((number for number, line in enumerate(lines) if line.startswith("gone:")), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if re.match(r"[A-Za-z]", lines[n])), len(lines))
    while start < len(lines) and start and lines[start - 1].startswith("#"):
        start -= 1
    yield from lines[start:end]
