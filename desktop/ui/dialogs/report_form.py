"""What a person can choose about a report, as a form: kind, extent, looks. Only what alters the chosen kind is shown.

In: the wishes of last time, the sections there are. Out: `wishes()`, and `changed` whenever they are others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.i18n import LANGUAGES, Translator, mark
from desktop.reports import catalogue
from desktop.ui.digest import SectionNode
from desktop.ui.panels.making import button, field, label
from desktop.ui.wishes import Wishes
from desktop.wording import LANGUAGE_NAMES, REPORTS, name

KINDS = {
    "html": mark("Web page: one file that opens anywhere"),
    "docx": mark("Word: a report"),
    "tracked": mark("Word: tracked changes to accept or reject"),
    "pdf": mark("PDF, to print or file"),
    "xlsx": mark("Excel: a row a change"),
    "csv": mark("Table of changes as text"),
    "md": mark("Markdown"),
    "json": mark("JSON, for other programs"),
}
"""The usual order; kinds that others add come after these, under their own name."""
LAYOUT_NAMES = {"side-by-side": mark("Side by side"), "inline": mark("Inline")}
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
MATCH = Qt.ItemDataRole.UserRole


def kinds() -> list[str]:
    """The kinds of reports there are, in the usual order."""
    there = [kind.key for kind in catalogue.kinds()]
    return [k for k in KINDS if k in there] + [k for k in there if k not in KINDS]


class ReportForm(QWidget):
    """See the module. here: the section the reader is in, which is chosen first where sections are to be chosen."""

    changed = Signal()

    def __init__(
        self, t: Translator, wishes: Wishes, sections: Sequence[SectionNode], has_notes: bool, here: int | None
    ) -> None:
        super().__init__()
        self._t, self._here = t, here
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[str, list[QWidget]] = {}
        self.kind = self._combo(
            "",
            t("Kind"),
            t("Kind of report"),
            [(k, t(KINDS[k]) if k in KINDS else name(REPORTS, k, t)) for k in kinds()],
        )
        languages = [(code, name(LANGUAGE_NAMES, code, t)) for code in LANGUAGES]
        self.language = self._combo("language", t("Language"), t("Language of the report"), languages)
        extents = [("all", t("All sections")), ("chosen", t("Chosen sections"))]
        self.extent = self._combo("sections", t("Extent"), t("Extent of the report"), extents)
        self.tree = self._sections(sections)
        self.only = QCheckBox(t("Changes only; what is unchanged is counted"))
        self._line("changes_only", "", self.only)
        self.notes = QCheckBox(t("With notes"))
        self._line("notes" if has_notes else "never", "", self.notes)
        layouts = [(key, t(said)) for key, said in LAYOUT_NAMES.items()]
        self.layouts = self._combo("layout", t("View"), t("View"), layouts)
        self.title = field(t("as the editions are called"), t("Title of the report"))
        self._line("title", t("Title"), self.title)
        self.author = field(t("nobody"), t("Author of the report"))
        self._line("author", t("Author"), self.author)
        self.logo = self._file("logo", t("Logo"), t("Picture for the head of the report"), "*.png *.jpg *.jpeg")
        self.template = self._file("template", t("Template"), t("Word document in the house style"), "*.docx *.dotx")
        self._fill(wishes)
        for combo in (self.kind, self.language, self.extent, self.layouts):
            combo.currentIndexChanged.connect(lambda _: self._told())
        for box in (self.only, self.notes):
            box.toggled.connect(lambda _: self._told())
        for line in (self.title, self.author, self.logo, self.template):
            line.textChanged.connect(lambda _: self._told())
        self.tree.itemChanged.connect(self._ticked)
        self._show_what_counts()

    def wishes(self) -> Wishes:
        """What is chosen now."""
        chosen = self.extent.currentData() == "chosen"
        return Wishes(
            key=str(self.kind.currentData()),
            language=str(self.language.currentData()),
            layout=str(self.layouts.currentData()),
            changes_only=self.only.isChecked(),
            notes=self.notes.isChecked(),
            author=self.author.text().strip(),
            logo=self.logo.text().strip(),
            template=self.template.text().strip(),
            title=self.title.text().strip(),
            sections=tuple(self._chosen()) if chosen else None,
        )

    def choose_kind(self, key: str) -> None:
        """Choose a kind from outside; unknown ones change nothing."""
        at = self.kind.findData(key)
        if at >= 0:
            self.kind.setCurrentIndex(at)

    # ---- making -------------------------------------------------------------------------------------------------

    def add_line(self, title: str, *widgets: QWidget) -> None:
        """A line below the others, for what is chosen elsewhere."""
        self._line("", title, *widgets)

    def _line(self, fact: str, title: str, *widgets: QWidget) -> None:
        """A line of the form; fact: which option of `catalogue.ReportKind.takes` it is, empty for all kinds."""
        at = self._grid.rowCount()
        for k, widget in enumerate(widgets, 1):
            self._grid.addWidget(widget, at, k, 1, 2 if len(widgets) == 1 else 1)
        self._lines.setdefault(fact, []).extend(widgets)
        if title:
            said = label(title)
            said.setBuddy(widgets[0])
            self._grid.addWidget(said, at, 0)
            self._lines[fact].append(said)

    def _combo(self, fact: str, title: str, spoken: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(spoken)
        for value, said in choices:
            combo.addItem(said, value)
        self._line(fact, title, combo)
        return combo

    def _file(self, fact: str, title: str, spoken: str, suffixes: str) -> QLineEdit:
        line = field(self._t("none"), spoken)

        def choose() -> None:
            path, _ = QFileDialog.getOpenFileName(self, spoken, line.text(), f"{title} ({suffixes})")
            if path:
                line.setText(path)

        self._line(fact, title, line, self._chooser(choose, title))
        return line

    def _chooser(self, then: Callable[[], None], title: str) -> QPushButton:
        made = button(self._t("Choose…"), then)
        made.setAccessibleName(f"{title}: {self._t('Choose…')}")
        made.setAutoDefault(False)
        return made

    def _sections(self, sections: Sequence[SectionNode]) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self._t("Sections of the report"))
        tree.setMinimumHeight(130)
        items: list[QTreeWidgetItem] = []
        for node in sections:
            item = QTreeWidgetItem([node.title or self._t("Before the first heading")])
            item.setData(0, MATCH, node.match)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, UNCHECKED)
            if node.parent is None:
                tree.addTopLevelItem(item)
            else:
                items[node.parent].addChild(item)
            items.append(item)
        tree.expandAll()
        self._items = items
        self._line("sections", "", tree)
        return tree

    def _fill(self, wishes: Wishes) -> None:
        self.choose_kind(wishes.key)
        self.language.setCurrentIndex(max(self.language.findData(wishes.language or self._t.language), 0))
        self.layouts.setCurrentIndex(max(self.layouts.findData(wishes.layout), 0))
        self.only.setChecked(wishes.changes_only)
        self.notes.setChecked(wishes.notes)
        for line, value in (
            (self.title, wishes.title), (self.author, wishes.author), (self.logo, wishes.logo),
            (self.template, wishes.template),
        ):  # fmt: skip
            line.setText(value)

    # ---- following ----------------------------------------------------------------------------------------------

    def _told(self) -> None:
        if self.extent.currentData() == "chosen" and not self._chosen():
            self._choose_where_the_reader_is()
        self._show_what_counts()
        self.changed.emit()

    def _show_what_counts(self) -> None:
        takes = catalogue.kind(str(self.kind.currentData())).takes
        for fact, widgets in self._lines.items():
            for widget in widgets:
                widget.setVisible(not fact or fact in takes)
        self.tree.setVisible("sections" in takes and self.extent.currentData() == "chosen")

    def _choose_where_the_reader_is(self) -> None:
        here = [item for item in self._items if item.data(0, MATCH) == self._here] or self._items[:1]
        for item in here:
            item.setCheckState(0, CHECKED)
            self.tree.scrollToItem(item)

    def _ticked(self, item: QTreeWidgetItem) -> None:
        """What stands under a section goes along with it."""
        self.tree.blockSignals(True)
        waiting = [item]
        while waiting:
            at = waiting.pop()
            at.setCheckState(0, item.checkState(0))
            waiting += [below for k in range(at.childCount()) if (below := at.child(k)) is not None]
        self.tree.blockSignals(False)
        self.changed.emit()

    def _chosen(self) -> list[int]:
        return [int(item.data(0, MATCH)) for item in self._items if item.checkState(0) is CHECKED]
