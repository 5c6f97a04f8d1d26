"""A small site to build again and again."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import fanwire.pipeline
from fanwire.pipeline import build
from fanwire.records.config import Options
from fanwire.records.report import BuildReport

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Site:
    """A site on the disk: `write` a file of it, `build` it, look at its `files`."""

    def __init__(self, root: Path, compiled: Path) -> None:
        """Make it with four articles, a person and a file to copy; `compiled` holds templates that are compiled."""
        self.root, self.output, self.compiled = root, root / "output", compiled
        shutil.copytree(compiled, root / ".fanwire/output/bytecode")
        self.write("site.yaml", "title: Herald\nbase_url: https://herald.example/\n")
        for number in range(4):
            self.article(number, f"Text {number}.")
        self.write("content/people/ada.md", "---\nname: Ada\n---\n\nAn actor.\n")
        self.write("static/notes.txt", "notes\n")

    def write(self, file: str, text: str) -> None:
        """Write a file of the site."""
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def article(self, number: int, text: str, title: str = "") -> None:
        """Write an article."""
        head = f"title: {title or f'Story {number}'}\npeople: [ada]\ndescription: About it.\n"
        self.write(f"content/articles/2026-02-0{number + 1}-story-{number}.md", f"---\n{head}---\n\n{text}\n")

    def build(self, *, clean: bool = False, jobs: int = 1, output: Path | None = None) -> BuildReport:
        """Build it in this process."""
        return build(self.root, Options(now=NOW, clean=clean, jobs=jobs, output=output))

    def build_cut_off(self) -> None:
        """Build it as far as it goes without being published."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fanwire.pipeline, "publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                self.build()

    def files(self, output: Path | None = None) -> dict[str, bytes]:
        """Read the published site: `{"index.html": b"..."}`; of a symbolic link, where it leads."""
        top = output or self.output
        return {
            str(file.relative_to(top)): str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
            for file in sorted(top.rglob("*"))
            if file.is_symlink() or file.is_file()
        }

    def clean_files(self) -> dict[str, bytes]:
        """Read what a clean build makes, elsewhere."""
        output = self.root.parent / "clean/output"
        shutil.rmtree(output.parent, ignore_errors=True)
        shutil.copytree(self.compiled, output.parent / ".fanwire/output/bytecode")
        self.build(output=output)
        return self.files(output)
