"""What subscribers will receive, compared with what was recorded: new, updated, or the same thing once more."""

from collections.abc import Iterator, Mapping, Sequence

from fanwire.records.check import Finding, Subscribers
from fanwire.records.document import Document
from fanwire.records.published import Published, PublishedText

AGAIN, TAKEN = "FW701", "FW702"


def subscribers(record: Published, today: Sequence[PublishedText], again: int) -> Subscribers:
    """Count what feed readers will show: `Subscribers(new=2, updated=1, again=0)`. `today` are the public texts."""
    known = {text.id: text for text in record.articles}
    articles = [text for text in today if text.id]
    updated = sum(text.id in known and known[text.id].seen != text.seen for text in articles)
    return Subscribers(sum(text.id not in known for text in articles) - again, updated, again)


def sent_again(
    record: Published, today: Sequence[PublishedText], documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """Find articles that feed readers have under one id and would get under another.

    An article is the same if it lies in the recorded file, or has the recorded address, and nothing else carries the
    recorded id; or if it says word for word what was recorded.
    """
    known = {text.id for text in record.articles}
    carried = {text.id for text in today}
    left = [text for text in record.articles if text.id not in carried]
    of_file = {text.file: text for text in left}
    of_address = {each.address: text for text in left for each in text.addresses}
    of_words = {text.seen: text for text in record.articles if text.seen}
    for text in today:
        if not text.id or text.id in known:
            continue
        same = of_file.get(text.file) or of_address.get(text.addresses[-1].address)
        twin = of_words.get(text.seen)
        where = documents[text.file].where("id")
        if same:
            message = f'id: subscribers have this article as "{same.id}" and would be sent it again'
            yield Finding(where, AGAIN, message, f'write id: "{same.id}"', "error")
        elif twin:
            message = f'id: subscribers have the same words as "{twin.id}", which was {twin.file}'
            yield Finding(where, AGAIN, message, f'if it is the same article, write id: "{twin.id}"', "error")


def taken_addresses(
    record: Published, today: Sequence[PublishedText], documents: Mapping[str, Document]
) -> Iterator[Finding]:
    """Find texts at an address that another text, which is still there, had before: old links now lead to this one."""
    there = {(text.id or text.file) for text in today}
    owners = {
        each.address: text
        for text in (*record.texts, *record.articles)
        if (text.id or text.file) in there
        for each in text.addresses
    }
    for text in today:
        address = text.addresses[-1].address
        owner = owners.get(address)
        if owner and (owner.id or owner.file) != (text.id or text.file):
            message = f"{address} was the address of {owner.file}; old links to that lead here now"
            yield Finding(documents[text.file].where("slug"), TAKEN, message, "give this one another slug")
