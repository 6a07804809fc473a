"""The right pane, second page: what a person says of the current change or section, and a list of all that was said."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import Translator, mark
from desktop.model.annotation import Annotation
from desktop.ui.models.changes import said
from desktop.ui.panels.making import button, label, rule
from desktop.ui.remarks import Anchor, AnchorKind, Remark
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import shown

SIGNIFICANCE = (mark("none"), mark("little"), mark("some"), mark("great"))
DOUBTS = {
    "guess": mark("Its place is a guess: the words changed."),
    "orphan": mark("Its words were not found again. Go to where it belongs and accept."),
}
SHORT_DOUBTS = {"guess": mark("place guessed"), "orphan": mark("not found again")}
Index = QModelIndex | QPersistentModelIndex


class _AllNotes(QAbstractListModel):
    """All annotations, in the order of the text."""

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._theme, self._t = workspace, theme, t
        self.items: list[tuple[str, int, Remark]] = []
        self._kept: dict[str, Annotation] = {}

    def doubt(self, note: Remark) -> str:
        """Whether the place of a note is a guess or was not found: guess, orphan or nothing."""
        return self._workspace.doubts.get(note.id, "")

    def renew(self) -> None:
        self.beginResetModel()
        noted = self._workspace.annotated
        found = [("section", k, a) for k, a in noted.sections.items()]
        found += [("change", k, a) for k, a in noted.changes.items()]
        self.items = [x for x in found if x[2].text or x[2].tags or x[2].significance is not None]
        order = self._workspace.row_of_change
        self.items.sort(key=lambda x: order.get(x[1], 0) if x[0] == "change" else -1)
        elsewhere = self._workspace.notes_elsewhere()
        self._kept = {note.id: note for note, _ in elsewhere}
        self.items = [(how, -1, _remark(note)) for note, how in elsewhere] + self.items
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role == Qt.ItemDataRole.DecorationRole:
            doubt = self.doubt(self.items[index.row()][2])
            return self._theme.icons("warning", self._theme.colors.error) if doubt else None
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        kind, id, note = self.items[index.row()]
        parts = [note.text.strip().replace("\n", " ")] if note.text.strip() else []
        parts += [f"#{tag}" for tag in note.tags]
        if note.significance is not None:
            parts.append(self._t(SIGNIFICANCE[note.significance]))
        doubt = self.doubt(note)
        if doubt:
            parts.insert(0, self._t(SHORT_DOUBTS[doubt]))
        if kind in ("orphan", "beside"):
            about = _words(self._kept[note.id])
        elif kind == "whole":
            about = self._t("About the whole comparison")
        elif kind == "section":
            node = self._workspace.node(id)
            about = node.title if node else ""
        else:
            change = self._workspace.change(id)
            about = said(change, self._t) if change else ""
        return f"{about}\n{' · '.join(parts)}"


def _remark(note: Annotation) -> Remark:
    """A note that stands nowhere, as the list shows it."""
    return Remark(Anchor(AnchorKind.CHANGE), note.text, note.tags, note.significance, id=note.id)


def _words(note: Annotation) -> str:
    """The words that a note was about."""
    places = note.anchor.old, note.anchor.new
    return " → ".join(dict.fromkeys(shown(p.exact) for p in places if p is not None and p.exact))


class NotesPanel(QWidget):
    """See the module."""

    commanded = Signal(str)

    def __init__(self, workspace: Workspace, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._t = workspace, t
        self._anchor: Anchor | None = None
        self.setObjectName("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        self._what = label(role="muted", scale=0.9)
        self._about = label(bold=True, wrap=True)
        layout.addWidget(self._what)
        layout.addWidget(self._about)
        self._doubt = QWidget()
        line = QHBoxLayout(self._doubt)
        line.setContentsMargins(0, 0, 0, 0)
        self._doubted = label(t(DOUBTS["guess"]), wrap=True)
        line.addWidget(self._doubted, 1)
        self.accept = button(t("Accept"), lambda: self.commanded.emit("note.accept_place"))
        line.addWidget(self.accept)
        self._doubt.hide()
        layout.addWidget(self._doubt)
        self.reviewed = QCheckBox(t("Reviewed"))
        self.reviewed.clicked.connect(lambda on: self._alter(mark("Reviewed"), reviewed=on))
        layout.addWidget(self.reviewed)
        layout.addWidget(label(t("Significance"), role="muted", scale=0.9))
        line = QHBoxLayout()
        line.setSpacing(4)
        self.significance = QButtonGroup(self)
        self.significance.setExclusive(False)
        for value, title in enumerate(SIGNIFICANCE):
            choice = QToolButton()
            choice.setText(t(title))
            choice.setCheckable(True)
            choice.setAccessibleName(f"{t('Significance')}: {t(title)}")
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.clicked.connect(lambda on, v=value: self._alter(mark("Judge"), significance=v if on else None))
            self.significance.addButton(choice, value)
            line.addWidget(choice)
        line.addStretch(1)
        layout.addLayout(line)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(t("Tags, separated by commas"))
        self.tags.setAccessibleName(t("Tags"))
        self.tags.editingFinished.connect(self._tagged)
        self._completer = QCompleter([], self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(self._completer)
        layout.addWidget(self.tags)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(t("Note"))
        self.text.setAccessibleName(t("Note"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._written)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * 5)
        layout.addWidget(self.text, 2)
        layout.addSpacing(4)
        layout.addWidget(rule())
        self._heading = label(t("All notes"), role="muted")
        layout.addWidget(self._heading)
        self._all = _AllNotes(workspace, theme, t, self)
        self.list = QListView()
        self.list.setModel(self._all)
        self.list.setAccessibleName(t("All notes"))
        self.list.setSpacing(2)
        self.list.setWordWrap(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # thousands of notes are not laid out at once
        self.list.selectionModel().currentChanged.connect(self._fill)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        layout.addWidget(self.list, 3)
        self._empty = label(
            t("Nothing noted yet. C writes a note, T tags, 0–3 judge, Space marks as reviewed."),
            role="muted",
            wrap=True,
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._empty, 3)
        self._filling = False
        workspace.cursor_moved.connect(self._fill)
        workspace.annotations_changed.connect(self._renew)
        workspace.result_changed.connect(self._renew)
        self._about_section = False
        self._renew()

    def be_about(self, section: bool) -> None:
        """Whether notes are about the section even where there is a change."""
        self._about_section = section
        self._fill()

    def _renew(self) -> None:
        self._all.renew()
        some = bool(self._all.items)
        self.list.setVisible(some)
        self._heading.setVisible(some)
        self._empty.setVisible(not some)
        self._fill()

    def _fill(self, _: object = None) -> None:
        t, workspace = self._t, self._workspace
        anchor = workspace.anchor(self._about_section)
        if anchor != self._anchor and self.tags.hasFocus():
            self._tagged()
        self._anchor = anchor
        for widget in (self.reviewed, self.tags, self.text, *self.significance.buttons()):
            widget.setEnabled(anchor is not None)
        if anchor is None:
            self._what.setText("")
            self._about.setText(t("Go to a change or a section to note something about it."))
        elif anchor.kind is AnchorKind.CHANGE:
            change = workspace.change(workspace.cursor.change)
            self._what.setText(t("Change"))
            self._about.setText(said(change, t) if change else "")
        else:
            node = workspace.node(workspace.cursor.section)
            self._what.setText(t("Section"))
            self._about.setText((node.title if node else "") or t("Before the first heading"))
        note = workspace.annotation(anchor) or self._attached(anchor) or Remark(anchor or Anchor(AnchorKind.CHANGE))
        self._doubt.setVisible(bool(self.doubtful))
        self._doubted.setText(t(DOUBTS[workspace.doubts.get(self.doubtful, "guess")]))
        self._filling = True
        self.reviewed.setChecked(note.reviewed)
        for value, choice in enumerate(self.significance.buttons()):
            choice.setChecked(note.significance == value)
        if not self.tags.hasFocus():
            self.tags.setText(", ".join(note.tags))
        if self.text.toPlainText() != note.text:
            self.text.setPlainText(note.text)
        self._filling = False

    def _attached(self, anchor: Anchor | None) -> Remark | None:
        """What was said of these words before the pairing was corrected."""
        if anchor is None:
            return None
        noted, cursor = self._workspace.annotated, self._workspace.cursor
        if anchor.kind is AnchorKind.CHANGE:
            return noted.changes.get(-1 if cursor.change is None else cursor.change)
        return noted.sections.get(-1 if cursor.section is None else cursor.section)

    def _alter(self, name: str, **changed: object) -> None:
        found = self._attached(self._anchor)
        anchor = found.anchor if found else self._anchor
        if anchor is not None and not self._filling:
            self._workspace.annotate(name, anchor, lambda a: replace(a, **changed))  # type: ignore[arg-type]

    def _written(self) -> None:
        if not self._filling:
            self._alter(mark("Write a note"), text=self.text.toPlainText())

    def _tagged(self) -> None:
        tags = tuple(dict.fromkeys(x.strip() for x in self.tags.text().split(",") if x.strip()))
        found = self._attached(self._anchor)
        if tags != (found.tags if found else ()):
            self._alter(mark("Tag"), tags=tags)

    def _go(self, index: QModelIndex) -> None:
        kind, id, _ = self._all.items[index.row()]
        if kind == "change":
            self._workspace.go_to_change(id)
        elif kind == "section":
            self._workspace.go_to_section(id)

    @property
    def doubtful(self) -> str:
        """The id of the note whose place can be accepted: the one chosen in the list, else that of the current change,
        else one that was not found; "" where none is in doubt."""
        doubts = self._workspace.doubts
        index = self.list.currentIndex()
        chosen = self._all.items[index.row()][2].id if index.isValid() else ""
        here = self._attached(self._anchor)
        for id in (chosen, here.id if here else ""):
            if id in doubts:
                return id
        return ""

    def write(self) -> None:
        """Begin to type a note."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.text.setTextCursor(cursor)

    def tag(self) -> None:
        """Begin to type a tag."""
        self._completer = QCompleter(list(self._workspace.tags), self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(self._completer)
        self.tags.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tags.selectAll()
