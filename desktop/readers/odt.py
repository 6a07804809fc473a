"""OpenDocument texts (.odt, .ott, and .fodt in one XML file), read from their parts with lxml.

content.xml   blocks in reading order, automatic styles, tracked changes with what was deleted
styles.xml    common styles, numbering of headings, running heads and feet
"""

from __future__ import annotations

import hashlib
import re

from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary

_FLAT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>)?\s*<office:document\b")
HEAD_BYTES = 4096


class Odt:
    """The reader of OpenDocument texts."""

    key = "odt"
    suffixes: tuple[str, ...] = (".odt", ".ott", ".fodt", ".odm")
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether this is an archive that calls itself an OpenDocument text, or such a document in one XML file."""
        return name_binary(data) == "odt" or _FLAT.match(data[:HEAD_BYTES]) is not None

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The blocks of a document.

        Raises:
            UnreadableFile: damaged_archive, damaged_xml, unsafe_xml, archive_bomb, part_missing, locked_archive,
            no_document, empty_file, only_pictures.
        """
        from desktop.readers.odt_story import read_document

        progress.check(Stage.READING, 0, len(data))
        return read_document(data, path, hashlib.sha256(data).hexdigest(), progress, options)


ODT = Odt()
