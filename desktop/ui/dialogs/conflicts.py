"""Notes that two people changed: both versions side by side, one pair at a time, and what to keep of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Translator, mark
from desktop.model.annotation import Annotation
from desktop.project.decisions import become
from desktop.project.merge import Choice, conflicts_of, resolve
from desktop.ui.models.notes import SIGNIFICANCE
from desktop.ui.panels.emphasis import Emphasis
from desktop.ui.panels.making import button, by_letters, label, row
from desktop.ui.panels.note_list import words_of
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import STATUSES, name, shortened

CHOICES = {
    Choice.MINE: (mark("Keep the left one"), "Alt+1"),
    Choice.THEIRS: (mark("Keep the right one"), "Alt+2"),
    Choice.JOINED: (mark("Make one of both"), "Alt+3"),
    Choice.BOTH: (mark("Keep both as two notes"), "Alt+4"),
}


class _Version(QFrame):
    """One version of a note."""

    def __init__(self, title: str, theme: Theme, t: Translator) -> None:
        super().__init__()
        self._t = t
        self.setProperty("role", "card")
        self._who = label(bold=True)
        self._facts = label(role="muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        Emphasis(self.text.document(), theme)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(label(title, role="muted", scale=0.9))
        layout.addWidget(self._who)
        layout.addWidget(self._facts)
        layout.addWidget(self.text, 1)

    def show_note(self, note: Annotation) -> None:
        """Say what it says."""
        t = self._t
        when = f"{t.date(note.time.astimezone().date())} {note.time.astimezone():%H:%M}" if note.time else ""
        self._who.setText(" · ".join(x for x in (note.author or t("somebody"), when) if x))
        facts = [name(STATUSES, note.status.value, t)]
        if note.significance is not None:
            facts.append(t("significance: {how}", how=t(SIGNIFICANCE[note.significance])))
        facts += [f"#{tag}" for tag in note.tags]
        self._facts.setText(" · ".join(facts))
        self.text.setPlainText(note.text or t("(no text)"))


class ConflictsDialog(QDialog):
    """See the module. Each choice is a decision that undo takes back."""

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._t = workspace, t
        self._at = 0
        self.setWindowTitle(t("Notes that two people changed"))
        self.resize(by_letters(self, 820), 460)
        self._count = label(role="muted")
        self._about = label(bold=True, wrap=True)
        self.mine, self.theirs = _Version(t("In this project"), theme, t), _Version(t("In the copy"), theme, t)
        self.choices: dict[Choice, QPushButton] = {}
        for choice, (title, key) in CHOICES.items():
            made = button(t(title), partial(self._choose, choice))
            made.setShortcut(key)
            made.setToolTip(key)
            self.choices[choice] = made
        self._before = button(t("Previous"), partial(self._step, -1), "quiet")
        self._after = button(t("Next"), partial(self._step, 1), "quiet")
        self._close = button(t("Close"), self.accept)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self.mine, 0, 0)
        grid.addWidget(self.theirs, 0, 1)
        grid.addWidget(self.choices[Choice.MINE], 1, 0)
        grid.addWidget(self.choices[Choice.THEIRS], 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(row(self._count, None, self._before, self._after))
        layout.addWidget(self._about)
        layout.addLayout(grid, 1)
        layout.addLayout(row(self.choices[Choice.JOINED], self.choices[Choice.BOTH], None, self._close))
        workspace.noting.changed.connect(self.renew)
        self.renew()
        self.choices[Choice.MINE].setFocus(Qt.FocusReason.OtherFocusReason)

    def renew(self) -> None:
        """Show the pair anew, as the project has it now."""
        t, project = self._t, self._workspace.keeper.project
        pairs = conflicts_of(project) if project is not None else ()
        self._at = min(max(self._at, 0), max(len(pairs) - 1, 0))
        for widget in (self.mine, self.theirs, *self.choices.values()):
            widget.setVisible(bool(pairs))
        for widget in (self._before, self._after):
            widget.setVisible(len(pairs) > 1)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < len(pairs) - 1)
        if not pairs:
            self._count.setText("")
            self._about.setText(t("Nothing is left to choose. Undo takes a choice back."))
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        mine, theirs = pairs[self._at]
        place = t("{n} of {all}", n=t.number(self._at + 1), all=t.number(len(pairs)))
        self._count.setText(place)
        self._count.setVisible(len(pairs) > 1)
        self._about.setText(shortened(words_of(mine), 200) or t("About the whole comparison"))
        self.mine.show_note(mine)
        self.theirs.show_note(theirs)

    def _step(self, step: int) -> None:
        self._at += step
        self.renew()

    def _choose(self, choice: Choice) -> None:
        project = self._workspace.keeper.project
        pairs = conflicts_of(project) if project is not None else ()
        if project is not None and self._at < len(pairs):
            self._workspace.change_project(become(resolve(project, pairs[self._at][1], choice), "resolve_conflict"))
