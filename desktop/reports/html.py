"""The report in one HTML file: nothing to fetch, no script; for screen and paper, in light and in dark.

In: a `Comparison`. Out: one self-contained page. jinja2 escapes every value, `_clean` takes out control
characters, and the page's own policy (CSP) forbids everything but its style sheet: text of a document cannot
become anything else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from desktop import __version__
from desktop.i18n import Translator
from desktop.model.comparison import Change, ChangeKind, Comparison, Mark, Relation
from desktop.reports.base import ReportOptions
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.outline import Fate, Outline, Part, Row, Side
from desktop.reports.phrases import (
    coverage_rows,
    edition_facts,
    file_name,
    folded,
    ignored_counts,
    left_out,
    options_used,
    part_status,
    part_title,
    report_origin,
    report_title,
    summary,
    where_from,
    where_to,
)
from desktop.reports.selection import report_outline
from desktop.wording import (
    BLOCKS,
    ELDER,
    FATES,
    KINDS,
    MARKS,
    SIDES,
    importance_name,
    name,
    shown,
    warning_sentence,
)

TEMPLATES = Path(__file__).parent / "templates"
OPENING_CHARS = 60
DOTS = ("·", "●", "●●", "●●●")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNS = {
    Fate.SAME: "=",
    Fate.EDITED: "≠",
    Fate.SPLIT: "÷",
    Fate.MERGED: "∪",
    Fate.ADDED: "+",
    Fate.REMOVED: "−",
    Fate.OUTSIDE: "…",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a row presents itself: class, sign in the middle, name of the sign for those who cannot see it."""

    css: str
    sign: str
    name: str


class HtmlReport:
    """The comparison side by side."""

    key = "html"
    suffix = ".html"

    def write(self, comparison: Comparison, stream: BinaryIO, options: ReportOptions) -> None:
        """Write the page in pieces, so that a long one is never held in memory as a whole."""
        outline = report_outline(comparison, options)
        rendered = _template().stream(_View(outline, options).values())
        rendered.enable_buffering(200)
        for piece in rendered:
            stream.write(piece.encode("utf-8", "replace"))


def _clean(value: Any) -> Any:
    """What HTML does not allow in text becomes visible, not active: NUL as ␀, other controls likewise."""
    if isinstance(value, str) and _CONTROL.search(value):
        return _CONTROL.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 32 else "\ufffd", value)
    return value


def _is_heading(row: Row) -> bool:
    cells = row.new or row.old
    return bool(cells) and cells[0].block.is_heading


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")


