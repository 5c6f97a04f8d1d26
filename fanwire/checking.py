"""`check` and `audit`: the steps in order, as in `pipeline`; they read and never write.

A site that can't be built is reported in the same list as what the desk should look at: its problems are errors.
"""

from collections.abc import Iterable
from pathlib import Path

from fanwire.desk.audit import saved_page
from fanwire.errors import SiteProblems
from fanwire.newsroom.checks.audited import audited, names_show, written_on
from fanwire.newsroom.checks.rules import examined, heard
from fanwire.newsroom.checks.stories import facts_of, ledger_findings, stories, story
from fanwire.newsroom.due import open_all
from fanwire.newsroom.opening import library as open_library
from fanwire.pipeline import read_site
from fanwire.plan.site import site as plan_site
from fanwire.read.manuscripts import ledger_silences, manuscript
from fanwire.records.check import Audit, CheckReport, Finding, Story
from fanwire.records.config import Config, Options
from fanwire.records.document import Documents
from fanwire.records.ledger import Ledger


def check(root: Path, options: Options) -> CheckReport:
    """Tell everything that is wrong or weak in the site in `root`, in drafts and scheduled articles too.

    Raises UsageError when `root` is no site.
    """
    try:
        config, documents = read_site(root, options)
        plan_site(open_library(documents, config), config)
        return _report(documents, config)
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


def _report(documents: Documents, config: Config) -> CheckReport:
    ledgers = {each.ledger.show: each.ledger for each in open_all(documents.ledgers, documents, config)}
    findings: list[Finding] = []
    silenced = files = 0
    for each in _stories(documents, ledgers, config):
        text = each.manuscript
        left, count = heard(examined(each), text.silences, text.passages)
        findings += left
        silenced, files = silenced + count, files + 1
    for file in documents.ledgers:
        own = ledger_findings([ledgers[file.show]], config.now.date())
        left, count = heard(own, ledger_silences(file, config.root))
        findings += left
        silenced, files = silenced + count, files + 1
    return CheckReport(tuple(sorted(findings)), files, silenced)


def _stories(documents: Documents, ledgers: dict[str, Ledger], config: Config) -> Iterable[Story]:
    texts = (*documents.articles, *documents.pages, *documents.shows, *documents.people)
    manuscripts = {each.file: manuscript(each, config.root) for each in texts}
    return stories(documents, manuscripts, ledgers, config)
