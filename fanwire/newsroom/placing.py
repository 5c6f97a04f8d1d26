"""Where pictures and other files of public texts are published."""

import posixpath
from collections.abc import Mapping

from fanwire.errors import Problem, Where, did_you_mean
from fanwire.newsroom.addresses import file_address
from fanwire.records.cards import Image
from fanwire.records.document import Document, Picture, StaticFile
from fanwire.records.library import PlacedFile
from fanwire.records.matter import ImageMatter
from fanwire.records.record import Record, field


class Placing(Record, frozen=True):
    """Gives files their addresses and remembers which ones public texts use; nothing else is published.

    `owners` maps the folder of a public `NAME/index.md` to the address of its page: its pictures stand below that.
    """

    home: str
    pictures: Mapping[str, Picture]
    attachments: frozenset[str]
    stamps: Mapping[str, tuple[int, int, int]]
    statics: Mapping[str, StaticFile]
    owners: Mapping[str, str]
    problems: list[Problem]
    placed: list[tuple[str, str]] = field(default_factory=list)

    def files(self) -> tuple[PlacedFile, ...]:
        """List what has been placed, by path."""
        return tuple(PlacedFile(file, url, self.stamps[file]) for file, url in sorted(set(self.placed)))

    def address(self, file: str) -> str | None:
        """Give a file of content/ or static/ its address; None when there is no such file.

        `"content/articles/wrap/hero.svg" -> "/2026/02/wrap/hero.svg"`, beside no index.md `"/media/articles/x.svg"`.
        """
        if file.startswith("/"):
            return file_address(self.home, file[1:]) if file[1:] in self.statics else None
        if file.startswith("static/"):
            return self.address(file.removeprefix("static"))
        if file not in self.pictures and file not in self.attachments:
            return None
        folder = posixpath.dirname(file)
        while folder and folder not in self.owners:
            folder = posixpath.dirname(folder)
        if folder:
            url = file_address(self.owners[folder], file[len(folder) + 1 :])
        else:
            url = file_address(self.home, f"media/{file.removeprefix('content/')}")
        self.placed.append((file, url))
        return url

    def picture(self, file: str, where: Where) -> tuple[str, Picture]:
        """Find a picture and its address; a missing one is a problem and comes back empty."""
        known = self.pictures.get(f"static{file}" if file.startswith("/") else file)
        url = self.address(file) if known else None
        if known and url:
            return url, known
        near = did_you_mean(posixpath.basename(file), [posixpath.basename(each) for each in self.pictures])
        hint = "its place counts from the text's own folder; a picture of static/ begins with /"
        self.problems.append(Problem(where, f"there is no picture {file}{near}", hint))
        return "", Picture(file, 0, 0, "", 0)

    def image(self, document: Document, matter: ImageMatter | None) -> Image | None:
        """Make the lead picture of a text."""
        if matter is None:
            return None
        where = document.where("image", "src")
        file = (
            matter.src
            if matter.src.startswith("/")
            else posixpath.normpath(posixpath.join(document.folder, matter.src))
        )
        url, picture = self.picture(file, where)
        return Image(
            url, matter.alt, picture.width, picture.height, picture.media_type, picture.size,
            matter.caption, matter.credit, matter.licence,
        )  # fmt: skip
