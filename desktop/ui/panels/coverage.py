"""The right pane, third page: each word of both editions accounted for, and what was forgiven, rule by rule, to be
looked at and where possible shown again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator, mark
from desktop.model.comparison import Coverage
from desktop.model.options import Ignore, Side
from desktop.ui.panels.making import label, rule
from desktop.ui.result import Reading
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import BLOCKS, IGNORED, REPAIRS, name, shown

PARTS = (
    ("compared", mark("compared"), "accent", ""),
    ("unpaired", mark("only in this edition"), "importance_2", ""),
    ("outside", mark("outside the excerpt"), "outside", "Dense4Pattern"),
    ("ignored", mark("set aside"), "moved", "BDiagPattern"),
)
"""Field of a `Coverage`, its name, its colour role, and a pattern so that colour is not the only sign."""
MAX_SHOWN = 500
BLOCK = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Forgiven:
    """One rule, how often it forgave something, and where."""

    title: str
    count: int
    places: tuple[tuple[Side, int, str], ...]
    """Side, block or -1, and what was there in words."""


def forgiven(old: Reading, new: Reading, t: Translator) -> tuple[Forgiven, ...]:
    """What reading forgave in both editions: what was set aside, what was mended, marks and bullets, line ends."""
    result: list[Forgiven] = []
    furniture: dict[str, list[tuple[Side, int, str]]] = {}
    repairs: dict[str, list[tuple[Side, int, str]]] = {}
    ends: Counter[Side] = Counter()
    bullets: list[tuple[Side, int, str]] = []
    marks: list[tuple[Side, int, str]] = []
    for side, document in ((Side.OLD, old), (Side.NEW, new)):
        of_line: dict[int, int] = {}
        for block in document.blocks:
            for first, last in block.lines:
                of_line.update(dict.fromkeys(range(first, last + 1), block.id))
            if block.is_furniture:
                furniture.setdefault(block.kind.value, []).append((side, block.id, block.text))
                continue
            ends[side] += sum(b - a + 1 for a, b in block.lines) - 1
            if block.marker:
                bullets.append((side, block.id, f"{block.marker} {block.text[:60]}"))
            if block.refs:
                marks.append((side, block.id, f"{', '.join(block.refs)} · {block.text[:60]}"))
        for repair in document.repairs:
            doubt = "" if repair.certain else f" ({t('in doubt')})"
            words = f"{repair.before.replace('⏎', ' ⏎ ')} → {repair.after}{doubt}"
            line = t("line {n}", n=t.number(repair.line))
            place = (side, of_line.get(repair.line, -1), f"{line}: {words}")
            repairs.setdefault(repair.kind, []).append(place)
    if sum(ends.values()):
        result.append(Forgiven(t("line ends inside paragraphs"), sum(ends.values()), ()))
    for kind, places in repairs.items():
        result.append(Forgiven(name(REPAIRS, kind, t), len(places), tuple(places)))
    for kind, places in furniture.items():
        result.append(Forgiven(name(BLOCKS, kind, t), len(places), tuple(places)))
    if bullets:
        result.append(Forgiven(t("bullets and dashes before items"), len(bullets), tuple(bullets)))
    if marks:
        result.append(Forgiven(t("note marks in sentences"), len(marks), tuple(marks)))
    return tuple(result)


class CoverageBar(QWidget):
    """The parts of one edition's words as a bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: Sequence[tuple[int, str, str]] = ()
        self.setFixedHeight(12)

    def show_coverage(self, coverage: Coverage) -> None:
        self._parts = [(getattr(coverage, key), role, pattern) for key, _, role, pattern in PARTS]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        total = sum(n for n, _, _ in self._parts) or 1
        at = 0.0
        for count, role, pattern in self._parts:
            if not count:
                continue
            width = self.width() * count / total
            box = QRectF(at, 0, max(width - 1, 1), self.height())
            color = QColor(getattr(self._theme.colors, role))
            if pattern:
                painter.fillRect(box, QColor(self._theme.colors.raised))
                painter.fillRect(box, _brush(color, pattern))
            else:
                painter.fillRect(box, color)
            at += width
        painter.end()


def _brush(color: QColor, pattern: str) -> QBrush:
    return QBrush(color, getattr(Qt.BrushStyle, pattern))


class BoxLabel(QLabel):
    """The words of a check box that may take more than one line; a click on them is one on the box."""

    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._box.click()


