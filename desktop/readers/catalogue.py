"""The readers there are, and the one way from a path to an `Extract`.

A reader is chosen by content: the first that recognises the head of the file; plain text comes last and takes
the rest. In: a path. Out: an `Extract`, or an `UnreadableFile` whose code says what is wrong.
"""

from __future__ import annotations

import errno
import os
from typing import BinaryIO

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.base import Reader
from desktop.readers.plain_text import PLAIN_TEXT

MAX_BYTES = 200_000_000
"""Bound on the size of a file. The largest real documents of this kind are about 10 MB of text; 200 MB still
fits in the memory of a laptop, beyond that it is more likely a mistake."""

CHUNK_BYTES = 1 << 20
HEAD_BYTES = 4096

_REASONS = {
    errno.ENOENT: "file_missing",
    errno.ENOTDIR: "file_missing",
    errno.EISDIR: "is_directory",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
}

_readers: list[Reader] = [PLAIN_TEXT]


def register(reader: Reader) -> None:
    """Add a reader. It is asked before plain text, which takes whatever nobody else recognises."""
    _readers.insert(len(_readers) - 1, reader)


def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    return tuple(_readers)


def find_reader(head: bytes, path: str) -> Reader:
    """The reader that recognises the head of a file; a matching suffix is asked first."""
    suffix = os.path.splitext(path)[1].lower()
    for reader in sorted(_readers[:-1], key=lambda r: suffix not in r.suffixes):
        if reader.sniff(head, path):
            return reader
    return _readers[-1]


def read_file(path: str, progress: Progress = SILENT) -> Extract:
    """Read a file with the reader its content asks for.

    Raises:
        UnreadableFile: file_missing, is_directory, no_permission, cannot_read, file_too_large, empty_file,
        binary_file. Cancelled: when `progress` says so.
    """
    data = read_bytes(path, progress)
    return find_reader(data[:HEAD_BYTES], path).read(data, path, progress)


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
