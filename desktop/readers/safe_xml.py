"""The one door to lxml: XML and HTML parsed so that no file can do harm.

No entity is expanded but those of XML and HTML themselves, no DTD is loaded, nothing is fetched, depth
and size are bounded. A document type without a subset of its own is harmless and passes; one that declares entities is
refused. In: bytes, and the names of file and part for the error. Out: the root element.

    parse_xml(b"<a>&x;</a>", "nota.docx", "word/document.xml")   UnreadableFile damaged_xml, with file, part and line
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.entities import html5
from typing import Any, BinaryIO, TypeAlias

from lxml import etree
from lxml import html as lxml_html

from desktop.errors import UnreadableFile

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

DOCTYPE_WINDOW = 1 << 16
MAX_NUMBER = 1_000_000
STREAM_BYTES = 1 << 16

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# A document type that only names a DTD: libxml2 would look for it, although it is told to load none.
_OUTER_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[\]<>]{0,2000}>")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


def parse_xml(data: bytes, path: str, part: str = "", *, recover: bool = False) -> Element:
    """The root of an XML document.

    Raises:
        UnreadableFile: damaged_xml, too_deep, unsafe_xml (entities are declared).
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        recover=recover,
    )
    if b"<!DOCTYPE" in data[:DOCTYPE_WINDOW]:
        if _ENTITY.search(data):
            raise UnreadableFile("unsafe_xml", path=path, part=part)
        data = _NAMED.sub(_by_number, _OUTER_DOCTYPE.sub(b"", data, count=1))
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damage(error, path, part) from error
    if root is None:
        raise UnreadableFile("damaged_xml", path=path, part=part, line=0)
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise UnreadableFile("unsafe_xml", path=path, part=part)
    return root


def first_element(stream: BinaryIO, path: str, part: str, tag: str, before: str) -> Element | None:
    """The first element of a name, where it comes before another; what follows is not read.

    Raises:
        UnreadableFile: damaged_xml, too_deep.
    """
    try:
        for event, element in _events(stream, [tag, before]):
            if element.tag == before:
                return None
            if event == "end":
                return element
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damage(error, path, part) from error
    return None


def _events(stream: BinaryIO, tags: Sequence[str]) -> Iterator[tuple[str, Element]]:
    """Start and end of elements of these names. `iterparse` would refuse an xml:id that is no name, though told to
    collect none."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=list(tags),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    while chunk := stream.read(STREAM_BYTES):
        parser.feed(chunk)
        yield from _drained(parser)
    parser.close()
    yield from _drained(parser)


def _drained(parser: Any) -> Iterator[tuple[str, Element]]:
    """The events there are, each let go before the next: lxml keeps those read for a while, and an element with many
    inner ones that somebody holds takes a time that grows with their square to be forgotten."""
    waiting = list(parser.read_events())
    waiting.reverse()
    while waiting:
        yield waiting.pop()


def _damage(error: Exception, path: str, part: str) -> UnreadableFile:
    code = "too_deep" if "xcessive depth" in str(error) else "damaged_xml"
    return UnreadableFile(code, path=path, part=part, line=getattr(error, "lineno", None) or 0)


def stream_blocks(stream: BinaryIO, path: str, part: str, holder: str, tags: Sequence[str]) -> Iterator[Element]:
    """The children of the first `holder` that have one of these tags, each when it is whole, and forgotten after its
    use: a large part never stands in memory as a tree.

    Raises:
        UnreadableFile: damaged_xml, too_deep, unsafe_xml; no_document, where the holder is not met.
    """
    held: Element | None = None
    try:
        for event, element in _events(stream, [holder, *tags]):
            if event == "start":
                if held is None and element.tag == holder:
                    held = element
                    if element.getroottree().docinfo.doctype:
                        raise UnreadableFile("unsafe_xml", path=path, part=part)
            elif held is not None and element.getparent() is held:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del held[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damage(error, path, part) from error
    if held is None:
        raise UnreadableFile("no_document", path=path, part=part)


def _by_number(found: re.Match[bytes]) -> bytes:
    """A named entity of HTML by its number: what the DTD that is not read would say of it."""
    text = html5.get(found[1].decode("ascii") + ";") if found[1] not in _OWN else None
    return "".join(f"&#{ord(char)};" for char in text).encode("ascii") if text else found.group()


def parse_html(text: str, path: str) -> Element | None:
    """The root of a web page, however it was written; None where nothing is in it. `huge_tree` allows 2,048 levels
    and long texts; who walks the tree minds its own depth.

    Raises:
        UnreadableFile: too_deep; what stands behind the bound would be lost without a word.
    """
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True, collect_ids=False
    )
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("too_deep", path=path, part="")
    return root


def local_name(element: Element) -> str:
    """The name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element) -> Iterator[Element]:
    """The child elements; unexpanded entities and the like are left out."""
    return (child for child in element if isinstance(child.tag, str))


def number(text: str | None, default: int = 0) -> int:
    """A whole number out of an attribute, whatever stands there."""
    text = (text or "").strip()
    if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 9:
        return default
    return max(-MAX_NUMBER, min(int(text), MAX_NUMBER))
