"""Phrases that several reports share: titles, what became of a section, counts, coverage as a table.

In: pieces of an `Outline`. Out: plain text in the language of a `Translator`; what is safe where is the
report's affair.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from desktop import __version__
from desktop.i18n import Translator
from desktop.model.comparison import Change, Coverage, Mark, Relation
from desktop.model.document import BlockKind
from desktop.model.options import Options, PinKind
from desktop.reports.base import ReportOptions
from desktop.reports.outline import Fate, Outline, Part, Row, Side
from desktop.wording import FATES, IGNORED, KINDS, LANGUAGE_NAMES, MARKS, importance_name, name, shown

SHORT_HASH = 8
SIGNS = {
    Fate.SAME: "=",
    Fate.EDITED: "≠",
    Fate.SPLIT: "÷",
    Fate.MERGED: "∪",
    Fate.ADDED: "+",
    Fate.REMOVED: "−",
    Fate.OUTSIDE: "…",
}
"""What became of a section or row, in a sign."""


def headline(outline: Outline) -> str:
    """`2014 · 34 200 V → 2022 · 36 360 V`; one name where both are the same."""
    old, new = (shown(side.document.edition.label) for side in (outline.old, outline.new))
    return old if old == new else f"{old} → {new}"


def report_title(outline: Outline, options: ReportOptions) -> str:
    """The title a user gave the report, else what is compared."""
    return options.title or headline(outline)


def report_origin(options: ReportOptions) -> str:
    """`A. de Vries · 14 March 2024`: who made the report, and when."""
    return " · ".join(x for x in (options.author, options.t.date(options.made) if options.made else "") if x)


def edition_facts(side: Side, t: Translator) -> tuple[str, str]:
    """The file of an edition, and what else identifies it: language, extent, the beginning of its hash."""
    document = side.document
    language = document.edition.language
    facts = [
        name(LANGUAGE_NAMES, language, t) if language else "",
        t.plural("{n} word", "{n} words", side.coverage.words),
        f"sha256 {document.extract.sha256[:SHORT_HASH]}",
    ]
    return shown(document.extract.path), " · ".join(f for f in facts if f)


def file_name(side: Side) -> str:
    """The name of the file without its folder."""
    return shown(os.path.basename(side.document.extract.path))


def part_title(part: Part, t: Translator) -> str:
    """The heading of a part, `old → new` where it has two."""
    old, new = (" + ".join(titles) for titles in (part.old_titles, part.new_titles))
    if old and new and old != new:
        return f"{old} → {new}"
    return new or old or t("Before the first heading")


def where_to(part: Part, t: Translator) -> str:
    """`moved to Tarieven`: how the new edition calls the section."""
    return t("moved to {title}", title=" + ".join(part.new_titles) or part_title(part, t))


def where_from(part: Part, t: Translator) -> str:
    """`moved from Aanbod`: how the old edition calls the section."""
    return t("moved from {title}", title=" + ".join(part.old_titles) or part_title(part, t))


def moved_to(row: Row, part: Part, home: Part | None, t: Translator) -> str:
    """What stands where a row stood before it moved to the part `home`."""
    if home is None or home is part:
        return t("moved within this section")
    return where_to(home, t)


def moved_from(row: Row, part: Part, stood: Part | None, t: Translator) -> str:
    """What stands beside a row of `part` that moved there from the part `stood`."""
    if stood is None or stood is part:
        return t("moved within this section")
    if Mark.MOVED in part.marks and row.old and row.old[0].block.is_heading:
        return stood_after(" + ".join(stood.old_titles) or part_title(stood, t), t)
    return where_from(stood, t)


def stood_after(title: str, t: Translator) -> str:
    """`stood after Aanbod`: where a section that moved as a whole stood in the old edition."""
    return t("stood after {title}", title=title)


def row_status(row: Row, t: Translator, moved: bool = False) -> str:
    """What became of a row, in a word."""
    if moved:
        return name(MARKS, "moved", t)
    if row.match.relation is Relation.PAIRED:
        return name(FATES, "same" if row.is_unchanged else "edited", t)
    return name(FATES, row.match.relation.value, t)


def is_title_row(row: Row) -> bool:
    """Whether a row says no more than the heading of its part does."""
    cells = row.new or row.old
    plain = row.is_same or not (row.old and row.new)
    return plain and not row.notes and len(cells) == 1 and cells[0].block.kind is BlockKind.HEADING


def changes_said(changes: Sequence[Change], t: Translator) -> Iterator[str]:
    """`number · weighty`: kinds and weights of changes, equal ones counted."""
    counted: dict[str, int] = {}
    for change in changes:
        said = f"{name(KINDS, change.kind.value, t)} · {importance_name(change.importance, t)}"
        counted[said] = counted.get(said, 0) + 1
    for said, count in counted.items():
        yield said if count == 1 else f"{said} ×{t.number(count)}"


def part_status(part: Part, t: Translator) -> str:
    """`renamed, moved · 12 % changed`."""
    marks = [name(MARKS, m.value, t) for m in part.marks if m is not Mark.PINNED]
    said = [] if part.fate is Fate.EDITED and marks else [name(FATES, part.fate.value, t)]
    if part.fate is Fate.SAME and marks:
        said = []
    status = ", ".join(said + marks)
    if part.fate in (Fate.ADDED, Fate.REMOVED, Fate.OUTSIDE):
        return f"{status} · {t.plural('{n} word', '{n} words', part.words)}" if part.words else status
    if part.share_changed:
        return f"{status} · {t('{share} changed', share=t.percent(part.share_changed))}"
    return status


def summary(outline: Outline, t: Translator) -> str:
    """How many changes, and what became of the sections, in one line."""
    if not outline.has_changes:
        return t("No changes.")
    said = [t.plural("{n} change", "{n} changes", outline.changes)]
    if outline.moved:
        said.append(t.plural("{n} block moved", "{n} blocks moved", outline.moved))
    fates = ", ".join(f"{name(FATES, fate.value, t)} {t.number(n)}" for fate, n in outline.fates)
    return " · ".join([*said, f"{t('sections')}: {fates}"] if fates else said)


def left_out(outline: Outline, t: Translator) -> str:
    """How many sections are not told; empty where all are."""
    count = outline.parts_left_out
    return t.plural("{n} section is left out.", "{n} sections are left out.", count) if count else ""


def folded(count: int, t: Translator) -> str:
    """What stands in the place of unchanged paragraphs that are not shown."""
    return t.plural("… {n} unchanged paragraph …", "… {n} unchanged paragraphs …", count)


def kind_counts(outline: Outline, t: Translator) -> str:
    """`number 3 · wording 9 · added 2`."""
    return " · ".join(f"{name(KINDS, kind, t)} {t.number(n)}" for kind, n in outline.kinds)


def coverage_rows(old: Coverage, new: Coverage, t: Translator) -> list[list[str]]:
    """How all words are accounted for: a head and a row a side."""
    head = [t("Words"), t("in all"), t("compared"), t("ignored"), t("unpaired"), t("outside the excerpt")]
    return [
        head,
        *(
            [label, *(t.number(n) for n in (c.words, c.compared, c.ignored, c.unpaired, c.outside))]
            for label, c in ((t("old"), old), (t("new"), new))
        ),
    ]


def ignored_counts(outline: Outline, t: Translator) -> str:
    """By which rule words were ignored: `running feet 12 · page numbers 3`."""
    return " · ".join(f"{name(IGNORED, rule, t)} {t.number(n)}" for rule, n in outline.comparison.ignored if n)


def method(options: Options, t: Translator) -> list[str]:
    """How the editions were compared, for a reader who was not there: by what, what is forgiven, what weights mean."""
    used = options_used(options, t)
    return [
        t(
            "Compared word by word by Naast {version}. Line ends, broken words, bullets, running heads, page numbers "
            "and note marks are no changes; capitals and punctuation alone weigh as form.",
            version=__version__,
        ),
        t(
            "Weighty are numbers, amounts, dates, references and names, and eight words or more at once; content is "
            "other words that carry meaning; small are function words, new numbers of headings and text that moved."
        ),
        f"{t('options')}: {used}" if used else t("Nothing was left out by an option."),
    ]


def options_used(options: Options, t: Translator) -> str:
    """What the user asked for that altered the result; empty when nothing was."""
    said = []
    if options.ignore:
        names = ", ".join(name(IGNORED, i, t) for i in sorted(x.value for x in options.ignore))
        said.append(t("left out: {names}", names=names))
    if options.pins:
        pairs = ", ".join(f"{'=' if p.kind is PinKind.LINK else '≠'} {p.old}:{p.new}" for p in options.pins)
        said.append(t("pairs fixed by hand: {pairs}", pairs=pairs))
    return " · ".join(said)
