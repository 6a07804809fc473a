"""Why the current sections and rows are paired: what became of them, how sure it is, what speaks for it, and what can
be done about it. Read in place, under the tree of sections."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import Translator, mark
from desktop.model.comparison import Match, Relation
from desktop.ui.models.sections import fate_words
from desktop.ui.panels.making import Elided, button, label, tool
from desktop.ui.theme import Theme
from desktop.ui.workspace import Workspace
from desktop.wording import MARKS, RELATIONS, name

EVIDENCE = {
    "common_words": mark("words in common"),
    "shared_words": mark("of the words went along"),
}


class PairingCard(QFrame):
    """The evidence for the current section and, inside it, the current row."""

    commanded = Signal(str)

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._theme = t, theme
        self.setProperty("role", "foot")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 10)
        layout.setSpacing(5)
        head = QHBoxLayout()
        head.addWidget(label(t("Pairing"), bold=True))
        head.addStretch(1)
        for icon, id, said in (
            ("accept", "pair.accept", t("Accept the pairing")),
            ("link", "pair.link", t("Link")),
            ("unlink", "pair.unlink", t("Unlink")),
        ):
            head.addWidget(tool(theme, icon, said, partial(self.commanded.emit, id)))
        layout.addLayout(head)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self._lines: list[tuple[Elided, QProgressBar, QLabel]] = []
        for i, what in enumerate((t("Section"), t("Row"))):
            words, bar, why = Elided(to_the_end=True), QProgressBar(), label(role="muted", wrap=True, scale=0.9)
            bar.setRange(0, 100)
            bar.setTextVisible(False)
            grid.addWidget(label(what, role="muted", scale=0.9), i * 3, 0)
            grid.addWidget(words, i * 3, 1)
            grid.addWidget(bar, i * 3 + 1, 1)
            grid.addWidget(why, i * 3 + 2, 1)
            self._lines.append((words, bar, why))
        layout.addLayout(grid)
        self._pending = label(role="muted", wrap=True)
        self._pending.hide()
        layout.addWidget(self._pending)
        self._clear = button(t("Drop the correction"), lambda: self.commanded.emit("pair.clear"), "quiet")
        self._clear.hide()
        layout.addWidget(self._clear)

    def show_pair(self, workspace: Workspace) -> None:
        """Say it for where the reader is."""
        t = self._t
        node = workspace.shown.node(workspace.reader.cursor.section)
        section = None
        if node is not None and workspace.result is not None:
            section = next((m for m in workspace.result.section_matches if m.id == node.match), None)
        block = workspace.shown.match_of_row(workspace.reader.cursor.row)
        said = fate_words(node, t) if node else "–"
        self._fill(0, section, said)
        self._fill(1, block, self._words(block))
        targets = (
            workspace.corrections.target_of_section(workspace.reader.cursor.section),
            workspace.corrections.target_of_row(workspace.reader.cursor.row),
        )
        self._clear.setVisible(any(workspace.corrections.is_pinned(target) for target in targets))

    def say_pending(self, sentence: str) -> None:
        """Say which one was chosen for a link, while the other is looked for."""
        self._pending.setText(sentence)
        self._pending.setVisible(bool(sentence))

    def _words(self, match: Match | None) -> str:
        if match is None:
            return "–"
        t = self._t
        parts = [name(RELATIONS, match.relation.value, t)]
        parts += [name(MARKS, m.value, t) for m in match.marks]
        return ", ".join(parts)

    def _fill(self, line: int, match: Match | None, said: str) -> None:
        t = self._t
        words, bar, why = self._lines[line]
        words.say(said)
        paired = match is not None and bool(match.old and match.new)
        bar.setVisible(paired)
        why.setVisible(match is not None)
        if match is None:
            return
        if not paired:
            lacking = {
                Relation.ADDED: t("nothing like it in the older edition"),
                Relation.REMOVED: t("nothing like it in the newer edition"),
                Relation.OUTSIDE: t("the other excerpt does not reach this far"),
            }
            why.setText(lacking.get(match.relation, ""))
            return
        bar.setValue(round(match.score * 100))
        bar.setAccessibleName(t("{share} alike", share=t.percent(match.score)))
        evidence = [
            f"{t.percent(v)} {t(EVIDENCE[k]) if k in EVIDENCE else k.replace('_', ' ')}" for k, v in match.evidence
        ]
        why.setText(" · ".join(evidence) or t("{share} alike", share=t.percent(match.score)))
