"""The settings, made from their fields; what is changed is seen at once. Keys have a page of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QScrollArea,
    QSpinBox,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator
from desktop.settings import FIELDS, Field, Settings
from desktop.ui.actions.table import BY_ID, GROUPS, TABLE, conflicts, keys_of
from desktop.ui.dialogs.keys import native
from desktop.ui.panels.making import button, by_letters, label
from desktop.wording import IGNORED, name

ID = Qt.ItemDataRole.UserRole


class SettingsDialog(QDialog):
    """Changes go out one by one."""

    changed = Signal(object)
    forget = Signal()

    def __init__(self, settings: Settings, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._t = t
        self.setWindowTitle(t("Settings"))
        self.resize(by_letters(self, 700), 740)
        self.editors: dict[str, QWidget] = {}
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(18, 16, 18, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        line = 0
        for f in FIELDS:
            if f.kind == "keys":
                continue
            editor = self._editor(f)
            self.editors[f.name] = editor
            title = label(t(f.title))
            title.setBuddy(editor)
            editor.setAccessibleName(t(f.title))
            editor.setAccessibleDescription(t(f.help))
            grid.addWidget(title, line, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(editor, line, 1)
            grid.addWidget(label(t(f.help), role="muted", wrap=True, scale=0.9), line + 1, 1)
            grid.setRowMinimumHeight(line + 2, 14)
            line += 3
        grid.addWidget(button(t("Forget recent files"), self.forget.emit), line, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(line + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        self.keys = KeysPage(dict(settings.keys), t)
        self.keys.changed.connect(lambda keys: self._set(keys=tuple(sorted(keys.items()))))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(area, t("General"))
        tabs.addTab(self.keys, t("Keys"))
        self.tabs = tabs
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 14)
        foot.addWidget(button(t("Back to the usual ones"), self._reset, "quiet"))
        foot.addStretch(1)
        close = button(t("Close"), self.accept, "primary")
        close.setDefault(True)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(tabs, 1)
        layout.addLayout(foot)

    def _set(self, **values: object) -> None:
        self.settings = self.settings.but(**values)
        self.changed.emit(self.settings)

    def _reset(self) -> None:
        self.settings = Settings()
        self.keys.set_changed({})
        for f in FIELDS:
            if f.name in self.editors:
                self._fill(f, self.editors[f.name], f.default)
        self.changed.emit(self.settings)

    def _editor(self, f: Field) -> QWidget:
        t = self._t
        value = getattr(self.settings, f.name)
        then: Callable[[Any], None] = lambda new: self._set(**{f.name: new})  # noqa: E731
        editor: QWidget
        if f.kind == "choice":
            combo = QComboBox()
            for choice in f.choices:
                combo.addItem(t(choice.title), choice.value)
            combo.currentIndexChanged.connect(lambda _: then(combo.currentData()))
            editor = combo
        elif f.kind == "number":
            spin = QSpinBox()
            spin.setRange(*f.range)
            spin.lineEdit().setTextMargins(5, 0, 0, 0)
            spin.setSuffix(f" {t(f.unit)}")
            spin.valueChanged.connect(then)
            editor = spin
        elif f.kind == "flag":
            box = QCheckBox(t("Yes"))
            box.toggled.connect(then)
            editor = box
        elif f.kind == "face":
            faces = QComboBox()
            faces.addItem(t("the one for reading"), "")
            for family in QFontDatabase.families():
                if QFontDatabase.isSmoothlyScalable(family) and not QFontDatabase.isPrivateFamily(family):
                    faces.addItem(family, family)
            faces.currentIndexChanged.connect(lambda _: then(faces.currentData()))
            editor = faces
        else:
            editor = _Several(f.among, t, then)
        editor.blockSignals(True)
        self._fill(f, editor, value)
        editor.blockSignals(False)
        return editor

    @staticmethod
    def _fill(f: Field, editor: QWidget, value: Any) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QSpinBox):
            editor.setValue(value)
        elif isinstance(editor, QCheckBox):
            editor.setChecked(value)
        elif isinstance(editor, _Several):
            editor.fill(value)


class _Several(QWidget):
    """Some of a few."""

    def __init__(self, among: tuple[str, ...], t: Translator, then: Callable[[tuple[str, ...]], None]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._boxes: dict[str, QCheckBox] = {}
        for value in among:
            box = QCheckBox(name(IGNORED, value, t))
            box.clicked.connect(lambda _: then(tuple(v for v, b in self._boxes.items() if b.isChecked())))
            layout.addWidget(box)
            self._boxes[value] = box

    def fill(self, values: tuple[str, ...]) -> None:
        for value, box in self._boxes.items():
            box.setChecked(value in values)


class KeysPage(QWidget):
    """Each command with its keys; choose one and press others."""

    changed = Signal(dict)

    def __init__(self, keys: dict[str, str], t: Translator) -> None:
        super().__init__()
        self.setObjectName("page")
        self._keys, self._t = keys, t
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([t("Command"), t("Keys")])
        self.tree.setAccessibleName(t("Keys"))
        self.tree.setRootIsDecorated(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(t("New key"))
        self._use = button(t("Use this key"), self._take)
        self._usual = button(t("Usual keys"), self._give_back, "quiet")
        self._said = label(role="error", wrap=True)
        line = QHBoxLayout()
        line.addWidget(label(t("New key")))
        line.addWidget(self.edit, 1)
        line.addWidget(self._use)
        line.addWidget(self._usual)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(self.tree, 1)
        layout.addLayout(line)
        layout.addWidget(self._said)
        self._items: dict[str, QTreeWidgetItem] = {}
        for group, title in GROUPS.items():
            top = QTreeWidgetItem([t(title).replace("&", "")])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            self.tree.addTopLevelItem(top)
            for entry in TABLE:
                if entry.group is group:
                    item = QTreeWidgetItem([t(entry.title).rstrip("…"), ""])
                    item.setData(0, ID, entry.id)
                    top.addChild(item)
                    self._items[entry.id] = item
        self.tree.expandAll()
        self._fill()

    def set_changed(self, keys: dict[str, str]) -> None:
        """Show other keys."""
        self._keys = keys
        self._fill()

    def choose(self, id: str) -> None:
        """Choose a command."""
        self.tree.setCurrentItem(self._items[id])

    def _fill(self) -> None:
        for id, item in self._items.items():
            item.setText(1, native(keys_of(BY_ID[id], self._keys)))
            font = item.font(1)
            font.setBold(id in self._keys)
            item.setFont(1, font)

    def _current(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, ID) or "") if item is not None else ""

    def _take(self) -> None:
        t, id = self._t, self._current()
        key = self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if not id or not key:
            self._said.setText(t("Choose a command above and press its new key."))
            return
        wanted = {**self._keys, id: key}
        clash = conflicts(wanted).get(key.lower())
        if clash:
            other = next(c for c in clash if c != id)
            self._said.setText(
                t("{key} is taken by “{title}”; give that another key first.", key=key, title=t(BY_ID[other].title))
            )
            return
        self._said.setText("")
        self._keys = wanted
        self.edit.clear()
        self._fill()
        self.changed.emit(self._keys)

    def _give_back(self) -> None:
        id = self._current()
        if id in self._keys:
            wanted = {k: v for k, v in self._keys.items() if k != id}
            if conflicts(wanted):
                self._said.setText(self._t("Its usual key is in use for something else."))
                return
            self._keys = wanted
            self._fill()
            self.changed.emit(self._keys)
