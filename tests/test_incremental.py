"""The law of incremental builds, tried with random edits: what one leaves equals a clean build, byte for byte."""

# The name of a rule is its sentence; what it draws from is read across.
# ruff: noqa: D102, D107, E501, FBT001

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from fanwire.errors import SiteProblems
from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.unchanged import unchanged

THEME = Path(__file__).parents[1] / "templates"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PEOPLE, SHOWS, TAGS = ("ada", "bo", "cy"), ("dark-hill", "low-tide"), ("casting", "filming", "sets")
NUMBERS = st.integers(0, 11)
ARTICLES = tuple(f"content/articles/2026-0{1 + number % 2}-{10 + number}-story-{number}.md" for number in range(12))
PAST_LEDGER = '- {says: 2026-03, as: reported, date: 2026-01-05, by: paper, url: "https://paper.example/1"}\n'
RECORD = "content/published.yaml"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="40"><rect width="{0}" height="9"/></svg>\n'
FIRST = {
    "site.yaml": (
        "title: Herald\nbase_url: https://herald.example/\ntimezone: Asia/Seoul\npage_size: 4\n"
        "sections: {news: {title: News}, talk: {title: Talk}}\nfeeds: {items: 3, scopes: [tags, people, ledgers, corrections]}\n"
    ),
    "content/sources.yaml": "paper: {name: The Paper, tier: press}\nhouse: {name: The House, tier: official}\n",
    "content/shows/dark-hill/index.md": (
        "---\ntitle: Dark Hill\nkind: series\nseasons:\n  s1: {episodes: 8, cast: {main: [{person: ada, as: Kim}]}}\n---\n\nA series.\n"
    ),
    "content/shows/dark-hill/ledger.yaml": f"s1:\n  release:\n    {PAST_LEDGER}",
    "content/shows/low-tide/index.md": "---\ntitle: Low Tide\nkind: film\n---\n\nA film with [[ada]].\n",
    "content/people/ada.md": "---\nname: Ada Ro\nroles: [actor]\n---\n\nPlays in [[dark-hill]].\n",
    "content/people/bo.md": "---\nname: Bo Min\n---\n\nWrites.\n",
    "content/people/cy.md": "---\nname: Cy Han\n---\n",
    "content/authors/desk.md": "---\nname: The Desk\n---\n\nWe write.\n",
    "content/pages/about.md": "---\ntitle: About\n---\n\nAbout us; see [[dark-hill]].\n",
    "content/articles/2026-01-05-wrap/index.md": (
        "---\ntitle: It is a wrap\nshows: [dark-hill]\nauthors: [desk]\nimage: {src: set.svg, alt: A set}\n---\n\n"
        "![A set](set.svg)\n\n/// cast | s1\n///\n\n/// spoiler | s1e3\nAll end well.\n///\n"
    ),
    "content/articles/2026-01-05-wrap/set.svg": PICTURE.format(60),
    "static/css/own.css": "p { color: red }\n",
    "static/notes.txt": "notes\n",
}
WRONG = {
    "content/articles/2026-01-31-wrong.md": "---\ntitle: Wrong\ntagz: [x]\n---\n\n[nowhere](nothing.md)\n",
    "content/people/wrong.md": "---\nname: [x\n---\n",
    "content/shows/wrong/index.md": "---\ntitle: W\nkind: opera\n---\n",
    "content/pages/wrong.md": "---\ntitle: About too\nslug: about\n---\n",
    "content/published.yaml": "authority: herald.example\ntexts: {content/pages/lost.md: [/lost-page/]}\n",
    "templates/404.html": "{{ nothing.at.all }}",
    "templates/page.html": "{% if %}",
}


def article(number: int, **head: str) -> str:
    """Write an article; keys of `head` come after the ones that each has."""
    lines = {
        "title": f"Story {number}",
        "shows": f"[{SHOWS[number % 2]}]",
        "people": f"[{PEOPLE[number % 3]}]",
        "tags": f"[{TAGS[number % 3]}]",
        **head,
    }
    body = lines.pop("body", f"The text of story {number} with [[{PEOPLE[(number + 1) % 3]}]] and ||a secret||.")
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n\n{body}\n"


