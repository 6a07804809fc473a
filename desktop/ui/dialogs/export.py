"""Write a report: what, how and where to, with its first page; then how far it is, and the way to the file."""

from __future__ import annotations

import os

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import NaastError
from desktop.i18n import Translator, mark
from desktop.model.document import Warning
from desktop.reports import catalogue
from desktop.reports.files import check_target
from desktop.ui.dialogs.report_form import ReportForm
from desktop.ui.messages import Staged
from desktop.ui.panels.making import button, by_letters, label, restyle, rule
from desktop.ui.state import Notice
from desktop.ui.wishes import Wishes
from desktop.ui.words import notice_sentence
from desktop.ui.workspace import Workspace
from desktop.wording import error_sentence, warning_sentence

PAGE = QSize(330, 467)
"""Of the preview: A4."""
WAIT_MS = 250
"""After the last letter typed, before the page is drawn."""
CAPTIONS = {
    "html": mark("About as it prints; on a screen it is one long page."),
    "docx": mark("About so; Word sets its own lines and pages."),
    "tracked": mark("About so; Word shows it in its own colours."),
    "xlsx": mark("The sheet of changes; it has others too."),
}


class ExportDialog(QDialog):
    """Asks, starts the work, follows it, and ends at the file. wished: the choices, to be remembered."""

    wished = Signal(object, str)

    def __init__(
        self,
        workspace: Workspace,
        t: Translator,
        folder: str,
        stem: str,
        wishes: Wishes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._exporting, self._t = workspace, workspace.exporting, t
        self.setWindowTitle(t("Export a report"))
        result = workspace.result
        has_notes = bool(workspace.work.annotations)
        here = workspace.reader.cursor.section
        self.form = ReportForm(t, wishes, result.sections if result else (), has_notes, here)
        self.path = QLineEdit(os.path.join(folder, stem))
        self.path.setAccessibleName(t("File"))
        self.page = QLabel()
        self.page.setFixedSize(PAGE)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setAccessibleName(t("Preview of the first page"))
        self.page.setProperty("role", "page")
        self._caption = label("", "muted", wrap=True, scale=0.9)
        self._caption.setFixedWidth(PAGE.width())
        self._said = label(wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.write = button(t("Write"), self._start, "primary")
        self.write.setDefault(True)
        self.open_file = button(t("Open it"), lambda: self._show(self._written))
        self.show_folder = button(t("Show its folder"), lambda: self._show(os.path.dirname(self._written)))
        self.cancel = button(t("Cancel"), self.reject)
        self._lay_out()
        self._written = ""
        self._overwrite = ""
        self._warnings: list[str] = []
        self._picture = QPixmap()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT_MS)
        self._later.timeout.connect(lambda: self._exporting.preview(self.form.wishes()))
        self.form.changed.connect(self._chosen)
        self.path.textEdited.connect(self._typed)
        self._exporting.changed.connect(self._changed)
        self._exporting.staged.connect(self._staged)
        self._exporting.previewed.connect(self._previewed)
        self._exporting.warned.connect(self._warned)
        self._chosen()
        self.path.setFocus()

    def _lay_out(self) -> None:
        t = self._t
        choose = button(t("Choose…"), self._choose)
        choose.setAccessibleName(f"{t('File')}: {t('Choose…')}")
        choose.setAutoDefault(False)
        self.form.add_line(t("File"), self.path, choose)
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        left.addWidget(self._bar)
        left.addWidget(self._said)
        right = QVBoxLayout()
        right.addWidget(self.page)
        right.addWidget(self._caption)
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addLayout(left, 1)
        body.addLayout(right)
        foot = QHBoxLayout()
        foot.addWidget(self.open_file)
        foot.addWidget(self.show_folder)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(12)
        layout.addLayout(body, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)
        self.setMinimumWidth(by_letters(self, 820))
        for widget in (self._bar, self.open_file, self.show_folder, self._said):
            widget.hide()

    # ---- choices ------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        """Other wishes: the name of the file ends accordingly, and the page is drawn anew in a moment."""
        key = self.form.wishes().key
        path = self.path.text()
        try:
            fits = catalogue.key_for(path) == key
        except NaastError:
            fits = False
        if not fits:
            for kind in sorted(catalogue.kinds(), key=lambda k: -len(k.suffix)):
                if path.lower().endswith(kind.suffix):
                    path = path[: -len(kind.suffix)]
                    break
            self.path.setText(path + catalogue.kind(key).suffix)
        self._caption.setText(self._caption_of(key))
        self._ask_again()
        self.write.setEnabled(self.form.wishes().sections != ())  # none ticked: there is nothing to write
        self._later.start()

    def _ask_again(self) -> None:
        """What was said about the last try holds no more."""
        self._overwrite = ""
        self.write.setText(self._t("Write"))
        if not self._exporting.is_busy:
            self._said.hide()
            if self._written:
                self._written = ""
                self.write.show()
                self.write.setDefault(True)
                self.open_file.hide()
                self.show_folder.hide()
                self.cancel.setText(self._t("Cancel"))

    def _typed(self, text: str) -> None:
        """A suffix that is typed chooses the kind."""
        self._ask_again()
        try:
            self.form.choose_kind(catalogue.key_for(text))
        except NaastError:
            return

    def _choose(self) -> None:
        t = self._t
        path, _ = QFileDialog.getSaveFileName(
            self,
            t("Write the report to"),
            self.path.text(),
            f"*{catalogue.kind(self.form.wishes().key).suffix}",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            self.path.setText(path)
            self._typed(path)

    # ---- the preview --------------------------------------------------------------------------------------------

    def _previewed(self, found: object) -> None:
        if isinstance(found, Notice):
            self._caption.setText(notice_sentence(found.code, dict(found.facts), self._t))
            restyle(self._caption, role="error")
        elif isinstance(found, bytes):
            self._picture.loadFromData(found)
            self._draw_page()
            self._caption.setText(self._caption_of(self.form.wishes().key))
            restyle(self._caption, role="muted")

    def _caption_of(self, key: str) -> str:
        """What is to be known of the picture of a kind of report."""
        return self._t(CAPTIONS[key]) if key in CAPTIONS else ""

    def _draw_page(self) -> None:
        """The page as sharp as the screen is."""
        ratio = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._picture.scaled(PAGE * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)

    # ---- writing ------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        t = self._t
        path = os.path.expanduser(self.path.text().strip())
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
        self._warnings = []
        self._exporting.write(self._written, self.form.wishes())

    def _refuse_sources(self, path: str) -> None:
        sources = self._workspace.work.sources or ()
        taken = {os.path.realpath(s.path) for s in sources if s.text is None}
        wishes = self.form.wishes()
        taken |= {os.path.realpath(p) for p in (wishes.logo, wishes.template) if p}
        if os.path.realpath(path) in taken:
            raise NaastError("output_is_input", path=path)

    def _staged(self, message: Staged) -> None:
        if message.total and self._bar.isVisible():
            self._bar.setRange(0, message.total)
            self._bar.setValue(message.done)

    def _warned(self, warning: Warning) -> None:
        self._warnings.append(warning_sentence(warning, self._t))

    def _changed(self, state: object) -> None:
        t = self._t
        running = state == "started"
        self._bar.setVisible(running)
        self._bar.setRange(0, 0)
        for widget in (self.form, self.write):
            widget.setEnabled(not running)
        if running:
            self._say(t("Writing …"), "")
            self.cancel.setFocus()
        elif state == "done":
            self._say("\n".join([t("Written: {path}", path=self._written), *self._warnings]), "")
            self.wished.emit(self.form.wishes(), os.path.dirname(self._written))
            self.open_file.show()
            self.show_folder.show()
            self.write.hide()
            self.cancel.setText(t("Close"))
            self.open_file.setFocus()
        elif state == "stopped":
            self._written = ""
            self._say(t("Stopped; nothing was written."), "")
            self.write.setFocus()
        elif isinstance(state, Notice):
            self._written = ""
            self._say(notice_sentence(state.code, dict(state.facts), t), "error")
            self.path.setFocus()

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        restyle(self._said, role=role)
        self._said.show()

    def reject(self) -> None:
        """Esc or Cancel: while it is being written that stops the writing, else it closes."""
        if self._exporting.is_busy:
            self._workspace.stop()
        else:
            self.wished.emit(self.form.wishes(), "")
            super().reject()

    @staticmethod
    def _show(path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
