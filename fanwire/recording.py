"""`record`, and what `check` tells of subscribers: the steps in order, as in `pipeline`, up to what each feed shows."""

from pathlib import Path
from urllib.parse import urlsplit

from fanwire.desk.record import published_text, with_today
from fanwire.desk.writing import write_whole
from fanwire.looking import read_whole
from fanwire.newsroom.opening import library as open_library
from fanwire.newsroom.public_texts import public_texts
from fanwire.plan.feed_items import article_item
from fanwire.plan.site import site as plan_site
from fanwire.records.config import Config, Options
from fanwire.records.document import Documents
from fanwire.records.published import FILE, Added, PublishedText
from fanwire.records.record import Record, replace
from fanwire.render.seen import seen


class Today(Record, frozen=True):
    """A site as it would be published now: what was read, and every public text with what subscribers see of it."""

    config: Config
    documents: Documents
    texts: tuple[PublishedText, ...]
    authority: str


def record(root: Path, options: Options) -> Added:
    """Add what is newly public in the site in `root` to content/published.yaml, and tell what that was.

    Raises SiteProblems when the site can't be built: only what can be published is recorded.
    """
    today = site_of_today(root, options)
    home = urlsplit(today.config.base_url).path
    made, added = with_today(today.documents.published, today.texts, today.authority, home)
    if made != today.documents.published:
        path = today.config.root / FILE
        before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        write_whole(path, published_text(made, before))
    return added


def site_of_today(root: Path, options: Options) -> Today:
    """Read, open and plan the site in `root`; raises like `build`, and writes nothing."""
    config, documents, find_text = read_whole(root, options)
    library = open_library(documents, config)
    plan_site(library, config)
    items = {article.feed_id: article_item(article, library.find_prose, config) for article in library.listed}
    texts = tuple(
        replace(text, updated=items[text.id].updated, seen=seen(items[text.id], find_text, config.base_url))
        if text.id
        else text
        for text in public_texts(library, config)
    )
    return Today(config, documents, texts, library.authority)
