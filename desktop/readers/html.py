"""Saved web pages: told by their tags, decoded as browsers do it, read by what is text on them and what is not.

    <html …> <!doctype html> <h1 …>     HTML, also with another name or encoding
    MIME-Version … multipart/related    a page saved with its pictures in one file (.mht): its HTML

In: the bytes. Out: an `Extract` with the blocks of the page; navigation, forms, scripts and cookie bars left out.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import os
import re

from desktop.errors import UnreadableFile
from desktop.model.document import Extract, Warning
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary
from desktop.readers.plain_text import decode

HEAD_BYTES = 4096
_TAG = (
    rb"<(?:html|head|body|title|meta|h[1-6]|p|div|article|section|main|table|ul|ol|pre|span|center|font|a|b)\b"
    rb"[^<>]{0,2000}>"
)
_PAGE = re.compile(rb"<!doctype\s+html|<html\b", re.IGNORECASE)
_FRAGMENT = re.compile(rb"\A\s*(?:<!--.{0,2000}?-->\s*)*" + _TAG, re.IGNORECASE | re.DOTALL)
_CLOSED = re.compile(rb"</(?:html|head|body|h[1-6]|p|div|article|section|main|table|ul|ol|pre|span)\s*>", re.IGNORECASE)
_ANY = re.compile(rb"\A\s*<(?:!--|[a-z])", re.IGNORECASE)
_ANY_CLOSED = re.compile(rb"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
# Browsers show nothing of them; LibreOffice leaves those that frame its fields in the pages it saves.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CHARSET = re.compile(rb"<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
# What pages call Latin-1 or ASCII is Windows-1252 to every browser.
_WESTERN = frozenset(("iso8859-1", "ascii", "latin-1", "cp1252"))


class Html:
    """The reader of web pages."""

    key = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether there are the tags of a page at the head of the file."""
        head = data[:HEAD_BYTES]
        if name_binary(data) is not None:
            return False
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            head = head[2:].replace(b"\0", b"")
        head = head.removeprefix(codecs.BOM_UTF8)
        if is_mhtml(head):
            return True
        start = head.lstrip()[:1]
        if start != b"<":
            return False
        if _PAGE.search(head):
            return True
        # a part of a page: by the tag it begins with; in a file that is named so any tags that close will do
        named = os.path.splitext(path)[1].lower() in self.suffixes
        begin, end = (_ANY, _ANY_CLOSED) if named else (_FRAGMENT, _CLOSED)
        return bool(begin.match(head) and end.search(data[: 16 * HEAD_BYTES]))

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The blocks of a page.

        Raises:
            UnreadableFile: empty_file, damaged_archive (a page saved with its pictures that has no page in it).
        """
        from desktop.readers.html_page import read_page

        progress.check(Stage.READING, 0, len(data))
        sha256 = hashlib.sha256(data).hexdigest()
        charset = ""
        if is_mhtml(data[:HEAD_BYTES]):
            data, charset = _page_of_mhtml(data, path)
        text, warnings = decode_page(data, charset)
        return read_page(text, path, sha256, warnings, progress, options)


def is_mhtml(head: bytes) -> bool:
    """Whether a file begins with the fields of a message whose body has several parts, one of them a page."""
    fields = _MHTML.match(head)
    found = fields.group().lower() if fields else b""
    return b"mime-version:" in found and (b"multipart/related" in found or b"text/html" in found)


def _page_of_mhtml(data: bytes, path: str) -> tuple[bytes, str]:
    """The first page in a message, and the charset it is said to have."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body, str(part.get_content_charset() or "")
    raise UnreadableFile("damaged_archive", path=path, part="text/html")


def decode_page(data: bytes, charset: str = "") -> tuple[str, list[Warning]]:
    """The text of a page. Order: byte order mark, what came with it, what it says of itself, what it looks like."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        said = _CHARSET.search(data[:HEAD_BYTES]) or _XML_CHARSET.search(data[:HEAD_BYTES])
        name = charset or (said[1].decode("ascii", "replace") if said else "")
        text = _decode_as(data, name)
        if text is not None:
            return _as_page(text), []
    text, _, warnings = decode(data)
    return _as_page(text), warnings


def _as_page(text: str) -> str:
    """A page in the ways of HTML: without the declaration of XML, and its raw sections written as other text is."""
    text = _CONTROLS.sub("", text.replace("\0", "\ufffd"))
    if not _XML_HEAD.match(text):
        return text
    return _CDATA.sub(lambda raw: html.escape(raw[1], quote=False), _XML_HEAD.sub("", text))


def _decode_as(data: bytes, name: str) -> str | None:
    """The text in the encoding of this name; None where there is no such encoding or the bytes are another."""
    try:
        known = codecs.lookup(name).name if name else ""
        if not known or known in ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"):
            return None
        if known in _WESTERN:
            try:
                return data.decode("utf-8") if any(byte > 0xBF for byte in data[:HEAD_BYTES]) else data.decode("ascii")
            except UnicodeDecodeError:
                return data.decode("cp1252", "replace")
        return data.decode(known)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


HTML = Html()
