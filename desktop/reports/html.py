"""The report in one HTML file: nothing to fetch, readable without its script; for screen and paper, light and dark.

In: a `Comparison`. Out: one self-contained page. What a document says is escaped by jinja2 or by `html_rows.text`, and
the page's own policy (CSP) forbids everything but its style sheet and its script, known by their hashes: text of a
document cannot become anything else. The script filters, jumps from change to change and chooses the theme.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from desktop import __version__
from desktop.i18n import Translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Change, ChangeKind, Comparison, Mark
from desktop.progress import Stage
from desktop.reports.base import Layout, ReportOptions
from desktop.reports.characters import visible
from desktop.reports.html_rows import HtmlRows, is_heading
from desktop.reports.outline import Fate, Outline, Part, Side
from desktop.reports.phrases import (
    SIGNS,
    coverage_rows,
    edition_facts,
    file_name,
    ignored_counts,
    left_out,
    method,
    part_status,
    part_title,
    report_origin,
    report_title,
    summary,
)
from desktop.reports.selection import report_outline
from desktop.wording import BLOCKS, ELDER, KINDS, SIDES, importance_name, name, shown, warning_sentence

TEMPLATES = Path(__file__).parent / "templates"


class HtmlReport:
    """The comparison side by side, and as one text."""

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
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


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


@cache
def _asset(file: str) -> tuple[Markup, str]:
    """The text of the style sheet or the script, and the hash by which the policy knows it."""
    content = (TEMPLATES / file).read_text(encoding="utf-8")
    return Markup(content), f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


class _View:
    """The words and values of the page."""

    def __init__(self, outline: Outline, options: ReportOptions) -> None:
        self.outline, self.options = outline, options
        self.t: Translator = options.t
        self.parts = [p for p in outline.parts if p.rows]
        sides = [self._side("old", outline.old), self._side("new", outline.new)]
        self.sides = sides
        self.rows = HtmlRows(outline, options.t, (sides[0]["lang"], sides[1]["lang"]))

    def values(self) -> dict[str, Any]:
        """All the template asks for."""
        outline, t = self.outline, self.t
        style, style_hash = _asset("report.css")
        script, script_hash = _asset("report.js")
        return {
            "t": t,
            "version": __version__,
            "style": style,
            "style_hash": style_hash,
            "script": script,
            "script_hash": script_hash,
            "outline": outline,
            "headline": report_title(outline, self.options),
            "origin": report_origin(self.options),
            "logo": self._logo(),
            "inline": self.options.layout is Layout.INLINE,
            "counts": summary(outline, t),
            "left_out": left_out(outline, t),
            "kinds": [(name(KINDS, kind, t), t.number(n)) for kind, n in outline.kinds],
            "filter_kinds": [(kind, name(KINDS, kind, t)) for kind, _ in outline.kinds],
            "filter_weights": [(n, importance_name(n, t)) for n in (1, 2, 3)],
            "parts": self.parts,
            "sides": self.sides,
            "rows": self._rows,
            "noted": self._noted,
            "coverage": coverage_rows(outline.old.coverage, outline.new.coverage, t),
            "ignored": ignored_counts(outline, t),
            "method": method(outline.comparison.options, t),
            "changes": self._changes,
            "level": lambda part: min(max(part.level, 1), 4),
            "width": lambda part: max(round(part.share_changed * 100), 2),
            "title_of": lambda part: part_title(part, t),
            "status_of": lambda part: part_status(part, t),
            "sign_of": self._sign,
            "mood": self._mood,
            "begins_with_heading": lambda part: is_heading(part.rows[0]),
        }

    def _rows(self, part: Part) -> Iterator[Markup]:
        self.options.progress.check(Stage.WRITING, self.parts.index(part), len(self.parts))
        for row in part.rows:
            yield Markup(self.rows.row(row, part))

    def _noted(self, notes: Iterable[Annotation]) -> Markup:
        return Markup(self.rows.notes(notes))

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
            "lang": Markup(f' lang="{code}"' if code else ""),
            "warnings": [warning_sentence(w, t) for w in document.warnings],
            "set_aside": set_aside,
            "set_aside_title": t("Set aside in the {side} edition", side=name(ELDER, key, t))
            + f" ({t.number(len(set_aside))})",
        }

    def _sign(self, part: Part) -> str:
        if Mark.MOVED in part.marks:
            return "⇄"
        return "≠" if part.fate is Fate.SAME and not part.is_quiet else SIGNS[part.fate]

    def _mood(self, part: Part) -> str:
        if part.is_quiet:
            return "calm"
        return "moved" if Mark.MOVED in part.marks else part.fate.value

    def _changes(self) -> Iterator[Markup]:
        """One line for each group of equal changes, in the order of the text. After the rows, which make the places."""
        t, seen = self.t, set()
        reported = {c.block_new for c in self.outline.comparison.changes if c.kind is ChangeKind.MOVED}
        members: dict[int, list[Change]] = {}
        for part in self.parts:
            for row in part.rows:
                for change in row.changes:
                    members.setdefault(change.group, []).append(change)
        for part in self.parts:
            title = part_title(part, t)
            for row in part.rows:
                if not row.stood and row.match.id in self.rows.stood_in and not reported & set(row.match.new):
                    yield Markup(self.rows.moved_line(row, title))
            for group in part.groups:
                if group.change.group not in seen:
                    seen.add(group.change.group)
                    equal = members.get(group.change.group, [group.change])
                    yield Markup(self.rows.change_line(equal, group.total, title))


HTML = HtmlReport()
