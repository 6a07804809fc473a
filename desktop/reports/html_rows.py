"""Rows of the web page: a sign, the old text, the new text with what was dropped from it in its place.

In: a row of the outline. Out: a piece of HTML. Side by side shows both cells and hides what was dropped in the second;
inline shows the second cell alone. So both views stand in one file, and no more is kept twice than what was dropped.

    <tr id="m12" class="edited"><td>≠</td>
    <td>… kader <del>2009</del> …</td>
    <td>… <span id="c4">kader <del class="in">2009</del><ins>2014</ins></span> …</td></tr>

Every text goes through `text`, which lets nothing of it become markup; nothing else writes what a document or a person
said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from desktop.i18n import Translator
from desktop.model.annotation import Annotation
from desktop.model.comparison import Change, ChangeKind, Relation
from desktop.model.document import Block, BlockKind
from desktop.reports.cells import by_cell
from desktop.reports.characters import visible
from desktop.reports.inline import InlineParagraph, InlineRun, inline_paragraphs, one_sided
from desktop.reports.notes import note_facts, note_origin
from desktop.reports.outline import Fate, Outline, Part, Row
from desktop.reports.phrases import SIGNS, folded, moved_from, moved_to
from desktop.reports.runs import RunKind
from desktop.reports.weave import Weaver
from desktop.text.emphasis import item, spans
from desktop.wording import FATES, KINDS, MARKS, importance_name, name

DOTS = ("·", "●", "●●", "●●●")
MAX_PLACES = 12
"""Links to the places of equal changes in the list of all changes."""


def text(value: str) -> str:
    """Text as HTML that says just that, in an element or an attribute; control characters are shown, not active."""
    return escape(visible(value))


def bullet(marker: str) -> str:
    """The sign before a list item; what a font of symbols left is a dot."""
    return "•" if marker in ("", "\ufffd") else marker


@dataclass(frozen=True, slots=True)
class Look:
    """How a row presents itself: class, sign, name of the sign for those who cannot see it."""

    css: str
    sign: str
    name: str


class HtmlRows:
    """The rows of one page. languages: the attribute, if any, that tells the language of the old and the new text."""

    def __init__(self, outline: Outline, t: Translator, languages: tuple[str, str]) -> None:
        self.outline, self.t, self.languages = outline, t, languages
        self.weaver = Weaver(outline.comparison)
        comparison = outline.comparison
        self.stood_in = {row.match.id: p for p in outline.parts for row in p.rows if row.stood}
        self.home = {
            row.match.id: p for p in outline.parts for row in p.rows if not row.stood and not row.folded and p.rows
        }
        self.match_of_new = {b: m.id for m in comparison.block_matches for b in m.new}
        self.match_of_old = {b: m.id for m in comparison.block_matches for b in m.old}
        self.linked: set[int] = set()
        """Changes that have their id: a phrase that is cut in two by what stands within it has it once."""
        self._tips: dict[tuple[ChangeKind, int], str] = {}

    def row(self, row: Row, part: Part) -> str:
        """One row of the table of a section."""
        if row.folded:
            return f'<tr class="fold"><td colspan="3">{text(folded(row.folded, self.t))}</td></tr>\n'
        if row.stood:
            return self._stood(row, part)
        look = self.look(row)
        notes = self.notes(row.notes)
        old, new = self._cells(row)
        if look.css == "moved":
            where = moved_from(row, part, self.stood_in.get(row.match.id), self.t)
            new += self._whereabouts(f"s{row.match.id}", where)
        if row.new:
            new += notes
        else:
            old += notes
        css = f"{look.css} title" if is_heading(row) else look.css
        one = ("" if row.old and row.new else " one") + (" noted" if row.notes else "")
        return (
            f'<tr id="m{row.match.id}" class="{css}{one}"{self._facts(row)}>{_sign(look)}'
            f"<td{self.languages[0]}>{old}</td><td{self.languages[1]}>{new}</td></tr>\n"
        )

    def look(self, row: Row) -> Look:
        """What a row tells at a glance."""
        t, match = self.t, row.match
        if match.relation in (Relation.ADDED, Relation.REMOVED, Relation.OUTSIDE):
            fate = Fate(match.relation.value)
            return Look(fate.value, SIGNS[fate], name(FATES, fate.value, t))
        if match.id in self.stood_in:
            return Look("moved", "⇄", name(MARKS, "moved", t))
        if match.relation in (Relation.SPLIT, Relation.MERGED):
            fate = Fate(match.relation.value)
            return Look("edited", SIGNS[fate], name(FATES, fate.value, t))
        fate = Fate.SAME if row.is_unchanged else Fate.EDITED
        return Look(fate.value, SIGNS[fate], name(FATES, fate.value, t))

    def notes(self, notes: Iterable[Annotation]) -> str:
        """What a person wrote, with its tags, weight, status and origin."""
        return "".join(self._note(note) for note in notes)

    def anchor(self, change: Change) -> str:
        """Where a change is: its own place once its row was written, else its row."""
        if change.id in self.linked:
            return f"c{change.id}"
        match = self.match_of_new.get(-1 if change.block_new is None else change.block_new)
        if match is None:
            match = self.match_of_old.get(-1 if change.block_old is None else change.block_old)
        return "comparison" if match is None else f"m{match}"

    def change_line(self, equal: Sequence[Change], total: int, title: str) -> str:
        """A line of the list of all changes, for equal ones. total: how many there are in all."""
        change = equal[0]
        if change.kind is ChangeKind.MOVED:
            said = f'<ins class="moved">{text(change.new or change.old)}</ins>'
        else:
            old = f"<del>{text(change.old)}</del>" if change.old else ""
            new = f"<ins>{text(change.new)}</ins>" if change.new else ""
            said = f"{old} → {new}" if old and new else old or new
        places = "".join(
            f' <a href="#{self.anchor(c)}" class="other">{k}</a>' for k, c in enumerate(equal[1:MAX_PLACES], 2)
        )
        count = f" ×{self.t.number(total)}" if total > 1 else ""
        kind = text(name(KINDS, change.kind.value, self.t)) + count
        return self._line(said, change.kind, kind, change.importance, self.anchor(change), title, places)

    def moved_line(self, row: Row, title: str) -> str:
        """The line of a block that moved without a change of words."""
        said = f'<ins class="moved">{text(" ".join(cell.block.text for cell in row.new))}</ins>'
        return self._line(said, ChangeKind.MOVED, text(name(MARKS, "moved", self.t)), 1, f"m{row.match.id}", title, "")

    def _line(
        self, said: str, key: ChangeKind, kind: str, importance: int, anchor: str, title: str, places: str
    ) -> str:
        weight = text(importance_name(importance, self.t))
        dots = DOTS[min(max(importance, 0), 3)]
        return (
            f'<tr data-kinds="{key.value}" data-weight="{importance}"><td dir="auto">{said}</td>'
            f'<td class="kind">{kind}</td><td class="weight" title="{weight}"><span aria-hidden="true">{dots}</span>'
            f'<span class="unseen">{weight}</span></td><td class="where"><a href="#{anchor}">{text(title)}</a>{places}'
            "</td></tr>"
        )

    # ---- cells --------------------------------------------------------------------------------------------------

    def _cells(self, row: Row) -> tuple[str, str]:
        changes = {c.id: c for c in row.changes}
        if not row.old or not row.new:
            found = self._paragraphs(one_sided(row.new or row.old, row.changes, bool(row.new)), changes, bool(row.new))
            return ("", found) if row.new else (found, "")
        if row.is_unchanged:
            # Not the same letters though: quotes and dashes that differ are forgiven.
            return self._same(row, False), self._same(row, True)
        old = self._paragraphs(one_sided(row.old, (), False), {}, False)
        return old, self._paragraphs(inline_paragraphs(row, self.weaver), changes, True)

    def _same(self, row: Row, is_new: bool) -> str:
        cells = row.new if is_new else row.old
        return "".join(
            self._paragraph(cell.block, (InlineRun(RunKind.SAME, cell.block.text),), {}, is_new) for cell in cells
        )

    def _paragraphs(self, paragraphs: Sequence[InlineParagraph], changes: dict[int, Change], is_new: bool) -> str:
        return "".join(self._paragraph(p.block, p.runs, changes, is_new) for p in paragraphs)

    def _paragraph(self, block: Block, runs: Sequence[InlineRun], changes: dict[int, Change], is_new: bool) -> str:
        cells = by_cell(block, runs) if block.cells else []
        if len(cells) > 1:
            said = "".join(f'<span class="cell">{"".join(self._runs(c, changes, is_new))}</span>' for c in cells)
            return f'<p class="table_row cells" dir="auto">{said}</p>'
        return f"{_open(block.kind, block.marker, block.label)}{''.join(self._runs(runs, changes, is_new))}</p>"

    def _runs(self, runs: Sequence[InlineRun], changes: dict[int, Change], is_new: bool) -> Iterator[str]:
        """Runs, those of one change in one element that can be linked to."""
        other: int | None = None
        for change, members in groupby(runs, key=lambda run: run.change):
            said = []
            for run in members:
                said.append(self._run(run, is_new, hop=run.other not in (None, other)))
                other = run.other
            if change is None or change not in changes:
                yield from said
                continue
            found = changes[change]
            key = "" if change in self.linked else f' id="c{change}"'
            self.linked.add(change)
            tip = self._tips.get((found.kind, found.importance)) or self._tip(found)
            yield f'<span class="c"{key} title="{tip}">{"".join(said)}</span>'

    def _run(self, run: InlineRun, is_new: bool, hop: bool) -> str:
        if run.kind is RunKind.SAME:
            return text(run.text)
        words = run.text.strip()
        if run.kind is RunKind.OUTSIDE or not words:
            return f'<span class="outside">{text(run.text)}</span>' if words else text(run.text)
        goes = run.kind in (RunKind.REMOVED, RunKind.MOVED_AWAY)
        within = goes and is_new
        tag = "del" if goes else "ins"
        moved = run.kind in (RunKind.MOVED_AWAY, RunKind.MOVED_HERE)
        css = " ".join(c for c in ("moved" if moved else "", "in" if within else "") if c)
        link = self._hop(run, goes) if hop else ""
        begin = f'<{tag} class="{css}">' if css else f"<{tag}>"
        if within:
            # The space after what was dropped goes with it: side by side there is nothing here, inline no words stick.
            return f"{begin}{link}{text(run.text)}</{tag}>"
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(lead) + len(words) :]
        return f"{text(lead)}{begin}{link}{text(words)}</{tag}>{text(trail)}"

    def _tip(self, change: Change) -> str:
        """Kind and weight of a change, kept, for there are few of them."""
        said = text(f"{name(KINDS, change.kind.value, self.t)} · {importance_name(change.importance, self.t)}")
        return self._tips.setdefault((change.kind, change.importance), said)

    def _hop(self, run: InlineRun, goes: bool) -> str:
        """A link to the other end of moved words."""
        match = (self.match_of_new if goes else self.match_of_old).get(-1 if run.other is None else run.other)
        if match is None or match not in self.home:
            return ""
        said = text(self.t("moved to here") if goes else self.t("moved from here"))
        return f'<a class="hop" href="#m{match}" title="{said}">⇄<span class="unseen">{said}</span></a>'

    def _stood(self, row: Row, part: Part) -> str:
        where = moved_to(row, part, self.home.get(row.match.id), self.t)
        link = f'<a href="#m{row.match.id}">{text(where)}</a>' if row.match.id in self.home else text(where)
        return (
            f'<tr id="s{row.match.id}" class="moved one"><td class="sign"><span aria-hidden="true">⇄</span></td>'
            f'<td lang="{self.t.language}"><p class="whereabouts">{link} {text(self.outline.opening(row))}</p></td>'
            "<td></td></tr>\n"
        )

    def _whereabouts(self, anchor: str, where: str) -> str:
        return f'<p class="whereabouts" lang="{self.t.language}"><a href="#{anchor}">{text(where)}</a></p>'

    def _facts(self, row: Row) -> str:
        """What the filter asks for: the kinds of changes in a row and their weight."""
        if not row.changes:
            return ""
        kinds = " ".join(dict.fromkeys(c.kind.value for c in row.changes))
        return f' data-kinds="{kinds}" data-weight="{max(c.importance for c in row.changes)}"'

    def _note(self, note: Annotation) -> str:
        lines = "".join(f'<p dir="auto">{_marked(line)}</p>' for line in note.text.splitlines() if line.strip())
        small = " · ".join(x for x in (note_facts(note, self.t), note_origin(note, self.t)) if x)
        facts = f'<p class="quiet">{text(small)}</p>' if small else ""
        return f'<aside class="note" lang="{self.t.language}">{lines}{facts}</aside>'


def _marked(line: str) -> str:
    """A line of a note; what a person marked in it is."""
    said = item(line)
    parts = []
    for span in spans(line if said is None else said):
        tag = "strong" if span.strong else "em" if span.stressed else ""
        parts.append(f"<{tag}>{text(span.words)}</{tag}>" if tag else text(span.words))
    return ("• " if said is not None else "") + "".join(parts)


def is_heading(row: Row) -> bool:
    """Whether a row begins with a heading."""
    cells = row.new or row.old
    return bool(cells) and cells[0].block.is_heading


def _sign(look: Look) -> str:
    shown = f'<span aria-hidden="true">{look.sign}</span><span class="unseen">{text(look.name)}</span>'
    return f'<td class="sign">{shown}</td>'


def _open(kind: BlockKind, marker: str, label: str) -> str:
    """The beginning of a paragraph: its looks, and its bullet or number."""
    wide = " wide" if len(marker) > 2 else ""
    shown = bullet(marker) if kind is BlockKind.LIST_ITEM else label if kind is BlockKind.FOOTNOTE else ""
    begin = f'<p class="{kind.value}{wide}" dir="auto">'
    return f'{begin}<span class="marker">{text(shown)}</span>' if shown else begin
