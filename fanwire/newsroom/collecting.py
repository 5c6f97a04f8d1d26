"""Collecting the names and addresses of everything that has a page, before any link is resolved."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from fanwire.newsroom.addresses import address, permalink
from fanwire.newsroom.names import Names, Target
from fanwire.records.config import Config
from fanwire.records.document import Document, Documents
from fanwire.records.link import Link
from fanwire.records.listed import Known
from fanwire.records.matter import ArticleMatter, AuthorMatter, PageMatter, PersonMatter, ShowMatter

M = TypeVar("M")
Pairs = list[tuple[Document, M]]


def collected_names(
    documents: Documents,
    public: "Pairs[ArticleMatter]",
    pages: "Pairs[PageMatter]",
    articles: Sequence[Known],
    config: Config,
) -> Names:
    """Collect everything that has a page, also what isn't public: a link to that is known, but leads nowhere yet."""
    home = config.home
    shown = {document.file for document, _ in (*public, *pages)}
    by_id: dict[str, defaultdict[str, list[Target]]] = {
        kind: defaultdict(list) for kind in ("people", "shows", "articles", "pages", "authors")
    }
    by_file: dict[str, Target] = {}

    def add(kind: str, document: Document, title: str, url: str, *, anchors: bool) -> None:
        known = document.body.anchors if anchors else None
        is_shown = kind in {"people", "shows", "authors"} or document.file in shown
        target = Target(Link(title, url, document.id), kind, is_shown, known)
        by_id[kind][document.id].append(target)
        by_file[document.file] = target

    for each in articles:
        target = Target(Link(each.card.title, each.card.url, each.id), "articles", public=True, anchors=each.anchors)
        by_id["articles"][each.id].append(target)
        by_file[each.listed.file] = target
    for document, matter in pairs_of(documents.articles, ArticleMatter):
        add("articles", document, matter.title, _article_url(document, matter, config), anchors=True)
    for document, page_matter in pairs_of(documents.pages, PageMatter):
        add("pages", document, page_matter.title, address(home, page_matter.slug or document.id), anchors=True)
    for document, show in pairs_of(documents.shows, ShowMatter):
        add("shows", document, show.title, address(home, "shows", document.id), anchors=False)
    for document, person in pairs_of(documents.people, PersonMatter):
        add("people", document, person.name, address(home, "people", document.id), anchors=False)
    for document, writer in pairs_of(documents.authors, AuthorMatter):
        add("authors", document, writer.name, address(home, "authors", document.id), anchors=False)
    frozen = {kind: {identity: tuple(found) for identity, found in targets.items()} for kind, targets in by_id.items()}
    return Names(frozen, by_file)


def _article_url(document: Document, matter: ArticleMatter, config: Config) -> str:
    date = matter.date or config.now
    return permalink(
        config.home,
        config.settings.permalink,
        date=date.astimezone(config.zone),
        slug=matter.slug or document.id,
        section=matter.section,
        identity=document.id,
    )


def owners_of(documents: Documents, articles: Sequence[Known], names: Names) -> dict[str, str]:
    """Find the folders whose pictures stand below their text's own address: those of an index.md."""
    kinds = (documents.articles, documents.pages, documents.shows, documents.people, documents.authors)
    files = [each.listed.file for each in articles]
    owners = {
        file.removesuffix("/index.md"): names.by_file[file].link.url for file in files if file.endswith("/index.md")
    }
    return owners | {
        document.folder: names.by_file[document.file].link.url
        for documents_of_kind in kinds
        for document in documents_of_kind
        if document.file.endswith("/index.md") and names.by_file[document.file].public
    }


def pairs_of(documents: Sequence[Document], kind: type[M]) -> "Pairs[M]":
    """List the documents whose heads are of a kind, each with its head."""
    return [(document, document.matter) for document in documents if isinstance(document.matter, kind)]
