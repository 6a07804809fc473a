"""Write a report: which kind, where to; then how far it is, and the way to the file."""

from __future__ import annotations

import os

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import NaastError
from desktop.i18n import LANGUAGES, Translator, mark
from desktop.reports import catalogue
from desktop.reports.files import check_target
from desktop.ui.messages import Staged
from desktop.ui.panels.making import button, label
from desktop.ui.state import Notice
from desktop.ui.words import notice_sentence
from desktop.ui.workspace import Workspace
from desktop.wording import LANGUAGE_NAMES, error_sentence, name

KINDS = {
    "html": mark("Web page: one file that opens anywhere"),
    "docx": mark("Word, with tracked changes"),
    "pdf": mark("PDF, to print or file"),
    "xlsx": mark("Excel: a row a change"),
    "csv": mark("Table of changes as text"),
    "md": mark("Markdown"),
    "json": mark("JSON, for other programs"),
}
"""The usual order; kinds that others add come after these, under their own name."""


def kinds() -> list[str]:
    """The kinds of reports there are, in the usual order."""
    there = [kind.key for kind in catalogue.kinds()]
    return [k for k in KINDS if k in there] + [k for k in there if k not in KINDS]


class ExportDialog(QDialog):
    """Asks, starts the work, follows it, and ends at the file."""

    def __init__(
        self,
        workspace: Workspace,
        t: Translator,
        folder: str,
        stem: str,
        kind: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._t = workspace, t
        self.setWindowTitle(t("Export a report"))
        self.setMinimumWidth(560)
        self.kind = QComboBox()
        self.kind.setAccessibleName(t("Kind of report"))
        for key in kinds():
            self.kind.addItem(t(KINDS[key]) if key in KINDS else key.upper(), key)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.language = QComboBox()
        self.language.setAccessibleName(t("Language of the report"))
        for code in LANGUAGES:
            self.language.addItem(name(LANGUAGE_NAMES, code, t), code)
        self.language.setCurrentIndex(self.language.findData(t.language))
        self.path = QLineEdit(os.path.join(folder, stem))
        self.path.setAccessibleName(t("File"))
        self._suffix()
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(t("Kind")), 0, 0)
        grid.addWidget(self.kind, 0, 1, 1, 2)
        grid.addWidget(label(t("Language")), 1, 0)
        grid.addWidget(self.language, 1, 1, 1, 2)
        grid.addWidget(label(t("File")), 2, 0)
        grid.addWidget(self.path, 2, 1)
        grid.addWidget(button(t("Choose…"), self._choose), 2, 2)
        self._said = label(wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.write = button(t("Write"), self._start, "primary")
        self.write.setDefault(True)
        self._open = button(t("Open it"), lambda: self._show(self._written))
        self._folder = button(t("Show its folder"), lambda: self._show(os.path.dirname(self._written)))
        self._cancel = button(t("Cancel"), self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._open)
        foot.addWidget(self._folder)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addWidget(self._bar)
        layout.addWidget(self._said)
        layout.addSpacing(4)
        layout.addLayout(foot)
        self._written = ""
        self._overwrite = ""
        for widget in (self._bar, self._open, self._folder, self._said):
            widget.hide()
        self.kind.currentIndexChanged.connect(lambda _: self._suffix())
        self.path.textEdited.connect(self._typed)
        workspace.export_changed.connect(self._changed)
        workspace.progressed.connect(self._staged)
        self.path.setFocus()

    @property
    def chosen_kind(self) -> str:
        return str(self.kind.currentData())

    def _suffix(self) -> None:
        path = self.path.text()
        for kind in sorted(catalogue.kinds(), key=lambda k: -len(k.suffix)):
            if path.lower().endswith(kind.suffix):
                path = path[: -len(kind.suffix)]
                break
        self.path.setText(path + catalogue.kind(self.chosen_kind).suffix)

    def _typed(self, text: str) -> None:
        """A suffix that is typed chooses the kind."""
        try:
            at = self.kind.findData(catalogue.key_for(text))
        except NaastError:
            return
        if at >= 0 and at != self.kind.currentIndex():
            self.kind.blockSignals(True)
            self.kind.setCurrentIndex(at)
            self.kind.blockSignals(False)

    def _choose(self) -> None:
        t = self._t
        path, _ = QFileDialog.getSaveFileName(
            self,
            t("Write the report to"),
            self.path.text(),
            f"*{catalogue.kind(self.chosen_kind).suffix}",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            self.path.setText(path)
            self._typed(path)

    def _start(self) -> None:
        t = self._t
        path = self.path.text().strip()
        try:
            if not path:
                raise NaastError("output_is_directory", path=os.getcwd())
            catalogue.key_for(path)
            self._refuse_sources(path)
            check_target(path)
        except NaastError as error:
            self._say(error_sentence(error, t), "error")
            return
        if os.path.exists(path) and self._overwrite != path:
            self._overwrite = path
            self._say(t("{path} is there already; press again to write over it.", path=os.path.basename(path)), "error")
            self.write.setText(t("Write over it"))
            return
        self._written = os.path.abspath(path)
        self._workspace.export(self._written, self.chosen_kind, str(self.language.currentData()))

    def _refuse_sources(self, path: str) -> None:
        sources = self._workspace.work.sources or ()
        if os.path.realpath(path) in {os.path.realpath(s.path) for s in sources if s.text is None}:
            raise NaastError("output_is_input", path=path)

    def _staged(self, message: Staged) -> None:
        if message.total and self._bar.isVisible():
            self._bar.setRange(0, message.total)
            self._bar.setValue(message.done)

    def _changed(self, state: object) -> None:
        t = self._t
        running = state == "started"
        self._bar.setVisible(running)
        self._bar.setRange(0, 0)
        for widget in (self.kind, self.language, self.path, self.write):
            widget.setEnabled(not running)
        if running:
            self._say(t("Writing …"), "")
        elif state == "done":
            self._say(t("Written: {path}", path=self._written), "")
            self._open.show()
            self._folder.show()
            self.write.hide()
            self._cancel.setText(t("Close"))
            self._cancel.setFocus()
        elif state == "stopped":
            self._say(t("Stopped; nothing was written."), "")
        elif isinstance(state, Notice):
            self._say(notice_sentence(state.code, dict(state.facts), t), "error")

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        self._said.setProperty("role", role)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        self._said.show()

    def reject(self) -> None:
        """Esc or Cancel: while it is being written that stops the writing, else it closes."""
        if self._bar.isVisible():
            self._workspace.stop()
        else:
            super().reject()

    @staticmethod
    def _show(path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
