"""The right pane, second page: what a person says of the current change, section, row or words, and all he said."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator, mark
from desktop.model.annotation import Status, TargetKind
from desktop.ui.models.changes import said
from desktop.ui.models.notes import SIGNIFICANCE
from desktop.ui.panels.emphasis import Emphasis
from desktop.ui.panels.making import button, label, row
from desktop.ui.panels.note_list import NoteList, words_of
from desktop.ui.remarks import Anchor, Remark
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import STATUSES, TARGETS, name, shortened

DOUBTS = {
    "guess": mark("Its place is a guess: the words changed."),
    "orphan": mark("Not found again. Go to where it belongs and accept."),
    "conflict": mark("Two people changed this note; both versions are here."),
}
NOTHING = Anchor(TargetKind.CHANGE)


class NotesPanel(QWidget):
    """See the module."""

    commanded = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self._anchor: Anchor | None = None
        self._remark: Remark | None = None
        self._about_section = False
        self._filling = False
        self._waiting = ""
        self.setObjectName("page")
        self.notes = NoteList(workspace, theme, t)
        self.list = self.notes.list
        self.notes.chosen.connect(self._go)
        self.notes.menu_asked.connect(self.menu_asked)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.setProperty("role", "gap")
        both.setHandleWidth(9)
        both.addWidget(self._make_editor())
        both.addWidget(self.notes)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(both)
        workspace.reader.moved.connect(self._moved)
        workspace.noting.changed.connect(self._fill)
        workspace.result_changed.connect(self._fill)
        self._fill()

    def _make_editor(self) -> QWidget:
        t, editor = self._t, QWidget()
        layout = QVBoxLayout(editor)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(7)
        self._what = label(role="muted", scale=0.9)
        self._about = label(bold=True, wrap=True)
        self._about.setMaximumHeight(self._about.fontMetrics().lineSpacing() * 3 + 2)
        layout.addWidget(self._what)
        layout.addWidget(self._about)
        self._doubted = label(role="error", wrap=True)
        self.propose = button(t("Show"), lambda: self.commanded.emit("note.proposal"), "quiet")
        self.accept = button(t("Accept"), lambda: self.commanded.emit("note.accept_place"))
        self.settle = button(t("Compare"), lambda: self.commanded.emit("note.conflicts"))
        self._doubt = QWidget()
        doubt = QVBoxLayout(self._doubt)
        doubt.setContentsMargins(0, 0, 0, 0)
        doubt.setSpacing(4)
        doubt.addWidget(self._doubted)
        doubt.addLayout(row(self.accept, self.propose, self.settle, None, spacing=6))
        layout.addWidget(self._doubt)
        self.status = QComboBox()
        self.status.setAccessibleName(t("Status"))
        for status in Status:
            self.status.addItem(name(STATUSES, status.value, t), status)
        self.status.activated.connect(lambda at: self._alter("review", status=self.status.itemData(at)))
        layout.addLayout(row(label(t("Status"), role="muted", scale=0.9), self.status, None))
        self.significance = QButtonGroup(self)
        self.significance.setExclusive(False)
        choices: list[QWidget] = []
        for value, title in enumerate(SIGNIFICANCE):
            choice = QToolButton()
            choice.setText(t(title))
            choice.setCheckable(True)
            choice.setAccessibleName(f"{t('Significance')}: {t(title)}")
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.clicked.connect(lambda on, v=value: self._alter("judge_notes", significance=v if on else None))
            self.significance.addButton(choice, value)
            choices.append(choice)
        layout.addWidget(label(t("Significance"), role="muted", scale=0.9))
        layout.addLayout(row(*choices, None, spacing=4))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(t("Tags, separated by commas"))
        self.tags.setAccessibleName(t("Tags"))
        self.tags.editingFinished.connect(self._tagged)
        layout.addWidget(self.tags)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(t("Note"))
        self.text.setAccessibleName(t("Note"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._written)
        Emphasis(self.text.document(), self._theme)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * 4)
        layout.addWidget(self.text, 1)
        self._by = label(role="muted", scale=0.9)
        self.equal = button("", lambda: self.commanded.emit("note.equal"), "quiet")
        layout.addLayout(row(self._by, None, self.equal))
        return editor

    # --- what it is about --------------------------------------------------------------------------------------------

    @property
    def remark(self) -> Remark | None:
        """What is being edited, if there is anything yet."""
        return self._remark

    @property
    def anchor(self) -> Anchor | None:
        """What a new note would be about."""
        return self._anchor

    def be_about(self, section: bool) -> None:
        """Whether notes are about the section even where there is a change."""
        self._about_section = section
        self._show(self._workspace.noting.anchor(section), None)

    def be_about_anchor(self, anchor: Anchor) -> None:
        """A note on selected words, a row, the whole comparison."""
        self._show(anchor, self._workspace.noting.annotation(anchor))

    def _moved(self, origin: object) -> None:
        """The reader went elsewhere: so does the editor, unless he went there by a note."""
        if origin != "notes":
            self._show(self._workspace.noting.anchor(self._about_section), None)

    def _go(self, id: str) -> None:
        workspace, remark = self._workspace, self._workspace.noting.remark(id)
        if remark is not None:
            self._show(remark.anchor, remark)
            workspace.noting.go_to(id, "notes")
            self._waiting = id if workspace.noting.doubts.get(id) == "orphan" else ""

    def _fill(self) -> None:
        """The same again, as it is now."""
        remark = self._workspace.noting.remark(self._remark.id) if self._remark is not None else None
        there = self._anchor is not None and (remark is not None or self._anchor.kind in _ANYWHERE)
        self._show(remark.anchor if remark else self._anchor, remark) if there else self._moved(None)

    def _show(self, anchor: Anchor | None, remark: Remark | None) -> None:
        workspace = self._workspace
        if anchor != self._anchor and self.tags.hasFocus():
            self._tagged()
        remark = remark or workspace.noting.annotation(anchor)
        self._anchor, self._remark = remark.anchor if remark else anchor, remark
        for widget in (self.status, self.tags, self.text, *self.significance.buttons()):
            widget.setEnabled(anchor is not None and not workspace.keeper.read_only)
        self._head(anchor, remark)
        self._tell_doubt(remark)
        shown = remark or Remark(anchor or NOTHING)
        self._filling = True
        self.status.setCurrentIndex(self.status.findData(shown.status))
        for value, choice in enumerate(self.significance.buttons()):
            choice.setChecked(shown.significance == value)
        if not self.tags.hasFocus():
            self.tags.setText(", ".join(shown.tags))
        if self.text.toPlainText() != shown.text:
            self.text.setPlainText(shown.text)
        self._filling = False
        self._by.setText(shown.author)
        equal = len(workspace.noting.equal_changes(remark))
        self.equal.setVisible(equal > 0)
        self.equal.setText(self._t.plural("Also on {n} equal change", "Also on {n} equal changes", equal))
        self.notes.follow(remark.id if remark else "")

    def _head(self, anchor: Anchor | None, remark: Remark | None) -> None:
        t, workspace = self._t, self._workspace
        if anchor is None:
            self._what.setText("")
            self._about.setText(t("Go to a change or a section to note something about it."))
            return
        kind = anchor.kind
        self._what.setText(name(TARGETS, kind.value, t).capitalize())
        note = workspace.record.note(remark.id) if remark else None
        words = words_of(note) if note is not None else workspace.noting.words_at(anchor)
        if kind is TargetKind.CHANGE and (change := workspace.noting.change_at(anchor)) is not None:
            words = said(change, t)
        elif kind is TargetKind.SECTION:
            node = workspace.shown.node(workspace.reader.cursor.section)
            words = words if note is not None else (node.title if node else "")
            words = words or t("Before the first heading")
        elif kind is TargetKind.COMPARISON:
            words = t("About the whole comparison")
        self._about.setText(shortened(words, 160))

    def _tell_doubt(self, remark: Remark | None) -> None:
        t, workspace = self._t, self._workspace
        id = remark.id if remark else ""
        noting = workspace.noting
        doubt = noting.doubts.get(id, "conflict" if id in workspace.record.conflicts else "")
        waiting = noting.remark(self._waiting) if not doubt and self._waiting in noting.doubts else None
        if waiting is not None:
            doubt, id = "orphan", waiting.id
        self._doubt.setVisible(bool(doubt))
        if not doubt:
            return
        proposed = workspace.noting.proposed_row(id) if doubt == "orphan" and waiting is None else None
        words = t(DOUBTS[doubt])
        if waiting is not None:
            note = workspace.record.note(waiting.id)
            about = waiting.text or (words_of(note) if note is not None else "")
            words = t("Does the note “{text}” belong here? Then accept.", text=shortened(about, 50))
        if proposed is not None:
            cells = workspace.rows[proposed].new or workspace.rows[proposed].old
            where = shortened(cells[0].text, 60) if cells else ""
            words = f"{words} {t('Perhaps at “{words}”.', words=where)}" if where else words
        self._doubted.setText(words)
        self._doubted.setMinimumHeight(self._doubted.heightForWidth(max(self.width() - 26, 160)))
        self.propose.setVisible(proposed is not None)
        self.accept.setVisible(doubt in ("guess", "orphan"))
        self.settle.setVisible(doubt == "conflict")

    @property
    def doubtful(self) -> str:
        """The id of the note whose place can be accepted: the one that is edited, else one that was not found and was
        chosen in the list, to be put where a person goes next; "" where none is in doubt."""
        doubts = self._workspace.noting.doubts
        for id in (self._remark.id if self._remark else "", self._waiting):
            if id in doubts:
                return id
        return ""

    # --- what is said ------------------------------------------------------------------------------------------------

    def _alter(self, code: str, **changed: object) -> None:
        if self._anchor is None or self._filling:
            return
        id = self._remark.id if self._remark else ""
        change = lambda r: replace(r, **changed)  # noqa: E731
        made = self._workspace.noting.annotate(code, self._anchor, change, id)
        if made and self._remark is None:
            self._remark = self._workspace.noting.remark(made)
            self.notes.follow(made)
        if not made:
            self._fill()  # it could not be kept: what is shown is what there is

    def _written(self) -> None:
        if not self._filling:
            self._alter("write_note", text=self.text.toPlainText())

    def _tagged(self) -> None:
        tags = tuple(dict.fromkeys(x.strip() for x in self.tags.text().split(",") if x.strip()))
        if tags != (self._remark.tags if self._remark else ()):
            self._alter("tag_notes", tags=tags)

    def write(self) -> None:
        """Begin to type a note."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def tag(self) -> None:
        """Begin to type a tag."""
        completer = TagCompleter(list(self._workspace.noting.tags), self)
        self.tags.setCompleter(completer)
        self.tags.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tags.end(False)

    def focus_filter(self) -> None:
        """Begin to type which notes to list."""
        self.notes.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)


_ANYWHERE = (TargetKind.COMPARISON, TargetKind.SELECTION, TargetKind.BLOCK)


class TagCompleter(QCompleter):
    """Completes the tag that is being typed, the last of several."""

    def __init__(self, tags: list[str], parent: QWidget) -> None:
        super().__init__(tags, parent)
        self._before = ""
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        self._before, comma, last = path.rpartition(",")
        self._before += ", " if comma else ""
        return [last.strip()]

    def pathFromIndex(self, index: object) -> str:
        return self._before + super().pathFromIndex(index)  # type: ignore[arg-type]
