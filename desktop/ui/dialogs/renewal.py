"""What an edition that was replaced says otherwise, and what became of the notes: a report to read and act upon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.text.emphasis import plain
from desktop.ui.models.notes import SHORT_DOUBTS
from desktop.ui.panels.making import button, by_letters, label, row
from desktop.ui.panels.note_list import words_of
from desktop.ui.result import Renewal
from desktop.ui.workspace import Workspace
from desktop.wording import ELDER, STATUSES, name, shortened

MAX_LISTED = 2000
"""Lines; what is more can be seen by comparing both files."""


LINE_SPACE = 9
"""Pixels above and below the words of a line together."""


class RenewalDialog(QDialog):
    """See the module."""

    commanded = Signal(str)

    def __init__(self, workspace: Workspace, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._line = t, QSize(0, self.fontMetrics().height() + LINE_SPACE)
        self.setWindowTitle(t("What the new text changed"))
        self.resize(by_letters(self, 720), 520)
        renewal = workspace.record.renewal
        assert renewal is not None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        sides = " · ".join(t("the {side} edition was replaced", side=name(ELDER, s.value, t)) for s in renewal.sides)
        layout.addWidget(label(sides[:1].upper() + sides[1:], bold=True, wrap=True))
        total = sum(not n.is_mark for n in renewal.project.notes)
        lost = len(renewal.pins) + len(renewal.kinds)
        facts = [
            t.plural("{n} change in its text", "{n} changes in its text", len(renewal.changes)),
            t.plural("{n} note", "{n} notes", total),
            t.plural("{n} moved with its words", "{n} moved with their words", len(renewal.moved)),
            t.plural("{n} at a guessed place", "{n} at guessed places", len(renewal.guesses)),
            t.plural("{n} not found again", "{n} not found again", len(renewal.orphans)),
        ]
        if lost:
            facts.append(t.plural("{n} correction without its place", "{n} corrections without their place", lost))
        self.summary = label(" · ".join(facts), role="muted", wrap=True)
        layout.addWidget(self.summary)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([t("Before"), t("Now")])
        self.tree.setRootIsDecorated(False)
        self.tree.setAccessibleName(t("What the new text changed"))
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for old, new in renewal.changes[:MAX_LISTED]:
            item = QTreeWidgetItem([shortened(old, 200) or "–", shortened(new, 200) or "–"])
            item.setSizeHint(0, self._line)
            item.setToolTip(0, shortened(old, 1000))
            item.setToolTip(1, shortened(new, 1000))
            self.tree.addTopLevelItem(item)
        layout.addWidget(self.tree, 3)
        if len(renewal.changes) > MAX_LISTED:
            layout.addWidget(label(t("… and {n} more", n=t.number(len(renewal.changes) - MAX_LISTED)), role="muted"))
        self.notes = self._list_notes(workspace, renewal)
        if self.notes.topLevelItemCount():
            layout.addWidget(self.notes, 2)
        undo = button(t("Bring the text before back"), lambda: self._do("edit.undo"))
        undo.setEnabled(getattr(workspace.keeper.undo_name, "code", "") == "replace_edition")
        look = button(t("To the notes in doubt"), lambda: self._do("note.find"))
        look.setEnabled(bool(workspace.noting.doubts))
        close = button(t("Close"), self.accept, "primary")
        close.setDefault(True)
        layout.addLayout(row(undo, look, None, close))
        close.setFocus()

    def _list_notes(self, workspace: Workspace, renewal: Renewal) -> QTreeWidget:
        """The notes that do not stand where they stood, and what became of each; those in doubt first."""
        t = self._t
        tree = QTreeWidget()
        tree.setColumnCount(3)
        tree.setHeaderLabels([t("Note"), t("About"), t("What became of it")])
        tree.setRootIsDecorated(False)
        tree.setAccessibleName(t("What became of it"))
        header = tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        fates = (
            (renewal.orphans, t(SHORT_DOUBTS["orphan"])),
            (renewal.guesses, t(SHORT_DOUBTS["guess"])),
            (renewal.moved, t("moved with its words")),
        )
        for ids, fate in fates:
            for id in ids[:MAX_LISTED]:
                note = workspace.record.note(id)
                if note is not None:
                    says = (
                        shortened(" ".join(map(plain, note.text.splitlines())), 120)
                        or ", ".join(note.tags)
                        or name(STATUSES, note.status.value, t)
                    )
                    item = QTreeWidgetItem([says, shortened(words_of(note), 120), fate])
                    item.setSizeHint(0, self._line)
                    item.setData(0, Qt.ItemDataRole.UserRole, id)
                    tree.addTopLevelItem(item)
        tree.itemActivated.connect(lambda item: workspace.noting.go_to(item.data(0, Qt.ItemDataRole.UserRole)))
        return tree

    def _do(self, id: str) -> None:
        self.accept()
        self.commanded.emit(id)
