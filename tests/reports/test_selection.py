"""A report for chosen sections, or for changes only; what is left out is counted. Notes stand where they belong."""

from __future__ import annotations

from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.model.comparison import Comparison
from desktop.reports.base import Layout, ReportOptions, Selection
from desktop.reports.catalogue import LAYOUTS
from desktop.reports.outline import Outline, build_outline
from desktop.reports.selection import find_parts, report_outline, select
from tests.reports.making import comparison, document


def law(last: str = "Vijf.") -> Comparison:
    def text(third: str, fifth: str) -> list[tuple[str, str]]:
        return [
            ("h1", "Rol"), ("paragraph", "Een."), ("paragraph", "Twee."), ("paragraph", third),
            ("h2", "Taken van de rol"), ("paragraph", "Vier."),
            ("h1", "Slot"), ("paragraph", fifth),
        ]  # fmt: skip

    old, new = document(text("Drie 2009.", "Vijf.")), document(text("Drie 2014.", last), "new.txt", 2022)
    return comparison(old, new, [([i], [i]) for i in range(8)], [([i], [i]) for i in range(3)])


def test_layouts_are_listed_where_nothing_heavy_is_loaded() -> None:
    assert tuple(Layout) == LAYOUTS


def titles(outline: Outline) -> list[str]:
    return [part.new_titles[0] for part in outline.parts]


def test_everything_unless_asked_otherwise() -> None:
    outline = report_outline(law(), ReportOptions())
    assert titles(outline) == ["Rol", "Taken van de rol", "Slot"]
    assert outline.parts_left_out == 0
    assert not any(row.folded for part in outline.parts for row in part.rows)


def test_changes_only_folds_unchanged_rows_and_counts_unchanged_sections() -> None:
    outline = select(build_outline(law()), Selection(changes_only=True))
    assert titles(outline) == ["Rol"]
    assert outline.parts_left_out == 2
    assert [(row.folded, [c.block.text for c in row.new]) for row in outline.parts[0].rows] == [
        (0, ["Rol"]), (2, []), (0, ["Drie 2014."]),
    ]  # fmt: skip


def test_chosen_sections_only() -> None:
    outline = build_outline(law())
    chosen = select(outline, Selection(sections=frozenset({outline.parts[2].id})))
    assert titles(chosen) == ["Slot"] and chosen.parts_left_out == 2


def test_a_section_is_found_by_its_heading_with_those_under_it() -> None:
    outline = build_outline(law())
    ids = {part.new_titles[0]: part.id for part in outline.parts}
    assert find_parts(outline, " rol ") == (ids["Rol"], ids["Taken van de rol"])
    assert find_parts(outline, "taken") == (ids["Taken van de rol"],)
    assert find_parts(outline, "van de") == (ids["Taken van de rol"],)
    assert find_parts(outline, "inkomsten") == find_parts(outline, " ") == ()


def test_notes_stand_with_what_they_are_about_and_can_be_left_out() -> None:
    made = law()
    row = build_outline(made).parts[2].rows[1]
    notes = (
        Annotation(Target(TargetKind.COMPARISON), "all"),
        Annotation(Target(TargetKind.SECTION, made.section_matches[1].id), "section"),
        Annotation(Target(TargetKind.BLOCK, row.match.id), "block"),
        Annotation(Target(TargetKind.CHANGE, made.changes[0].id), "change"),
    )
    outline = report_outline(made, ReportOptions(annotations=notes, selection=Selection(changes_only=True)))
    assert [n.text for n in outline.notes] == ["all"]
    assert titles(outline) == ["Rol", "Taken van de rol", "Slot"], "what has a note is worth telling"
    assert [n.text for n in outline.parts[1].notes] == ["section"]
    assert [n.text for part in outline.parts for r in part.rows for n in r.notes] == ["change", "block"]
    assert [n.text for n in outline.notes_of_change[made.changes[0].id]] == ["change"]
    without = report_outline(made, ReportOptions(annotations=notes, selection=Selection(notes=False)))
    assert not without.notes and not any(part.notes for part in without.parts)


def test_rows_know_their_changes() -> None:
    made = law("Zes.")
    found = [c.id for part in build_outline(made).parts for row in part.rows for c in row.changes]
    assert found == [c.id for c in made.changes]
