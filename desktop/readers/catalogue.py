"""The readers there are, and the one way from a path to an `Extract`.

A reader is chosen by content: the first that recognises the file; plain text comes last and takes the rest. A name
that promises another format is told, not trusted. In: a path. Out: an `Extract`, or an `UnreadableFile` whose code says
what is wrong.
"""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from typing import BinaryIO

from desktop.errors import UnreadableFile
from desktop.model.document import Extract, Warning
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.base import Reader
from desktop.readers.docx import DOCX
from desktop.readers.html import HTML
from desktop.readers.markdown import MARKDOWN
from desktop.readers.odt import ODT
from desktop.readers.pdf import PDF
from desktop.readers.plain_text import PLAIN_TEXT
from desktop.readers.xml_document import XML

MAX_BYTES = 200_000_000
"""Bound on the size of a file. The largest real documents of this kind are about 10 MB of text; 200 MB still
fits in the memory of a laptop, beyond that it is more likely a mistake."""

CHUNK_BYTES = 1 << 20

_REASONS = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EISDIR: "is_directory",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
}

FOREIGN = frozenset((".pdf", ".doc", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".epub", ".zip"))
"""Suffixes that promise a format which no reader may know."""

_readers: list[Reader] = [DOCX, ODT, PDF, HTML, XML, MARKDOWN, PLAIN_TEXT]


def register(reader: Reader) -> None:
    """Add a reader. It is asked before plain text, which takes whatever nobody else recognises."""
    _readers.insert(len(_readers) - 1, reader)


def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    return tuple(_readers)


def reader(key: str) -> Reader:
    """The reader of a format."""
    return next(r for r in _readers if r.key == key)


def find_reader(data: bytes, path: str) -> Reader:
    """The reader that recognises a file; one that its suffix names is asked first."""
    suffix = _suffix(path)
    for reader in sorted(_readers[:-1], key=lambda r: suffix not in r.suffixes):
        if reader.sniff(data, path):
            return reader
    return _readers[-1]


def read_file(path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
    """Read a file with the reader its content asks for, in a process of its own where the reader wants that.

    Raises:
        UnreadableFile: file_missing, is_directory, no_permission, cannot_read, file_too_large, empty_file,
        binary_file, and what the reader of the format says. Cancelled: when `progress` says so.
    """
    data = read_bytes(path, progress)
    chosen = find_reader(data, path)
    if chosen.apart:
        from desktop.readers.apart import read_apart  # processes, pipes: plain text needs none of it

        extract = read_apart(chosen.key, data, path, progress, options)
    else:
        extract = chosen.read(data, path, progress, options)
    suffix = _suffix(path)
    if suffix not in chosen.suffixes and (suffix in FOREIGN or any(suffix in r.suffixes for r in _readers)):
        told = Warning("wrong_suffix", (("suffix", suffix), ("format", chosen.key)))
        extract = replace(extract, warnings=(told, *extract.warnings))
    return extract


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def read_bytes(path: str, progress: Progress = SILENT) -> bytes:
    """The bytes of a file, in chunks: work can be cancelled, and the bound on size holds for pipes too."""
    try:
        if os.path.isdir(path):  # Windows says "permission denied" on opening one
            raise UnreadableFile("is_directory", path=path)
        with open(path, "rb") as stream:
            return _read_stream(stream, path, progress)
    except OSError as error:
        code = _REASONS.get(error.errno or 0, "cannot_read")
        raise UnreadableFile(code, path=path, reason=error.strerror or type(error).__name__) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableFile("file_missing", path=path) from error


def _read_stream(stream: BinaryIO, path: str, progress: Progress) -> bytes:
    size_bytes = os.fstat(stream.fileno()).st_size
    chunks: list[bytes] = []
    done = 0
    while True:
        progress.check(Stage.READING, done, max(size_bytes, done))
        if max(size_bytes, done) > MAX_BYTES:
            raise UnreadableFile("file_too_large", path=path, size_bytes=max(size_bytes, done), max_bytes=MAX_BYTES)
        chunk = stream.read(CHUNK_BYTES)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        done += len(chunk)
