"""XML that publishes law and policy: the Dutch official publications, Akoma Ntoso, and what is made alike.

    <kamerstuk> <staatscourant> <regeling> <wetgeving> <toestand>     official publications, also of STOP
    <akomaNtoso>                                                      OASIS LegalDocML, version 1 to 3

Told by the root element. XML of no known family is read by the same rules, and that is told.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary

HEAD_BYTES = 16_384
ROOTS = frozenset(
    (
        "officiele-publicatie", "kamerstuk", "kamervragen", "handelingen", "niet-dossier-stuk", "staatscourant",
        "staatsblad", "tractatenblad", "gemeenteblad", "provinciaalblad", "waterschapsblad", "bgr", "regeling",
        "cvdr", "wetgeving", "toestand", "wet-besluit", "bwb-inputbestand", "officielepublicatie", "besluit",
        "akomantoso",
    )
)  # fmt: skip
_DECLARED = re.compile(rb"\A\s*<\?xml\b")
_ROOT = re.compile(
    rb"\A\s*(?:<\?xml\b[^>]{0,400}\?>)?(?:\s|<!--.{0,4000}?-->|<\?.{0,1000}?\?>|<!DOCTYPE\b[^\[>]{0,1000}(?:\[.{0,4000}?\])?\s*>)*"
    rb"<(?:[\w.-]{1,60}:)?([\w.-]{1,80})[\s/>]",
    re.DOTALL,
)


class XmlDocument:
    """The reader of official publications and Akoma Ntoso."""

    key = "xml"
    suffixes: tuple[str, ...] = (".xml", ".akn")
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether the root is one of the known ones, or the file declares itself XML and is no web page."""
        if name_binary(data) is not None:
            return False
        head = data[:HEAD_BYTES]
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head[2:].replace(b"\0", b"")
        head = head.removeprefix(codecs.BOM_UTF8)
        found = _ROOT.match(head)
        name = found[1].decode("ascii", "replace").lower() if found else ""
        return name in ROOTS or (_DECLARED.match(head) is not None and name != "html")

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The blocks of a publication.

        Raises:
            UnreadableFile: damaged_xml, unsafe_xml, too_deep, empty_file.
        """
        from desktop.readers.xml_story import read_publication

        progress.check(Stage.READING, 0, len(data))
        return read_publication(data, path, hashlib.sha256(data).hexdigest(), progress, options)


XML = XmlDocument()
