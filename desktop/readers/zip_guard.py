"""Archives that office files are, opened with suspicion: nothing is unpacked to disk, and nothing without a bound.

    package = Package(data, "nota.docx")
    package.read("word/document.xml")      the bytes, or an UnreadableFile that names file and part

What a directory says about sizes is looked at first and then not believed: each part is unpacked up to the bound and no
further, and all parts together too. Archives inside archives, pictures and everything else nobody asks for stay packed.
Names only ever look up parts in the archive itself; `..`, absolute names and backslashes lead nowhere.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import IO

from desktop.errors import UnreadableFile

MAX_MEMBERS = 20_000
"""Office files with many pictures have some thousands of members."""
MAX_PART_BYTES = 300_000_000
MAX_TOTAL_BYTES = 600_000_000
"""500,000 words are 40 to 150 MB of XML, depending on the producer."""
MAX_RATIO = 250
"""Repetitive XML of spreadsheets and documents packs to a hundredth; bombs to a thousandth (deflate allows 1,032)."""
SUSPECT_FROM_BYTES = 5_000_000
"""Below this size the ratio says nothing: small parts of one repeated element are harmless."""
CHUNK_BYTES = 1 << 20

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"


def member_names(data: bytes, limit: int = MAX_MEMBERS) -> list[str]:
    """Names of the members as the directory has them, at most `limit`; none where there is no directory.

    Reads the directory by itself, because it must answer for hostile files too, before `zipfile` takes them in.
    """
    names: list[str] = []
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        return names
    size, offset = struct.unpack_from("<II", data, end + 12)
    at = end - size if data[end - size : end - size + 4] == _ENTRY else offset
    while len(names) < limit and data[at : at + 4] == _ENTRY and at + 46 <= len(data):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        names.append(data[at + 46 : at + 46 + name].decode("utf-8", "replace"))
        at += 46 + name + extra + comment
    return names


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError, struct.error,
)  # fmt: skip


class PartStream:
    """A part that unpacks as it is read, up to its bound."""

    def __init__(self, package: Package, stream: IO[bytes], name: str, bound: int) -> None:
        self._package, self._stream, self._name, self._left = package, stream, name, bound

    def __enter__(self) -> PartStream:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """The next bytes. Raises UnreadableFile: archive_bomb, damaged_archive."""
        try:
            chunk = self._stream.read(min(size if size >= 0 else CHUNK_BYTES, CHUNK_BYTES))
        except _DAMAGE as error:
            raise UnreadableFile("damaged_archive", path=self._package.path, part=self._name) from error
        self._left -= len(chunk)
        self._package.spend(len(chunk))
        if self._left < 0:
            raise UnreadableFile("archive_bomb", path=self._package.path, part=self._name)
        return chunk


class Package:
    """The members of one archive."""

    def __init__(self, data: bytes, path: str) -> None:
        """Raises UnreadableFile: damaged_archive, archive_bomb."""
        self.path = path
        if len(member_names(data, MAX_MEMBERS + 1)) > MAX_MEMBERS:
            raise UnreadableFile("archive_bomb", path=path, part=f"{MAX_MEMBERS}+")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, NotImplementedError, EOFError) as error:
            raise UnreadableFile("damaged_archive", path=path, part="") from error
        self._infos = {_plain(info.filename): info for info in self._zip.infolist()}
        self._folded = {name.casefold(): name for name in self._infos}
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise UnreadableFile("archive_bomb", path=path, part=f"{MAX_MEMBERS}+")
        self._left = MAX_TOTAL_BYTES

    def find(self, name: str) -> str | None:
        """The name of a part as the archive has it; names are compared without regard to case, as OPC says."""
        name = _plain(name)
        return name if name in self._infos else self._folded.get(name.casefold())

    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableFile: part_missing, archive_bomb, damaged_archive, locked_archive.
        """
        with self.open(name) as stream:
            return b"".join(iter(stream.read, b""))

    def open(self, name: str) -> PartStream:
        """A part to be read piece by piece; `read` of it raises what `Package.read` raises."""
        found = self.find(name)
        if found is None:
            raise UnreadableFile("part_missing", path=self.path, part=name)
        info = self._infos[found]
        if info.flag_bits & 0x1:
            raise UnreadableFile("locked_archive", path=self.path, part=found)
        bound = min(MAX_PART_BYTES, self._left)
        packed = max(info.compress_size, 1)
        if info.file_size > bound or (info.file_size > SUSPECT_FROM_BYTES and info.file_size > MAX_RATIO * packed):
            raise UnreadableFile("archive_bomb", path=self.path, part=found)
        try:
            return PartStream(self, self._zip.open(info), found, bound)
        except _DAMAGE as error:
            raise UnreadableFile("damaged_archive", path=self.path, part=found) from error

    def spend(self, count: int) -> None:
        """Bytes that were unpacked, taken from what all parts may unpack to."""
        self._left -= count


def resolve(base: str, target: str) -> str:
    """The name of the part that a relation of part `base` points to: ("word/document.xml", "styles.xml")."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return _plain(target)
    return _plain(posixpath.join(posixpath.dirname(base), target))


def _plain(name: str) -> str:
    """A member's name without drive, root and way up."""
    path = posixpath.normpath("/" + name.replace("\\", "/"))
    return path.lstrip("/")
