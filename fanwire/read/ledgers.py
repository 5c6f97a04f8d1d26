"""Reading ledgers: each show's ledger.yaml as text values with their places; the news room knows what they mean."""

import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fanwire.errors import Problem
from fanwire.read.front_matter import decoded
from fanwire.read.yaml_text import parse
from fanwire.records.document import LedgerFile
from fanwire.records.memory import NO_TEXT, FindDocuments, Kept
from fanwire.records.packing import packed


def ledgers(
    files: Sequence[str], root: Path, key: Callable[[str], str], recall: FindDocuments, problems: list[Problem]
) -> tuple[tuple[LedgerFile, ...], tuple[Kept, ...], Mapping[str, str]]:
    """Read ledger files, each from the memory where its bytes are known.

    `key` names a file's parsed form. Gives the ledgers, what the memory shall keep, and the key of each file.
    """
    keys = {file: key(file) for file in files}
    known = recall(list(keys.values())) if keys else {}
    read: list[LedgerFile] = []
    fresh: list[Kept] = []
    for file in files:
        if keys[file] in known:
            read.append(pickle.loads(known[keys[file]]))  # noqa: S301 - our own memory, checked by its digest
            continue
        before = len(problems)
        ledger = _ledger(file, root, problems)
        if ledger and len(problems) == before:
            read.append(ledger)
            fresh.append(Kept(keys[file], packed(ledger), NO_TEXT))
    return tuple(read), tuple(fresh), keys


def _ledger(file: str, root: Path, problems: list[Problem]) -> LedgerFile | None:
    text = decoded((root / file).read_bytes(), file, problems)
    return parsed_ledger(text, file, problems) if text is not None else None


def parsed_ledger(text: str, file: str, problems: list[Problem]) -> LedgerFile | None:
    """Read the text of a ledger, not yet on the disk perhaps: `("s2: ...", "content/shows/x/ledger.yaml", [])`."""
    tree = parse(text, file, 1, problems)
    return LedgerFile(Path(file).parent.name, file, dict(tree.value), tree.positions) if tree else None
