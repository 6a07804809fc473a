"""Word's tracked changes: the old edition with every change marked, to accept or to reject.

Accept all gives the new text, reject all the old one, letter for letter: the text as read (`naast inspect`), without
page furniture; markers of list items are Word's own bullets and numbers, not text. Moved text is tracked as moved.
Notes are comments.

LibreOffice (7.4) joins a tracked run at the end of a paragraph with an equally tracked one that begins the next and
then eats the end between them, though that stays. `parted` keeps the two apart. The last paragraph of a document can
never go, so an empty one closes it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from desktop.model.annotation import Annotation
from desktop.model.comparison import Comparison
from desktop.model.document import Block, BlockKind
from desktop.progress import Stage
from desktop.reports import ooxml
from desktop.reports.base import ReportOptions
from desktop.reports.docx_styles import numbering, settings, styles
from desktop.reports.notes import note_lines
from desktop.reports.ooxml import Package, R, W, attribute, run
from desktop.reports.outline import Outline
from desktop.reports.phrases import report_title
from desktop.reports.selection import report_outline
from desktop.reports.tracks import Paragraph, Track, TrackedRun, tracked_paragraphs

_ELEMENT = {
    Track.INSERTED: "ins",
    Track.DELETED: "del",
    Track.MOVED_HERE: "moveTo",
    Track.MOVED_AWAY: "moveFrom",
}
_LAST_WORD = re.compile(r"\S+\s*\Z")
CHECK_EVERY = 200
MAX_PASSES = 4
"""One pass does, but for paragraphs in which nothing stays: they may need another."""
MAX_MARKERS = 2000
"""Kinds of bullets and numbers for which a list of Word's is made; in documents with more, the rest has none."""


class TrackedReport:
    """Both editions as one Word document with tracked changes."""

    key = "tracked"
    suffix = ".tracked.docx"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the document; always whole, for a part of it could not be accepted."""
        outline = report_outline(comparison, options)
        language = comparison.new.edition.language or options.t.language
        looks = replace(options, title=report_title(outline, options))
        _Writer(looks, language, _notes_by_match(outline)).write(tracked_paragraphs(comparison), stream)


def tracked_document(paragraphs: list[Paragraph], options: ReportOptions) -> bytes:
    """A Word document of paragraphs, by themselves."""
    stream = io.BytesIO()
    _Writer(options, options.t.language, {}).write(paragraphs, stream)
    return stream.getvalue()


def _notes_by_match(outline: Outline) -> dict[int, tuple[Annotation, ...]]:
    """Notes by the block match at whose first paragraph they hang; those on a section hang at its first row."""
    found: dict[int, tuple[Annotation, ...]] = {}
    waiting = outline.notes
    for part in outline.parts:
        waiting += part.notes
        for row in part.rows:
            if row.stood or row.folded:
                continue
            if waiting or row.notes:
                found[row.match.id] = waiting + row.notes
                waiting = ()
    return found


def parted(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, changed in place so that no end that stays has the same kind of change on both of its sides.
    Their texts stay the same."""
    for _ in range(MAX_PASSES):
        found = False
        # From the end on: what changes the end of a paragraph may change its start too.
        for paragraph, after in zip(reversed(paragraphs[:-1]), reversed(paragraphs[1:]), strict=True):
            if paragraph.end is Track.KEPT and _touch(paragraph, after):
                found = True
                end = _with_other_end(paragraph.runs)
                if end is not None:
                    paragraph.runs = end
                else:
                    start = _with_other_end([_reversed(run) for run in reversed(after.runs)])
                    after.runs = [_reversed(run) for run in reversed(start or [])] or after.runs
        if not found:
            break
    return paragraphs


def _touch(paragraph: Paragraph, after: Paragraph) -> bool:
    if not paragraph.runs or not after.runs:
        return False
    last, first = paragraph.runs[-1].track, after.runs[0].track
    return (last.comes and first.comes) or (last.goes and first.goes)


def _with_other_end(runs: Sequence[TrackedRun]) -> list[TrackedRun] | None:
    """The runs with what comes before what goes at their end, or the other way round; a kept word is borrowed where
    there is only one of the two. None where nothing can be borrowed."""
    k = len(runs)
    while k and runs[k - 1].track is not Track.KEPT:
        k -= 1
    front, tail = list(runs[:k]), runs[k:]
    comes, goes = [r for r in tail if r.track.comes], [r for r in tail if r.track.goes]
    last, other = (comes, goes) if tail[-1].track.comes else (goes, comes)
    if not other:
        if not front:
            return None
        kept = front.pop()
        lead, word = _last_word(kept.text)
        if lead:
            front.append(TrackedRun(Track.KEPT, lead))
        comes.insert(0, TrackedRun(Track.INSERTED, word))
        goes.insert(0, TrackedRun(Track.DELETED, word))
    elif not front and len(other[-1].text) > 1:
        # Nothing stays in this paragraph: its start shall be what it was.
        lead, word = _last_word(other[-1].text)
        lead, word = (lead, word) if lead else (word[:-1], word[-1])
        run = other.pop()
        front = [*other, TrackedRun(run.track, lead, run.move)]
        other = [TrackedRun(run.track, word, run.move)]
    return [*front, *last, *other]


def _last_word(text: str) -> tuple[str, str]:
    found = _LAST_WORD.search(text)
    at = found.start() if found else 0
    return text[:at], text[at:]


def _reversed(run: TrackedRun) -> TrackedRun:
    return TrackedRun(run.track, run.text[::-1], run.move)


