"""Word documents (Office Open XML), read from their parts with lxml.

    _rels/.rels ──▶ word/document.xml ──▶ paragraphs, tables      in reading order
                      └─ its relations ──▶ styles, numbering      what a paragraph inherits, its number as printed
                                           footnotes, endnotes    after the block that marks them, at the end
                                           headers, footers       furniture, at the very end
                                           comments               told as warnings, never in the text

The main part must be whole; a side part that is damaged is told and done without.
"""

from __future__ import annotations

import hashlib

from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary


class Docx:
    """The reader of .docx, .docm, .dotx."""

    key = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether this is an archive with parts of Word in it."""
        return name_binary(data) == "word"

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The blocks of a document.

        Raises:
            UnreadableFile: damaged_archive, damaged_xml, unsafe_xml, archive_bomb, part_missing, locked_archive,
            empty_file, only_pictures.
        """
        from desktop.readers.docx_story import read_document
        from desktop.readers.zip_guard import Package

        progress.check(Stage.READING, 0, len(data))
        return read_document(Package(data, path), path, hashlib.sha256(data).hexdigest(), progress, options)


DOCX = Docx()
