"""Recipes of what the ledgers tell: the whole record of each show, its data, the sources, and what readers wait for."""

import csv
import io
import json
from collections.abc import Iterator

from fanwire.plan.feed_formats import scope_feeds
from fanwire.plan.heads import head
from fanwire.plan.paging import below, output_path
from fanwire.records.config import Config
from fanwire.records.library import Library
from fanwire.records.link import Link
from fanwire.records.pages import LedgerPage, SourceEntry, SourcePage, SourcesPage, WaitingPage
from fanwire.records.recipe import Recipe, TemplateRecipe, TextRecipe
from fanwire.records.record import asdict
from fanwire.records.told import LedgerRow, ShowTold, Waiting

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plan_ledgers(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the whole record of each show that has a ledger, `/shows/ID/ledger/`, and the same as JSON and CSV."""
    for told in library.ledgers:
        source = f"content/shows/{told.show.id}/ledger.yaml"
        data = tuple(Link(kind.upper(), f"{told.show.url}ledger.{kind}", kind) for kind in ("json", "csv"))
        trail = (Link("Shows", below(config.home, "shows/")), told.show)
        title = f"{told.show.title}: the whole record"
        text = f"Everything that has been said about {told.show.title}: by whom, when, how firmly, and how it held."
        feeds = scope_feeds("ledgers", Link(f"{told.show.title}: what was said", told.ledger.url), config)
        about = head(config, title, told.ledger.url, description=text, trail=trail, feeds=feeds, current="shows")
        page = LedgerPage(about, told.show, told.record, data)
        yield TemplateRecipe(output_path(told.ledger.url, config.home), source, "ledger.html", page)
        yield TextRecipe(output_path(data[0].url, config.home), source, _json(told))
        yield TextRecipe(output_path(data[1].url, config.home), source, _csv(told))


def plan_sources(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan a page for each source, and the list of all."""
    if not library.sources:
        return
    url = below(config.home, "sources/")
    text = "Who says things about the shows we follow, how much their word can carry, and how it held."
    entries = tuple(SourceEntry(each.link, each.kind, each.weight, each.summary) for each in library.sources)
    about = head(config, "Sources", url, description=text, current="sources")
    yield TemplateRecipe(
        output_path(url, config.home), "content/sources.yaml", "sources.html", SourcesPage(about, entries)
    )
    trail = (Link("Sources", url),)
    for source in library.sources:
        title = source.link.title[:1].upper() + source.link.title[1:]
        text = f"What {source.link.title} said about the shows we follow, and how it held: {source.summary}."
        about = head(
            config, title, source.link.url, description=text, trail=trail, indexed=bool(source.total), current="sources"
        )
        path = output_path(source.link.url, config.home)
        yield TemplateRecipe(path, "content/sources.yaml", "source.html", SourcePage(about, source))


def plan_waiting(library: Library, config: Config) -> Iterator[Recipe]:
    """Plan the list of all seasons that aren't out."""
    if not library.ledgers:
        return
    url = below(config.home, "waiting/")
    text = "Every season that isn't out: how far it is, since when, and the firmest word on when it comes."
    page = WaitingPage(head(config, "What we wait for", url, description=text, current="waiting"), all_waiting(library))
    yield TemplateRecipe(output_path(url, config.home), "the seasons that aren't out", "waiting.html", page)


def all_waiting(library: Library) -> tuple[Waiting, ...]:
    """List the seasons that aren't out, the furthest first, then by show."""
    waiting = [each for told in library.ledgers for each in told.waiting]
    return tuple(sorted(waiting, key=lambda each: (-_stages_done(each), each.show.title.casefold(), each.season)))


def _stages_done(waiting: Waiting) -> int:
    return sum(step.state != "ahead" for step in waiting.way)


def _json(told: ShowTold) -> str:
    """Write the record for scripts: the show, and one object for each answer of each line."""
    lines = [{key.rstrip("_"): value for key, value in asdict(row).items()} for row in told.rows]
    whole = {"show": told.show.id, "title": told.show.title, "lines": lines}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _csv(told: ShowTold) -> str:
    """Write the record as a table (RFC 4180). A cell that a spreadsheet would run begins with an apostrophe."""
    table = io.StringIO()
    writer = csv.writer(table)
    names = LedgerRow.__struct_fields__
    writer.writerow([name.rstrip("_") for name in names])
    for row in told.rows:
        writer.writerow([_harmless(getattr(row, name)) for name in names])
    return table.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGIN_FORMULAS) else cell
