"""Markdown: CommonMark with tables, notes and lists of terms, turned into a page by markdown-it-py and read as one.

    # Doel             told by its name (.md), or by signs that no other text has: two headings, or one beside a link,
    Tekst.[^1]         a table or a fence
    [^1]: Kamerstuk.

A block of facts at the head (between lines of ---) is not text.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from typing import Any

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import READ_PLAINLY, ReadOptions
from desktop.progress import SILENT, Progress, Stage
from desktop.readers.binary import name_binary
from desktop.readers.plain_text import PLAIN_TEXT, decode

SAMPLE_BYTES = 1 << 16
_FACTS = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n|\n){1,100}(?:---|\.\.\.)[ \t]*\n")
_HEADING = re.compile(r"^ {0,3}#{1,6} +[^\s#]", re.MULTILINE)
_OTHER = re.compile(
    r"^ {0,3}(?:```|~~~)|^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$"
    r"|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|\*\*\w[^*\n]{0,200}\*\*",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"[ \t]*\{[#.-][^{}<>\n]{0,200}\}[ \t]*(</h[1-6]>)")
"""What Pandoc and others write behind a heading for programs: {#id .class}."""


class Markdown:
    """The reader of Markdown."""

    key = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown", ".mkd")
    apart = True

    def sniff(self, data: bytes, path: str) -> bool:
        """Whether the name says so and the content is text, or the content has signs that no other text has."""
        if name_binary(data) is not None or b"\0" in data[:SAMPLE_BYTES]:
            return False
        if os.path.splitext(path)[1].lower() in self.suffixes:
            return True
        if b"# " not in data[:SAMPLE_BYTES]:
            return False
        return looks_like_markdown(decode(data[:SAMPLE_BYTES])[0])

    def read(self, data: bytes, path: str, progress: Progress = SILENT, options: ReadOptions = READ_PLAINLY) -> Extract:
        """The blocks of a text.

        Raises:
            UnreadableFile: empty_file, binary_file.
        """
        from desktop.readers.html_page import read_page

        plain = PLAIN_TEXT.read(data, path, progress, options)
        warnings = [w for w in plain.warnings if w.code != "markup_as_text"]
        progress.check(Stage.READING, 0, len(data))
        page = to_html(plain.source)
        if not page.strip():
            raise UnreadableFile("empty_file", path=path)
        extract = read_page(page, path, hashlib.sha256(data).hexdigest(), warnings, progress, options, is_site=False)
        return Extract(extract.source, path, self.key, extract.sha256, extract.warnings, extract.parts)


def looks_like_markdown(text: str) -> bool:
    """Two headings with signs of number, or one beside another thing of Markdown's. Lines of comments are no headings:
    those stand together."""
    lines = text.replace("\r\n", "\n")
    headings = [m.start() for m in _HEADING.finditer(lines)]
    alone = [at for at in headings if at == 0 or lines[:at].rstrip(" \t")[-2:] in ("\n\n", "\n")]
    if len(alone) < len(headings) or not alone:
        return False
    return len(alone) >= 2 or _OTHER.search(lines) is not None


def to_html(text: str) -> str:
    """The text as a page; notes as links and links back."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    text = _FACTS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    parser.add_render_rule("footnote_caption", _number)
    return _ATTRIBUTES.sub(r"\1", str(parser.render(text)))


def _number(_renderer: Any, tokens: Sequence[Any], at: int, _options: Any, _env: Any) -> str:
    """The mark of a note: its number, also where it is marked a second time."""
    return str(int(tokens[at].meta["id"]) + 1)


MARKDOWN = Markdown()
