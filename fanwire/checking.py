"""`check` and `audit`: the steps in order, as in `pipeline`; they read and never write.

A site that can't be built is reported in the same list as what the desk should look at: its problems are errors.
"""

from collections.abc import Iterable
from pathlib import Path

from fanwire.desk.audit import saved_page
from fanwire.desk.outside_links import unanswered
from fanwire.errors import SiteProblems
from fanwire.looking import read_site
from fanwire.newsroom.checks.audited import audited, names_show, written_on
from fanwire.newsroom.checks.rules import NO_ANSWER, examined, heard
from fanwire.newsroom.checks.stories import facts_of, ledger_findings, links_of, outside_findings, stories, story
from fanwire.newsroom.checks.subscribers import AGAIN, sent_again, subscribers, taken_addresses
from fanwire.newsroom.due import open_all
from fanwire.read.manuscripts import ledger_silences, manuscript
from fanwire.recording import Today, site_of_today
from fanwire.records.check import Audit, CheckReport, Finding, OutsideLink, Passage, Silence, Story
from fanwire.records.config import Config, Options
from fanwire.records.document import Documents
from fanwire.records.ledger import Ledger
from fanwire.records.record import Record


def check(root: Path, options: Options, *, external: bool = False) -> CheckReport:
    """Tell everything that is wrong or weak in the site in `root`, in drafts and scheduled articles too.

    With `external` it asks every page that is linked to, over the network. Raises UsageError when `root` is no site.
    """
    try:
        return _report(site_of_today(root, options), external=external)
    except SiteProblems as found:
        findings = tuple(Finding(each.where, "FW001", each.message, each.hint, "error") for each in found.problems)
        return CheckReport(findings, len({finding.where.file for finding in findings}), 0)


def audit(file: Path, root: Path | None, options: Options) -> Audit:
    """Tell what a saved page claims and what is wrong with it; with the site in `root`, what that knows stands beside.

    Raises UsageError when the file or the site isn't there, SiteProblems when the site can't be read.
    """
    page = saved_page(file)
    if root is None:
        return audited(page, None)
    config, documents = read_site(root, options)
    ledgers = {each.ledger.show: each.ledger for each in open_all(documents.ledgers, documents, config)}
    today = config.now.date()
    then = [show for show in facts_of(documents, ledgers, written_on(page) or today) if names_show(page, show)]
    return audited(page, story(page.manuscript, documents, then), facts_of(documents, ledgers, today))


def _report(today: Today, *, external: bool) -> CheckReport:
    documents, config = today.documents, today.config
    ledgers = {each.ledger.show: each.ledger for each in open_all(documents.ledgers, documents, config)}
    published = _published(today)
    looked = [*_texts(documents, ledgers, config, published), *_ledgers(documents, ledgers, config)]
    dead = unanswered(link.address for each in looked for link in each.links) if external else {}
    findings: list[Finding] = []
    silenced = 0
    for each in looked:
        gone = outside_findings(each.links, dead)
        left, count = heard((*each.findings, *gone), each.silences, each.passages, () if external else (NO_ANSWER,))
        findings += left
        silenced += count
    again = sum(finding.code == AGAIN for each in published.values() for finding in each)
    received = subscribers(documents.published, today.texts, again) if documents.published.authority else None
    return CheckReport(tuple(sorted(findings)), len(looked), silenced, received)


class _Looked(Record, frozen=True):
    """A file that was looked at: what was found in it, and what decides which of that is reported."""

    findings: tuple[Finding, ...]
    silences: tuple[Silence, ...]
    links: tuple[OutsideLink, ...]
    passages: tuple[Passage, ...] = ()


def _published(today: Today) -> dict[str, list[Finding]]:
    """Compare the site with what was recorded of it; gives findings by file."""
    documents = today.documents
    kinds = (documents.articles, documents.pages, documents.shows, documents.people, documents.authors)
    by_file = {each.file: each for kind in kinds for each in kind}
    found: dict[str, list[Finding]] = {}
    for compare in (sent_again, taken_addresses):
        for finding in compare(documents.published, today.texts, by_file):
            found.setdefault(finding.where.file, []).append(finding)
    return found


def _texts(
    documents: Documents, ledgers: dict[str, Ledger], config: Config, published: dict[str, list[Finding]]
) -> Iterable[_Looked]:
    for each in _stories(documents, ledgers, config):
        text = each.manuscript
        found = (*examined(each), *published.get(text.file, ()))
        yield _Looked(found, text.silences, text.links, text.passages)
    for author in documents.authors:  # no rule looks at these
        if author.file in published:
            yield _Looked(tuple(published[author.file]), (), ())


def _ledgers(documents: Documents, ledgers: dict[str, Ledger], config: Config) -> Iterable[_Looked]:
    for file in documents.ledgers:
        ledger = ledgers[file.show]
        found = tuple(ledger_findings([ledger], config.now.date()))
        yield _Looked(found, ledger_silences(file, config.root), tuple(links_of(ledger)))


def _stories(documents: Documents, ledgers: dict[str, Ledger], config: Config) -> Iterable[Story]:
    texts = (*documents.articles, *documents.pages, *documents.shows, *documents.people)
    manuscripts = {each.file: manuscript(each, config.root) for each in texts}
    return stories(documents, manuscripts, ledgers, config)
