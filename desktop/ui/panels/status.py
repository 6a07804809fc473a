"""The line at the foot: where the reader is, what is left to do, whether all words are accounted for, the zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from desktop.i18n import Translator
from desktop.progress import Stage
from desktop.ui.panels.making import Elided, button, label
from desktop.ui.workspace import Workspace
from desktop.wording import STAGES, shortened

if TYPE_CHECKING:
    from desktop.ui.messages import Staged

MAX_TITLE = 40
"""Letters of a section's title: where the reader is in it, and what is left to do, counts more."""


class StatusLine(QObject):
    """Fills a status bar."""

    def __init__(self, bar: QStatusBar, workspace: Workspace, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent or bar)
        self._bar, self._workspace, self._t = bar, workspace, t
        bar.setSizeGripEnabled(False)
        self._place = Elided(to_the_end=True, inset=18)
        self._coverage, self._zoom, self._work = (label() for _ in range(3))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setFixedWidth(110)
        self._progress.setTextVisible(False)
        self._stop: QPushButton = button(t("Stop"), workspace.stop, "quiet")
        bar.addWidget(self._place, 1)
        for widget in (self._work, self._progress, self._stop, self._coverage, self._zoom):
            bar.addPermanentWidget(widget)
        self._zoom_percent = 100
        workspace.reader.moved.connect(self.renew)
        workspace.noting.changed.connect(self.renew)
        workspace.result_changed.connect(self.renew)
        workspace.phase_changed.connect(self.renew)
        workspace.busy_changed.connect(self.renew)
        workspace.progressed.connect(self._stage)
        self.renew()

    def set_zoom(self, percent: int) -> None:
        """Say how large the text is."""
        self._zoom_percent = percent
        self.renew()

    def labels(self) -> tuple[QLabel, QLabel]:
        """The place and the coverage, for tests."""
        return self._place, self._coverage

    def _stage(self, message: Staged) -> None:
        self._work.setText(f"{self._t(STAGES[Stage(message.stage)])} …")

    def renew(self, _: object = None) -> None:
        """Say it all anew."""
        t, w = self._t, self._workspace
        busy = w.is_busy and bool(w.rows)
        for widget in (self._work, self._progress, self._stop):
            widget.setVisible(busy)
        result = w.result
        self._zoom.setText(t("zoom {percent} %", percent=t.number(self._zoom_percent)) if w.rows else "")
        if result is None:
            self._place.say("")
            self._coverage.setText("")
            return
        parts = []
        nodes = result.sections
        at = next((i for i, n in enumerate(nodes, 1) if n.match == w.reader.cursor.section), 0)
        if at:
            node = nodes[at - 1]
            title = shortened(node.title, MAX_TITLE) or t("Before the first heading")
            parts.append(f"{title} {t.number(at)}/{t.number(len(nodes))}")
        here, count = w.reader.place_of_change()
        if not count:
            parts.append(t("no changes"))
        elif here:
            parts.append(t("change {n} of {all}", n=t.number(here), all=t.number(count)))
        else:
            parts.append(t.plural("{n} change", "{n} changes", count))
        match = w.shown.match_of_row(w.reader.cursor.row)
        if match is not None and match.old and match.new:
            parts.append(t("row {share} alike", share=t.percent(match.score)))
        if count:
            parts.append(t("{n} of {all} reviewed", n=t.number(w.noting.reviewed_count), all=t.number(count)))
        self._place.say(" · ".join(parts))
        words = result.coverage_old.words + result.coverage_new.words
        told = sum(c.compared + c.ignored + c.unpaired + c.outside for c in (result.coverage_old, result.coverage_new))
        self._coverage.setText(t("coverage {share}", share=t.percent(told / words if words else 1.0)))