def tree(folder: Path) -> dict[str, bytes]:
    """Read a folder whole, folders and links included: an empty folder counts."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        found[name] = (
            str(path.readlink()).encode() if path.is_symlink() else b"" if path.is_dir() else path.read_bytes()
        )
    return found


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Name what only one of two trees has, and what they have different."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def forget(output: Path) -> None:
    """Start from nothing but compiled templates, whose compiling would take most of the time."""
    shutil.rmtree(output, ignore_errors=True)
    for path in (output.parent / ".fanwire/output").glob("*"):
        if path.name != "bytecode":
            path.unlink() if path.is_file() else shutil.rmtree(path)


class Newsroom(RuleBasedStateMachine):
    """A small site on the disk, changed at random; after each change it is built twice, and the two must be equal."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.site, self.output, self.clean = self.top / "site", self.top / "site/output", self.top / "clean/output"
        self.now, self.base_url, self.drafts, self.future = START, "", False, False
        self.is_patient = False
        self.foreign: dict[str, bytes] = {}
        self.folders: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.top)

    @initialize(is_patient=st.booleans())
    def open(self, is_patient: bool) -> None:
        self.is_patient = is_patient
        for file, text in FIRST.items():
            self.write(file, text)
        for number in range(0, 12, 2):
            self.write(ARTICLES[number], article(number))
        self.check()

    # --- what writers do ---------------------------------------------------------------------------------------------

    @rule(
        number=NUMBERS,
        words=st.sampled_from(["Short.", "Other words, [[bo]].", "# A part\n\nText.", "||s1e2: hidden|| one"]),
    )
    def edit_a_body(self, number: int, words: str) -> None:
        self.write(ARTICLES[number], article(number, body=words))
        self.check()

    @rule(
        number=NUMBERS,
        head=st.fixed_dictionaries({}, optional={
            "title": st.sampled_from(["A", "B", "A longer title"]),
            "section": st.sampled_from(["news", "talk"]),
            "featured": st.sampled_from(["true", "false"]),
            "draft": st.just("true"),
            "date": st.sampled_from(["2026-02-01", "2026-03-02", "2026-03-05 10:00"]),
            "updated": st.sampled_from(["2026-02-27", "2026-03-03"]),
            "expires": st.sampled_from(["2026-02-20", "2026-03-02", "2026-03-04"]),
            "tags": st.sampled_from(["[]", "[casting, sets]", "[new-tag]"]),
            "people": st.sampled_from(["[]", "[ada, bo]"]),
            "series": st.just("The run"),
            "aliases": st.sampled_from(["[/old/]", "[/older/, /oldest/]"]),
            "corrections": st.just("[{date: 2026-03-02, text: It was Bo.}]"),
            "slug": st.sampled_from(["one-slug", "two-slug"]),
            "spoilers": st.just("dark-hill s1"),
            "description": st.sampled_from(["A dek.", "Another dek."]),
        }),
    )  # fmt: skip
    def edit_a_head(self, number: int, head: Mapping[str, str]) -> None:
        self.write(ARTICLES[number], article(number, **head))
        self.check()

    @rule(number=NUMBERS)
    def delete_an_article(self, number: int) -> None:
        (self.site / ARTICLES[number]).unlink(missing_ok=True)
        self.check()

    @rule(one=NUMBERS, other=NUMBERS)
    def exchange_two_files(self, one: int, other: int) -> None:
        """Let names change places; size and time of what lies there may stay the same."""
        first, second, aside = self.site / ARTICLES[one], self.site / ARTICLES[other], self.top / "aside"
        for source, target in ((first, aside), (second, first), (aside, second)):
            if source.exists():
                source.rename(target)
        self.check()

    @rule(
        file=st.sampled_from(["content/people/ada.md", "content/people/bo.md", "content/shows/low-tide/index.md", "content/authors/desk.md", "content/pages/about.md"]),
        old_new=st.sampled_from([("a", "o"), ("o", "a"), ("i", "ii"), ("ii", "i")]),
    )  # fmt: skip
    def edit_a_portrait(self, file: str, old_new: tuple[str, str]) -> None:
        text = (self.site / file).read_text("utf-8")
        first, _, last = text.partition("\n---\n")
        head, _, value = first.rpartition(": ")
        where = first if "[" in value or "film" in value else f"{head}: {value.replace(*old_new)}"
        self.write(file, where + "\n---\n" + last.replace(f"s{old_new[0]}", f"s{old_new[1]}") + "More.\n")
        self.check()

    @rule(file=st.sampled_from(["content/people/new.md", "content/pages/new.md", "content/shows/new/index.md"]))
    def add_or_take_away_a_portrait(self, file: str) -> None:
        words = "name: New One" if "people" in file else "title: New One" + "\nkind: film" * ("shows" in file)
        self.turn(file, f"---\n{words}\n---\n\nNew [[dark-hill]].\n")

    @rule(
        level=st.sampled_from(["rumoured", "reported", "denied"]),
        says=st.sampled_from(["2026", "2026-03-02", "2026-03/2026-04"]),
    )
    def append_to_the_ledger(self, level: str, says: str) -> None:
        file = "content/shows/dark-hill/ledger.yaml"
        text = (self.site / file).read_text("utf-8")
        line = f'{{says: {says}, as: {level}, date: 2026-02-0{1 + len(text) % 9}, by: paper, url: "https://paper.example/{len(text)}"}}'
        self.write(file, f"{text.rstrip()}\n    - {line}\n")
        self.check()

    @rule(
        show=st.sampled_from(
            [
                "casting: [bo]",
                "s2: {episodes: 4, cast: {main: [{person: bo}]}}",
                "s2: {platform: Netflix}",
                "s2: {released: 2026-03-04}",
            ]
        )
    )
    def change_seasons(self, show: str) -> None:
        more = f"  {show}\n" if show.startswith("s2") else ""
        self.write(
            "content/shows/dark-hill/index.md",
            FIRST["content/shows/dark-hill/index.md"].replace("\n---\n\n", f"\n{more}---\n\n"),
        )
        self.check()

    @rule(tier=st.sampled_from(["press", "official", "aggregator"]), name=st.sampled_from(["The Paper", "Das Blatt"]))
    def change_a_source(self, tier: str, name: str) -> None:
        self.write(
            "content/sources.yaml", FIRST["content/sources.yaml"].replace("press", tier).replace("The Paper", name)
        )
        self.check()

    # --- what designers and editors do -------------------------------------------------------------------------------

    @rule(
        name=st.sampled_from(["article.html", "_parts.html", "_cards.html", "base.html", "list.html", "redirect.html"]),
        words=st.sampled_from(["<!-- 1 -->", "<!-- 2 -->"]),
    )
    def override_a_template(self, name: str, words: str) -> None:
        """Change a page's template, a file of macros, or the layout: each in the one place that all kinds of it have."""
        text = (THEME / name).read_text("utf-8")
        first, found, rest = text.partition("</")
        self.write(f"templates/{name}", f"{first}{words}{found}{rest}")
        self.check()

    @rule(
        name=st.sampled_from(["article.html", "_parts.html", "_cards.html", "base.html", "list.html", "redirect.html"])
    )
    def go_back_to_the_theme(self, name: str) -> None:
        (self.site / "templates" / name).unlink(missing_ok=True)
        self.check()

    @rule(
        include=st.sampled_from(['{% include "own/side.html" %}', '{% include("own/side.html") %}', "{% set n = 'side' %}{% include 'own/' ~ n ~ '.html' %}",
                                 '{%- from"own/side.html" import word %}{{ word() }}', '{% include "own/none.html" ignore missing %}', "{{ '/x/'|absolute }}"]),
        words=st.sampled_from(["one", "two"]),
    )  # fmt: skip
    def include_a_partial(self, include: str, words: str) -> None:
        self.write("templates/own/side.html", f"{{% macro word() %}}{words}{{% endmacro %}}{words}")
        self.write("templates/404.html", f"<!doctype html><title>{{{{ page.head.title }}}}</title>{include}")
        self.check()

    @rule(words=st.sampled_from(["three", "four"]))
    def edit_the_partial_alone(self, words: str) -> None:
        self.write("templates/own/side.html", f"{{% macro word() %}}{words}{{% endmacro %}}{words}")
        self.check()

    @rule(
        file=st.sampled_from(
            ["static/css/own.css", "static/css/feed.css", "static/notes.txt", "static/js/own.js", "static/favicon.svg"]
        ),
        size=st.sampled_from([10, 11]),
    )
    def change_a_static_file(self, file: str, size: int) -> None:
        self.write(file, PICTURE.format(size))
        self.check()

    @rule(file=st.sampled_from(["static/place", "static/place/inner.txt", "static/place/deep/inner.txt"]))
    def turn_a_file_into_a_folder_or_back(self, file: str) -> None:
        place = self.site / "static/place"
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
        self.write(file, "here\n")
        self.check()

    @rule(width=st.sampled_from([60, 61, 90]))
    def change_the_bytes_of_a_picture(self, width: int) -> None:
        self.write("content/articles/2026-01-05-wrap/set.svg", PICTURE.format(width))
        self.check()

    @rule(
        old_new=st.sampled_from([("Herald", "Globe"), ("page_size: 4", "page_size: 3"), ("Asia/Seoul", "UTC"), ("items: 3", "items: 5"),
                                 ("items: 3", "items: 3, formats: [atom]"), ("items: 3", "items: 3, hub: 'https://hub.example/'"),
                                 ("tags, people", "shows, authors"), ("News}", "Latest}"), ("Talk", "Chat"), ("title: H", "language: ko\ntitle: H"),
                                 ("title: H", "permalink: /{slug}/\ntitle: H"), ("title: H", "untrusted: [content/articles]\ntitle: H"),
                                 ("title: H", "navigation: [{name: Start, url: /}]\ntitle: H"), ("title: H", "copyright: ours\ntitle: H")]),
    )  # fmt: skip
    def change_the_settings(self, old_new: tuple[str, str]) -> None:
        self.write("site.yaml", FIRST["site.yaml"].replace(*old_new))
        self.check()

    @rule(
        record=st.sampled_from(
            ["", "authority: old.example\n", "authority: herald.example\nhomes: [/, /blog/]\n",
             "authority: herald.example\ntexts:\n  content/people/ada.md: [/people/ada-ro/]\n",
             "authority: herald.example\ngone: [{address: /2026/01/lost/}, {address: /lost/, why: A hoax.}]\n",
             "authority: herald.example\ngone: [{address: /lost/, why: A mistake.}]\n"]
        )
    )  # fmt: skip
    def edit_the_record(self, record: str) -> None:
        if record:
            self.write(RECORD, record)
        else:
            (self.site / RECORD).unlink(missing_ok=True)
        self.check()

    @rule(number=NUMBERS, slug=st.sampled_from(["moved", "other"]))
    def record_and_move_an_article(self, number: int, slug: str) -> None:
        """Record it, give it another slug, another file, and take it away: a problem, until it is listed as gone."""
        before = (self.site / RECORD).read_text("utf-8") if (self.site / RECORD).exists() else None
        path, elsewhere = self.site / ARTICLES[number], f"content/articles/2026-01-31-{slug}.md"
        address = f"/{ARTICLES[number][17:21]}/{ARTICLES[number][22:24]}/{ARTICLES[number][28:-3]}/"
        entry = f"articles:\n  an:id:\n    file: {ARTICLES[number]}\n    date: 2026-01-05\n    addresses: [{address}]\n"
        self.write(ARTICLES[number], article(number))
        for text in (article(number), article(number, slug=slug)):
            self.write(RECORD, f"authority: herald.example\n{entry}")
            self.write(ARTICLES[number], text)
            self.check()
        path.unlink()
        self.write(elsewhere, article(number, id="an:id"))
        self.check()
        (self.site / elsewhere).unlink()
        self.check()
        self.write(RECORD, f"authority: herald.example\n{entry}gone: [{{address: {address}}}]\n")
        self.check()
        (self.site / RECORD).unlink() if before is None else self.write(RECORD, before)
        self.check()

    # --- what time, the command line and other programs do -----------------------------------------------------------

    @rule(hours=st.sampled_from([-48, 1, 20, 24, 48]))
    def let_time_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.check()

    @rule(
        base_url=st.sampled_from(["", "https://fans.example/news/", "https://other.example/"]),
        drafts=st.booleans(),
        future=st.booleans(),
    )
    def ask_for_something_else(self, base_url: str, drafts: bool, future: bool) -> None:
        self.base_url, self.drafts, self.future = base_url, drafts, future
        self.check()

    @rule(number=NUMBERS)
    def touch_a_file(self, number: int) -> None:
        if (self.site / ARTICLES[number]).exists():
            os.utime(self.site / ARTICLES[number])
        self.check()

    @rule(
        which=st.integers(0, 200),
        change=st.sampled_from(["delete", "edit", "touch", "delete folder", "replace by a link"]),
    )
    def meddle_with_an_output(self, which: int, change: str) -> None:
        ours = sorted(path for path in self.output.rglob("*") if path.is_file() and self.name(path) not in self.foreign)
        file = ours[which % len(ours)]
        if (
            change == "delete folder"
            and file.parent != self.output
            and not any(n.startswith(f"{self.name(file.parent)}/") for n in self.foreign)
        ):
            shutil.rmtree(file.parent)
        elif change in {"edit", "touch"}:
            file.write_bytes(b"x" * (change == "edit") + file.read_bytes())
        else:
            file.unlink()
            if change == "replace by a link":
                file.symlink_to(self.site / "site.yaml")
        self.check()

    @rule(
        name=st.sampled_from(["CNAME", ".git/HEAD", "kept/deep/file", "css/kept.css", "2026/01/kept"]),
        kind=st.sampled_from(["file", "link", "away", "aside"]),
    )
    def meddle_with_a_file_of_others(self, name: str, kind: str) -> None:
        path, aside = self.output / name, self.top / name.replace("/", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.folders |= {str(parent) for parent in Path(name).parents}
        if kind == "aside" and name in self.foreign:
            path.rename(aside)
            del self.foreign[name]
        elif kind == "aside" and os.path.lexists(aside):
            aside.rename(path)
            self.foreign[name] = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        else:
            path.unlink(missing_ok=True)
            self.foreign.pop(name, None)
        if kind == "file":
            path.write_bytes(b"theirs")
            self.foreign[name] = b"theirs"
        elif kind == "link":
            path.symlink_to("/nowhere")
            self.foreign[name] = b"/nowhere"
        self.check()

    @rule(which=st.integers(0, 20), share=st.sampled_from([0.0, 0.3, 0.7, 2.0]))
    def damage_the_memory(self, which: int, share: float) -> None:
        """Cut a remembered file short, or change a byte of it."""
        memory = sorted(path for path in (self.site / ".fanwire/output").glob("*") if path.is_file())
        if memory:
            file = memory[which % len(memory)]
            content = file.read_bytes()
            place = len(content) // 2
            changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :] if content else b""
            file.write_bytes(changed if share > 1 else content[: int(share * len(content))])
        self.check()

    @rule(file=st.sampled_from(sorted(WRONG)))
    def make_a_mistake_and_mend_it(self, file: str) -> None:
        """Build a site with problems: nothing changes, and both kinds of build name the same ones."""
        path = self.site / file
        before, text = tree(self.output), path.read_bytes() if path.exists() else None
        self.write(file, WRONG[file])
        problems = [self.problems(output) for output in (self.output, self.clean)]
        assert problems[0]
        assert problems[0] == problems[1]
        assert differences(tree(self.output), before) == []
        path.unlink() if text is None else path.write_bytes(text)
        self.check()

    # --- the law -----------------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Build, build clean beside it, and compare. What was known at a glance to be up to date must stay as it is.

        Who is patient waits until a file's stamp is trusted, so that later builds know it for unchanged.
        """
        time.sleep(0.11 * self.is_patient)
        before = tree(self.output) if self.output.exists() else {}
        known, _ = unchanged(
            str(self.site), None, self.now, self.base_url, None, drafts=self.drafts, future=self.future
        )
        failed, failed_clean = self.problems(self.output), self.problems(self.clean)
        assert failed == failed_clean
        if failed or known:
            assert differences(tree(self.output), before) == []
        if failed:
            return
        made = tree(self.output)
        found = {name: made.pop(name, b"gone") for name in self.foreign}
        assert found == self.foreign
        clean = tree(self.clean)
        assert [name for name in differences(made, clean) if name not in self.folders] == []

    def problems(self, output: Path) -> str:
        if output == self.clean:
            forget(self.clean)
        options = Options(self.now, output, self.base_url, self.drafts, self.future, jobs=1)
        try:
            build(self.site, options)
        except SiteProblems as problems:
            return str(problems)
        return ""

    def turn(self, file: str, text: str) -> None:
        """Add a file, or take it away where it is."""
        if (self.site / file).exists():
            (self.site / file).unlink()
            if file.endswith("index.md"):
                (self.site / file).parent.rmdir()
        else:
            self.write(file, text)
        self.check()

    def write(self, file: str, text: str) -> None:
        path = self.site / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.output))


Newsroom.TestCase.settings = settings(max_examples=8, stateful_step_count=25)
TestIncremental = Newsroom.TestCase
