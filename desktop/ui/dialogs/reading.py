"""How each file was read: its blocks with what they were taken for; what is wrong can be set right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator
from desktop.model.document import HEADINGS, Block, BlockKind
from desktop.model.options import Side
from desktop.ui.panels.making import button, by_letters, label
from desktop.ui.result import Reading
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import BLOCKS, name, shown, warning_sentence

Index = QModelIndex | QPersistentModelIndex
MAX_SHOWN_CHARS = 400


class BlocksModel(QAbstractTableModel):
    """The blocks of one document."""

    def __init__(self, theme: Theme, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._t = theme, t
        self.blocks: Sequence[Block] = ()
        self.corrected: frozenset[int] = frozenset()

    def show_blocks(self, blocks: Sequence[Block], corrected: frozenset[int]) -> None:
        """Show other blocks. corrected: whose kind a person gave."""
        self.beginResetModel()
        self.blocks, self.corrected = blocks, corrected
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.blocks)

    def columnCount(self, parent: Index | None = None) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (self._t("Line"), self._t("What it is"), self._t("Text"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        block = self.blocks[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return self._t.number(block.lines[0][0]) if block.lines else ""
            if column == 1:
                said = name(BLOCKS, block.kind.value, self._t)
                if block.is_heading and block.level:
                    said += f" {block.level}"
                return f"{said} ✎" if block.id in self.corrected else said
            marker = f"{block.marker} " if block.marker else ""
            return shown(marker + " ".join(block.text[:MAX_SHOWN_CHARS].split()))
        if role == Qt.ItemDataRole.ForegroundRole:
            c = self._theme.colors
            if block.is_furniture or column == 0:
                return QColor(c.muted)
            return QColor(c.accent if block.id in self.corrected and column == 1 else c.text)
        if role == Qt.ItemDataRole.FontRole and column == 2:
            font = QFont()
            font.setBold(block.kind in HEADINGS)
            font.setItalic(block.is_furniture)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column == 1 and block.id in self.corrected:
            return self._t("set right by hand")
        return None


class _Side(QWidget):
    """One edition."""

    asked = Signal(int, object)

    def __init__(self, side: Side, theme: Theme, t: Translator) -> None:
        super().__init__()
        self.side, self._t = side, t
        self.setObjectName("page")
        self.model = BlocksModel(theme, t, self)
        self._document: Reading | None = None
        self._corrected: frozenset[int] = frozenset()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(t("Blocks of this edition"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        metrics = self.table.fontMetrics()
        self.table.setColumnWidth(0, metrics.horizontalAdvance("00.000") + 24)
        self.table.setColumnWidth(1, metrics.horizontalAdvance("kop van een kader 0 ✎") + 24)
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + 9)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.only = QCheckBox(t("Only headings, notes and what was set aside"))
        self.only.toggled.connect(lambda _: self._renew())
        self._warnings = label(role="error", wrap=True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(t("What the chosen block is"))
        for kind in BlockKind:
            self.kind.addItem(name(BLOCKS, kind.value, t), kind)
        self.kind.activated.connect(self._asked)
        self.back = button(t("As it was read"), lambda: self.asked.emit(self.block_id(), None), "quiet")
        foot = QHBoxLayout()
        foot.addWidget(self.only)
        foot.addStretch(1)
        foot.addWidget(label(t("This is a")))
        foot.addWidget(self.kind)
        foot.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(self._warnings)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self._chosen()

    def show_document(self, document: Reading, corrected: frozenset[int]) -> None:
        """Show a document; the same block stays chosen."""
        chosen = self.block_id()
        self._document, self._corrected = document, corrected
        sentences = [warning_sentence(w, self._t) for w in document.warnings]
        self._warnings.setText("\n".join(sentences))
        self._warnings.setVisible(bool(sentences))
        self._renew()
        self.choose(chosen)

    def _renew(self) -> None:
        document = self._document
        if document is None:
            return
        special = not self.only.isChecked()
        blocks = [
            b
            for b in document.blocks
            if special or b.is_heading or b.is_furniture or b.kind is BlockKind.FOOTNOTE or b.id in self._corrected
        ]
        self.model.show_blocks(blocks, self._corrected)
        self._chosen()

    def choose(self, block: int) -> None:
        """Choose a block by its id."""
        for row, b in enumerate(self.model.blocks):
            if b.id == block:
                self.table.setCurrentIndex(self.model.index(row, 1))
                self.table.scrollTo(self.model.index(row, 1))

    def block_id(self) -> int:
        """The block that is chosen; -1 for none."""
        index = self.table.currentIndex()
        return self.model.blocks[index.row()].id if index.isValid() else -1

    def _chosen(self) -> None:
        index = self.table.currentIndex()
        self.kind.setEnabled(index.isValid())
        self.back.setEnabled(self.block_id() in self._corrected)
        if index.isValid():
            self.kind.setCurrentIndex(self.kind.findData(self.model.blocks[index.row()].kind))

    def _asked(self) -> None:
        if self.block_id() >= 0:
            self.asked.emit(self.block_id(), BlockKind(self.kind.currentData()))


class ReadingDialog(QDialog):
    """Both editions, a tab each."""

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._t = workspace, t
        self.setWindowTitle(t("How it was read"))
        self.resize(by_letters(self, 900), 640)
        self.sides = (_Side(Side.OLD, theme, t), _Side(Side.NEW, theme, t))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for side, title in zip(self.sides, (t("Older edition"), t("Newer edition")), strict=True):
            self.tabs.addTab(side, title)
            side.asked.connect(lambda block, kind, s=side.side: self._correct(s, block, kind))
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 12)
        foot.addWidget(
            label(t("Choose a line and say what it is; the comparison follows. Ctrl+Z takes it back."), "muted", True),
            1,
        )
        close = button(t("Close"), self.accept, "primary")
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(foot)
        workspace.result_changed.connect(self._renew)
        self._renew()
        self.sides[0].table.setFocus()

    def show_block(self, side: str, block: int) -> None:
        """Bring a block into sight."""
        for i, page in enumerate(self.sides):
            if page.side.value == side:
                self.tabs.setCurrentIndex(i)
                page.choose(block)
                page.table.setFocus()

    def _renew(self) -> None:
        result = self._workspace.result
        if result is None:
            return
        for side, document in zip(self.sides, (result.old, result.new), strict=True):
            corrected = frozenset(k.block for k in self._workspace.work.options.kinds if k.side is side.side)
            side.show_document(document, corrected)

    def _correct(self, side: Side, block: int, kind: BlockKind | None) -> None:
        if kind is None:
            self._workspace.corrections.clear_kind(side, block)
        else:
            self._workspace.corrections.set_kind(side, block, kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Z:
            self._workspace.undo()
        else:
            super().keyPressEvent(event)
