"""Looking at a site without building it: it is read without its memory, and nothing is written."""

import marshal
from pathlib import Path
from typing import TYPE_CHECKING

from fanwire.errors import Problem, SiteProblems
from fanwire.read.survey import output_folder, survey
from fanwire.records.config import Config, Options
from fanwire.records.memory import Kept, Memory
from fanwire.records.report import Outlook, Weighed
from fanwire.workers import workers

if TYPE_CHECKING:
    from fanwire.records.document import Documents, Text
    from fanwire.records.memory import FindText


def outlook(root: Path, options: Options) -> Outlook:
    """Tell what lies ahead of the site in `root`; raises like `build`, and writes nothing."""
    from fanwire.newsroom.due import outlook as look_ahead
    from fanwire.newsroom.opening import library as open_library

    config, documents = read_site(root, options)
    return look_ahead(documents, config, open_library(documents, config).next_change)


def weigh(root: Path, options: Options, file: str, text: str, about: tuple[str, str]) -> Weighed:
    """Tell what would be known on a question (`("s2", "release")`) if the ledger `file` read `text`.

    Raises like `build`, also with what is wrong with the text, and writes nothing.
    """
    from fanwire.newsroom.due import weigh as weigh_ledger
    from fanwire.read.ledgers import parsed_ledger

    config, documents = read_site(root, options)
    problems: list[Problem] = []
    changed = parsed_ledger(text, file, problems)
    if changed is None or problems:
        raise SiteProblems(problems)
    return weigh_ledger(documents, config, changed, *about)


def read_site(root: Path, options: Options) -> "tuple[Config, Documents]":
    """Read a site without its memory, for the commands that look at it; raises SiteProblems and UsageError."""
    config, documents, _ = read_whole(root, options)
    return config, documents


def read_whole(root: Path, options: Options) -> "tuple[Config, Documents, FindText]":
    """Read a site without its memory, and the texts of its bodies too; raises like `read_site`."""
    from fanwire.read.documents import documents as read_documents
    from fanwire.read.settings import config as read_config

    root = root.resolve()
    found = survey(root)
    config = read_config(root, options)
    kept: list[Kept] = []
    with workers(options.jobs) as find_workers:
        documents, reading = read_documents(
            config, found, Memory(output_folder(root, options.output)), lambda _: {}, kept.append, find_workers
        )
    texts = {each.key: each.text for each in kept}

    def find_text(file: str) -> "Text":
        words: Text = marshal.loads(texts[reading.keys[file]])  # noqa: S302 - it was parsed just now
        return words

    return config, documents, find_text
