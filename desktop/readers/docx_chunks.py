"""Documents inside a Word document (altChunk): pages, texts and other Word documents, put there by programs.

In: name and bytes of one. Out: what it says, or how many are left to be told: such a file looks whole in Word.
"""

from __future__ import annotations

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import ReadOptions, Tracked
from desktop.progress import Progress
from desktop.readers.zip_guard import Package

READ = frozenset(("html", "text"))
"""Formats that are read there, beside Word's own."""


def read_chunk(held: tuple[str, bytes] | None, view: Tracked, progress: Progress) -> tuple[Extract | None, int]:
    """What a document inside another says, and how many were not read.

    Raises:
        UnreadableFile: archive_bomb.
    """
    if held is None:
        return None, 1
    from desktop.readers.catalogue import find_reader  # both know this module
    from desktop.readers.docx_story import read_inner

    name, data = held
    try:
        reader = find_reader(data, name)
        if reader.key == "docx":
            return read_inner(Package(data, name), name, view, progress)
        if reader.key in READ:
            return reader.read(data, name, progress, ReadOptions(tracked=view)), 0
    except UnreadableFile as error:
        if error.code == "archive_bomb":
            raise
    return None, 1