class CoveragePanel(QScrollArea):
    """See the module."""

    reading_asked = Signal(str, int)
    """Side and block: something that was set aside, to be seen among what was read."""

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setObjectName("page")
        self._page = page
        self.setWidget(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(label(t("Every word accounted for"), bold=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._cells: dict[tuple[str, int], QLabel] = {}
        self._bars = (CoverageBar(theme), CoverageBar(theme))
        for column, head in enumerate((t("old"), t("new")), 2):
            cell = label(head, role="muted", scale=0.9)
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(cell, 0, column)
        for line, (key, title, _, _) in enumerate((*PARTS, ("words", mark("words in all"), "", "")), 1):
            self._grid.addWidget(_Swatch(theme, line - 1) if line <= len(PARTS) else QLabel(), line, 0)
            self._grid.addWidget(label(t(title), bold=key == "words", wrap=True), line, 1)
            for side in range(2):
                cell = label(bold=key == "words")
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(cell, line, 2 + side)
                self._cells[key, side] = cell
        layout.addLayout(self._grid)
        for side, words in enumerate((t("old"), t("new"))):
            line_layout = QHBoxLayout()
            side_label = label(words, role="muted", scale=0.9)
            side_label.setMinimumWidth(side_label.fontMetrics().horizontalAdvance("nieuw  "))
            line_layout.addWidget(side_label)
            line_layout.addWidget(self._bars[side], 1)
            layout.addLayout(line_layout)
        layout.addSpacing(6)
        layout.addWidget(rule())
        layout.addWidget(label(t("Left out of the changes"), bold=True))
        layout.addWidget(
            label(
                t("What is ticked is not reported as a change; the count says how much it hides."), "muted", True, 0.9
            )
        )
        self.rules: dict[Ignore, QCheckBox] = {}
        self._hidden: dict[Ignore, QLabel] = {}
        for ignore in Ignore:
            words = name(IGNORED, ignore.value, t)
            box = QCheckBox()
            box.setAccessibleName(words)
            box.clicked.connect(self._setter(ignore))
            count = label(role="muted", scale=0.9)
            line_layout = QHBoxLayout()
            line_layout.setSpacing(4)
            line_layout.addWidget(box)
            line_layout.addWidget(BoxLabel(words, box), 1)
            line_layout.addWidget(count)
            layout.addLayout(line_layout)
            self.rules[ignore], self._hidden[ignore] = box, count
        layout.addSpacing(6)
        layout.addWidget(rule())
        layout.addWidget(label(t("Forgiven while reading"), bold=True))
        layout.addWidget(label(t("Open a line to see each of them; choose one to go there."), "muted", True, 0.9))
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setAccessibleName(t("Forgiven while reading"))
        self.tree.setIndentation(14)
        self.tree.setRootIsDecorated(True)
        self.tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page scrolls, with all in it
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, self.tree.header().ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, self.tree.header().ResizeMode.ResizeToContents)
        self.tree.itemExpanded.connect(self._expand)
        self.tree.itemCollapsed.connect(self._fit)
        self.tree.currentItemChanged.connect(self._show_current)
        self.tree.itemActivated.connect(self._go)
        self.tree.itemClicked.connect(self._go)
        layout.addWidget(self.tree)
        layout.addStretch(1)
        self._places: tuple[Forgiven, ...] = ()
        self._is_stale = True
        workspace.result_changed.connect(self._result_changed)

    def _setter(self, ignore: Ignore) -> Callable[[bool], object]:
        return lambda is_ignored: self._workspace.corrections.set_ignored(ignore, is_ignored)

    def _result_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._renew()

    def _renew(self) -> None:
        """Count it all; only when somebody looks."""
        self._is_stale = False
        result, t = self._workspace.result, self._t
        self.tree.clear()
        if result is None:
            return
        for side, coverage in enumerate((result.coverage_old, result.coverage_new)):
            for key in ("compared", "unpaired", "outside", "ignored", "words"):
                self._cells[key, side].setText(t.number(getattr(coverage, key)))
            self._bars[side].show_coverage(coverage)
        hidden = dict(result.ignored)
        for ignore, box in self.rules.items():
            box.setChecked(ignore in self._workspace.work.options.ignore)
            count = hidden.get(ignore.value, 0)
            self._hidden[ignore].setText(t("hides {n}", n=t.number(count)) if box.isChecked() else "")
        self._places = forgiven(result.old, result.new, t)
        typography = hidden.get("typography", 0)
        if typography:
            self._places += (Forgiven(t("kinds of quotes, dashes and hyphens"), typography, ()),)
        for rule_of in self._places:
            item = QTreeWidgetItem([rule_of.title, t.number(rule_of.count)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            if rule_of.places:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self.tree.addTopLevelItem(item)
        self._fit()

    def _expand(self, item: QTreeWidgetItem) -> None:
        """Places are listed when they are asked for."""
        if not item.childCount() and item.parent() is None:
            self._list_places(item)
        self._fit()

    def _fit(self) -> None:
        """As high as what it lists."""
        tree = self.tree
        shown = 0
        index = tree.model().index(0, 0)
        while index.isValid():
            shown += 1
            index = tree.indexBelow(index)
        high = tree.sizeHintForRow(0) if shown else tree.fontMetrics().lineSpacing()
        tree.setFixedHeight(shown * high + 2 * tree.frameWidth() + 2)

    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        """Keys move through the tree, and the page goes along."""
        if item is not None and self.tree.hasFocus():
            at = self.tree.viewport().mapTo(self._page, self.tree.visualItemRect(item).center())
            self.ensureVisible(at.x(), at.y(), 0, 3 * self.tree.fontMetrics().lineSpacing())

    def _list_places(self, item: QTreeWidgetItem) -> None:
        t = self._t
        rule_of = self._places[self.tree.indexOfTopLevelItem(item)]
        for side, block, words in rule_of.places[:MAX_SHOWN]:
            edition = t("old") if side is Side.OLD else t("new")
            child = QTreeWidgetItem([shown(" ".join(words.split())), edition])
            child.setToolTip(0, shown(words))
            child.setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
            child.setData(0, BLOCK, (side.value, block))
            item.addChild(child)
        more = len(rule_of.places) - MAX_SHOWN
        if more > 0:
            item.addChild(QTreeWidgetItem([t("… and {n} more", n=t.number(more)), ""]))

    def _go(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, BLOCK)
        if place and not self._workspace.reader.go_to_block(Side(place[0]), place[1]):
            self.reading_asked.emit(*place)


class _Swatch(QWidget):
    """The colour and pattern of a part of the bar."""

    def __init__(self, theme: Theme, part: int) -> None:
        super().__init__()
        self._theme, self._part = theme, part
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        _, _, role, pattern = PARTS[self._part]
        painter = QPainter(self)
        color = QColor(getattr(self._theme.colors, role))
        painter.fillRect(self.rect(), QColor(self._theme.colors.raised))
        painter.fillRect(self.rect(), _brush(color, pattern) if pattern else color)
        painter.end()