class _Writer:
    def __init__(self, options: ReportOptions, language: str, notes: Mapping[int, tuple[Annotation, ...]]) -> None:
        self.options, self.language, self.notes = options, language, notes
        self.ids = 0
        date = f' w:date="{ooxml.stamp(options.made)}"' if options.made else ""
        self.who = f'w:author="{attribute(options.author or "Naast")}"{date}'
        self.markers: dict[str, int] = {}
        self.comments: list[Annotation] = []

    def write(self, paragraphs: list[Paragraph], stream: BinaryIO) -> None:
        options, language = self.options, self.language
        with Package(stream) as package:
            main = self._document(parted(paragraphs))
            package.part("word/document.xml", f"{ooxml.WORD}document.main+xml", main)
            parts = [
                ("styles", styles(language)),
                ("numbering", numbering(list(self.markers))),
                ("settings", settings(track=True)),
            ]
            if self.comments:
                parts.append(("comments", "".join(self._comments())))
            for name, xml in parts:
                package.part(f"word/{name}.xml", f"{ooxml.WORD}{name}+xml", [xml])
            package.relations(
                "word/document.xml", [(f"rId{i}", name, f"{name}.xml") for i, (name, _) in enumerate(parts, 1)]
            )
            core = ooxml.core_properties(options.title, options.author or "Naast", language, options.made)
            package.part("docProps/core.xml", ooxml.CORE, [core])
            package.relations(
                "",
                [("rId1", "officeDocument", "word/document.xml"), ("rId2", ooxml.CORE_RELATION, "docProps/core.xml")],
            )

    def _document(self, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
        notes = dict(self.notes)
        yield f"<w:document {W} {R}><w:body>"
        for k, paragraph in enumerate(paragraphs):
            if not k % CHECK_EVERY:
                self.options.progress.check(Stage.WRITING, k, len(paragraphs))
            yield self._paragraph(paragraph, notes.pop(paragraph.match, ()))
        yield "<w:p/>"
        yield (
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" '
            'w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
        )

    def _paragraph(self, paragraph: Paragraph, notes: Iterable[Annotation]) -> str:
        mark = ""
        if paragraph.end is not Track.KEPT:
            mark = f"<w:rPr><w:{_ELEMENT[paragraph.end]} {self._about()}/></w:rPr>"
        content = "".join(self._runs(paragraph))
        for note in notes:
            content = self._commented(content, note, paragraph.end)
        return f"<w:p><w:pPr>{self._looks(paragraph.block)}{mark}</w:pPr>{content}</w:p>"

    def _runs(self, paragraph: Paragraph) -> Iterator[str]:
        last = {run.move: k for k, run in enumerate(paragraph.runs) if run.move}
        ends: dict[str, str] = {}
        for k, tracked in enumerate(paragraph.runs):
            move = tracked.move
            if move and move not in ends:
                element, about = _ELEMENT[tracked.track], self._about()
                ends[move] = f'<w:{element}RangeEnd w:id="{self.ids}"/>'
                yield f'<w:{element}RangeStart {about} w:name="{move}"/>'
            yield self._run(tracked)
            if move and last[move] == k:
                yield ends[move]

    def _run(self, tracked: TrackedRun) -> str:
        if tracked.track is Track.KEPT:
            return run(tracked.text)
        element = _ELEMENT[tracked.track]
        content = run(tracked.text, element="delText" if element == "del" else "t")
        return f"<w:{element} {self._about()}>{content}</w:{element}>"

    def _commented(self, content: str, note: Annotation, end: Track) -> str:
        number = len(self.comments)
        self.comments.append(note)
        # In a paragraph that goes or comes whole, the mark of the comment goes and comes with it.
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        if end is not Track.KEPT:
            element = _ELEMENT[end]
            reference = f"<w:{element} {self._about()}>{reference}</w:{element}>"
        return f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>{reference}'

    def _comments(self) -> Iterator[str]:
        yield f"<w:comments {W}>"
        for number, note in enumerate(self.comments):
            author = attribute(note.author or self.options.author or "Naast")
            initials = "".join(word[0] for word in author.split()[:3])
            date = f' w:date="{ooxml.stamp(note.time)}"' if note.time else ""
            body = "".join(f"<w:p>{run(line)}</w:p>" for line in note_lines(note, self.options.t)) or "<w:p/>"
            who = f'w:author="{author}"{date} w:initials="{attribute(initials)}"'
            yield f'<w:comment w:id="{number}" {who}>{body}</w:comment>'
        yield "</w:comments>"

    def _looks(self, block: Block) -> str:
        """Style and list of a paragraph."""
        if block.kind is BlockKind.HEADING:
            return f'<w:pStyle w:val="Heading{min(max(block.level or 1, 1), 6)}"/>'
        if block.kind is BlockKind.BOX_HEADING:
            return '<w:pStyle w:val="BoxHeading"/>'
        if block.kind is BlockKind.FOOTNOTE:
            return f'<w:pStyle w:val="NoteText"/>{self._list(block.label, 0)}'
        if block.kind is BlockKind.LIST_ITEM:
            marker = "•" if block.marker in ("", "\ufffd") else block.marker
            return f'<w:pStyle w:val="ListParagraph"/>{self._list(marker, min(max((block.level or 1) - 1, 0), 8))}'
        return ""

    def _list(self, marker: str, level: int) -> str:
        marker = " ".join(marker.split())
        if not marker or (marker not in self.markers and len(self.markers) >= MAX_MARKERS):
            return ""
        number = self.markers.setdefault(marker, len(self.markers) + 1)
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _about(self) -> str:
        self.ids += 1
        return f'w:id="{self.ids}" {self.who}'


TRACKED = TrackedReport()
