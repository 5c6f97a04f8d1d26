"""Typing of heads: the quick checks and pydantic's models, made from the same annotations, come to the same records."""

from typing import TYPE_CHECKING, Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwire.read.checks import Wrong
from fanwire.read.schema import record_check
from fanwire.read.schema_models import validated
from fanwire.read.yaml_text import Tree
from fanwire.records.config import Settings
from fanwire.records.matter import Matter, SourceMatter
from fanwire.records.published import PublishedMatter

if TYPE_CHECKING:
    from fanwire.errors import Problem
from fanwire.records.record import fields

RECORDS = (*get_args(Matter), PublishedMatter, SourceMatter, Settings)
SEOUL = ZoneInfo("Asia/Seoul")
KEYS = st.sampled_from((
    "title", "date", "updated", "slug", "authors", "shows", "people", "tags", "section", "description", "image", "src",
    "alt", "featured", "draft", "toc", "expires", "aliases", "spoilers", "comments", "corrections", "claims", "series",
    "id", "text", "show", "season", "question", "says", "name", "tier", "url", "kind", "ids", "crew", "cast", "seasons",
    "s1", "main", "person", "as", "as_", "episodes", "base_url", "timezone", "feeds", "items", "scopes", "permalink",
    "page_size", "language", "navigation", "untrusted", "links", "roles", "released", "tag", "",
))  # fmt: skip
WORDS = st.sampled_from((
    "word", " word ", "", " ", "park-ji-hu", "Park Ji-hu", "가나", "2026-02-22", "2026-02-22 18:00 +09:00",
    "2026-02-30", "yes", "no", "true", "False", "12", "0", "open", " open", "series", "official", "tags",
    "https://x.example/", "UTC", "en-GB", "xx-", "Asia/Seoul",
    "javascript:alert(1)", "/about/", "//x.example", "/{year}/{slug}/", "ko", "https://[",
))  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)), max_leaves=6
)
# Right heads to begin with, so that not all is refused for want of a title.
RIGHT = {
    "title": "Filming wraps", "date": "2026-02-22", "name": "Netflix", "tier": "official", "kind": "series",
    "base_url": "https://herald.example/", "shows": ["a-show"], "image": {"src": "a.svg", "alt": "A school"},
    "corrections": [{"date": "2026-02-22", "text": "x"}], "cast": {"main": [{"person": "lomon", "as": "Su-hyeok"}]},
    "seasons": {"s1": {"episodes": "12", "cast": {"main": [{"person": "lomon"}]}}}, "sections": {"a": {"title": "A"}},
    "claims": [{"show": "a", "season": "s2", "question": "release", "says": "2026"}], "featured": "yes",
    "links": [{"name": "x", "url": "https://x.example/"}], "feeds": {"items": "20", "scopes": ["tags", "shows"]},
}  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
@settings(max_examples=200)
@given(keys=st.sets(st.sampled_from(sorted(RIGHT))), changes=st.dictionaries(KEYS, VALUES, max_size=3))
def test_quick_checks_and_pydantic_make_the_same_record(record: type, keys: set[str], changes: dict[str, Any]) -> None:
    known = {each.name for each in fields(record)}
    value: dict[str, Any] = {
        key: RIGHT[key] for key in RIGHT if key in known and key in keys | {"title", "name", "base_url"}
    }
    value |= {key: each for key, each in changes.items() if key in known or len(key) % 2}
    problems: list[Problem] = []
    made = validated(record, Tree(value), "a.md", SEOUL, problems)
    assert (made is None) == bool(problems)
    try:
        assert repr(record_check(record)(value, SEOUL)) == repr(made)  # the time zones too
    except Wrong:
        assert made is None