class _View:
    """The words and values of the page."""

    def __init__(self, outline: Outline, options: ReportOptions) -> None:
        self.outline, self.options = outline, options
        self.t: Translator = options.t
        comparison = outline.comparison
        self.parts = [p for p in outline.parts if p.rows]
        self.part_by_id = {p.id: p for p in self.parts}
        self.stood_in = {row.match.id: p for p in self.parts for row in p.rows if row.stood}
        self.match_of_new = {b: m.id for m in comparison.block_matches for b in m.new}
        self.match_of_old = {b: m.id for m in comparison.block_matches for b in m.old}
        self.text_of_new = {b.id: b.text for b in comparison.new.blocks}

    def values(self) -> dict[str, Any]:
        """All the template asks for."""
        outline, t = self.outline, self.t
        style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        sides = [self._side("old", outline.old), self._side("new", outline.new)]
        return {
            "t": t,
            "version": __version__,
            "style": style,
            "style_hash": f"sha256-{digest}",
            "outline": outline,
            "headline": report_title(outline, self.options),
            "origin": report_origin(self.options),
            "logo": self._logo(),
            "note_facts": lambda note: note_facts(note, t),
            "note_origin": lambda note: note_origin(note, t),
            "counts": summary(outline, t),
            "left_out": left_out(outline, t),
            "folded": lambda row: folded(row.folded, t),
            "kinds": [(name(KINDS, kind, t), t.number(n)) for kind, n in outline.kinds],
            "parts": self.parts,
            "sides": sides,
            "lang_old": sides[0]["lang"],
            "lang_new": sides[1]["lang"],
            "coverage": coverage_rows(outline.old.coverage, outline.new.coverage, t),
            "ignored": ignored_counts(outline, t),
            "options": options_used(outline.comparison.options, t),
            "changes": list(self._changes()),
            "level": lambda part: min(max(part.level, 1), 4),
            "width": lambda part: max(round(part.share_changed * 100), 2),
            "title_of": lambda part: part_title(part, t),
            "status_of": lambda part: part_status(part, t),
            "sign_of": self._sign,
            "mood": self._mood,
            "looks": self._look,
            "is_heading": _is_heading,
            "begins_with_heading": lambda part: _is_heading(part.rows[0]),
            "bullet": lambda marker: "•" if marker in ("", "\ufffd") else marker,
            "moved_to": self._moved_to,
            "moved_from": self._moved_from,
            "opening": self._opening,
        }

    def _logo(self) -> str:
        """The picture as an address that holds it, so that nothing is fetched."""
        logo = self.options.logo
        return f"data:image/{logo.kind};base64,{base64.b64encode(logo.data).decode()}" if logo else ""

    def _side(self, key: str, side: Side) -> dict[str, Any]:
        document, t = side.document, self.t
        edition = document.edition
        set_aside = [
            {
                "line": t.number(b.lines[0][0]) if b.lines else "",
                "text": b.text,
                "kind": name(BLOCKS, b.kind.value, t),
            }
            for b in side.set_aside
        ]
        # Only a plain code can be an attribute here; anything else the user typed as a language is left out.
        code = edition.language if re.fullmatch(r"[a-z]{2,3}", edition.language) else ""
        return {
            "name": name(SIDES, key, t),
            "label": shown(edition.label),
            "title": edition.title,
            "file": file_name(side),
            "facts": edition_facts(side, t)[1],
            "sha256": document.extract.sha256,
            "lang": f' lang="{code}"' if code else "",
            "warnings": [warning_sentence(w, t) for w in document.warnings],
            "set_aside": set_aside,
            "set_aside_title": t("Set aside in the {side} edition", side=name(ELDER, key, t))
            + f" ({t.number(len(set_aside))})",
        }

    def _look(self, row: Row) -> Look:
        t, match = self.t, row.match
        if match.relation in (Relation.ADDED, Relation.REMOVED, Relation.OUTSIDE):
            fate = Fate(match.relation.value)
            return Look(fate.value, _SIGNS[fate], name(FATES, fate.value, t))
        if match.id in self.stood_in:
            return Look("moved", "⇄", name(MARKS, "moved", t))
        if match.relation in (Relation.SPLIT, Relation.MERGED):
            fate = Fate(match.relation.value)
            return Look("edited", _SIGNS[fate], name(FATES, fate.value, t))
        fate = Fate.SAME if row.is_same else Fate.EDITED
        return Look(fate.value, _SIGNS[fate], name(FATES, fate.value, t))

    def _sign(self, part: Part) -> str:
        if Mark.MOVED in part.marks:
            return "⇄"
        return "≠" if part.fate is Fate.SAME and not part.is_quiet else _SIGNS[part.fate]

    def _mood(self, part: Part) -> str:
        if part.is_quiet:
            return "calm"
        return "moved" if Mark.MOVED in part.marks else part.fate.value

    def _moved_to(self, row: Row) -> str:
        part = self.part_by_id.get(self.outline.place.get(row.match.id, -1))
        if part is None or self.stood_in.get(row.match.id) is part:
            return self.t("moved within this section")
        return where_to(part, self.t)

    def _moved_from(self, row: Row) -> str:
        part = self.stood_in.get(row.match.id)
        if part is None or self.outline.place.get(row.match.id) == part.id:
            return self.t("moved within this section")
        return where_from(part, self.t)

    def _opening(self, row: Row) -> str:
        text = " ".join(self.text_of_new.get(b, "") for b in row.match.new)
        if len(text) <= OPENING_CHARS:
            return f"“{text}”"
        return f"“{text[:OPENING_CHARS].rsplit(' ', 1)[0]} …”"

    def _changes(self) -> Iterator[dict[str, Any]]:
        """One line for each group of equal changes, in the order of the text."""
        t, seen = self.t, set()
        reported = {c.block_new for c in self.outline.comparison.changes if c.kind is ChangeKind.MOVED}
        for part in self.parts:
            for row in part.rows:
                if not row.stood and row.match.id in self.stood_in and not reported & set(row.match.new):
                    yield self._moved_block(row, part)
            for group in part.groups:
                change = group.change
                if change.group in seen:
                    continue
                seen.add(change.group)
                yield {
                    "old": change.old,
                    "new": change.new or (change.old if change.kind is ChangeKind.MOVED else ""),
                    "moved": change.kind is ChangeKind.MOVED,
                    "kind": name(KINDS, change.kind.value, t),
                    "count": t.number(group.total) if group.total > 1 else "",
                    "weight": importance_name(change.importance, t),
                    "dots": DOTS[min(max(change.importance, 0), 3)],
                    "anchor": self._anchor(change, part),
                    "section": part_title(part, t),
                }

    def _moved_block(self, row: Row, part: Part) -> dict[str, Any]:
        return {
            "old": "",
            "new": " ".join(cell.block.text for cell in row.new),
            "moved": True,
            "kind": name(MARKS, "moved", self.t),
            "count": "",
            "weight": importance_name(1, self.t),
            "dots": DOTS[1],
            "anchor": f"m{row.match.id}",
            "section": part_title(part, self.t),
        }

    def _anchor(self, change: Change, part: Part) -> str:
        match = self.match_of_new.get(-1 if change.block_new is None else change.block_new)
        if match is None:
            match = self.match_of_old.get(-1 if change.block_old is None else change.block_old)
        return f"p{part.id}" if match is None else f"m{match}"


HTML = HtmlReport()
