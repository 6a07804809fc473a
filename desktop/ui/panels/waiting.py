"""What stands in the middle while work is under way, and when it came to nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from desktop.i18n import Translator
from desktop.progress import Stage
from desktop.ui.icons import pixmap
from desktop.ui.messages import Staged
from desktop.ui.panels.making import Elided, button, label
from desktop.ui.theme import Theme
from desktop.wording import STAGES, shown

STEPS = (Stage.READING, Stage.SEGMENTING, Stage.ALIGNING, Stage.DIFFING)
UNITS = 1000


def _centred(page: QWidget, width: int) -> QVBoxLayout:
    """A column in the middle of a page."""
    outer = QHBoxLayout(page)
    inner = QWidget()
    inner.setMaximumWidth(width)
    outer.addStretch(1)
    outer.addWidget(inner, 20)
    outer.addStretch(1)
    layout = QVBoxLayout(inner)
    layout.setSpacing(12)
    return layout


class LoadingPage(QWidget):
    """Which step the work is at, how far, and a way out."""

    stopped = Signal()

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme, self._t = theme, t
        layout = _centred(self, 460)
        layout.addStretch(2)
        self._names = (Elided(scale=1.15, bold=True), Elided(scale=1.15, bold=True))
        for title in self._names:
            layout.addWidget(title)
        layout.addSpacing(4)
        self._bar = QProgressBar()
        self._bar.setRange(0, UNITS)
        self._bar.setTextVisible(False)
        layout.addWidget(self._bar)
        layout.addSpacing(4)
        steps = QGridLayout()
        steps.setColumnStretch(1, 1)
        steps.setVerticalSpacing(8)
        steps.setHorizontalSpacing(10)
        self._steps: list[tuple[QLabel, QLabel]] = []
        for i, stage in enumerate(STEPS):
            icon, words = QLabel(), label(t(STAGES[stage]), role="muted")
            icon.setFixedWidth(18)
            steps.addWidget(icon, i, 0)
            steps.addWidget(words, i, 1)
            self._steps.append((icon, words))
        layout.addLayout(steps)
        layout.addSpacing(8)
        line = QHBoxLayout()
        self.stop = button(t("Stop"), self.stopped.emit)
        line.addWidget(self.stop)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(3)

    def begin(self, old: str, new: str) -> None:
        """Start over for two files."""
        self._names[0].say(shown(old))
        self._names[1].say(f"→  {shown(new)}")
        self.show_stage(Staged(0, Stage.READING.value, 0, 0))

    def show_stage(self, message: Staged) -> None:
        """Say how far the work is."""
        stage = Stage(message.stage)
        if stage not in STEPS:
            return
        at = STEPS.index(stage)
        part = message.done / message.total if message.total else 0.0
        self._bar.setValue(int(UNITS * (at + min(part, 1.0)) / len(STEPS)))
        self._bar.setAccessibleName(self._t(STAGES[stage]))
        c = self._theme.colors
        ratio = self.devicePixelRatioF()
        for i, (icon, words) in enumerate(self._steps):
            if i < at:
                icon.setPixmap(pixmap("check", c.success, 18, ratio))
            elif i == at:
                icon.setPixmap(pixmap("clock", c.accent, 18, ratio))
            else:
                icon.clear()
            font = words.font()
            font.setBold(i == at)
            words.setFont(font)


class FailedPage(QWidget):
    """What went wrong, and what can be done."""

    commanded = Signal(str)
    copied = Signal(str)
    unlocked = Signal(str, str)

    def __init__(self, theme: Theme, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self._report = ""
        self._locked = ""
        layout = _centred(self, 560)
        layout.addStretch(2)
        self._icon = QLabel()
        layout.addWidget(self._icon)
        layout.addWidget(label(t("This could not be compared"), scale=1.3, bold=True))
        self._words = label(wrap=True)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout.addWidget(self._words)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(t("Password"))
        self.password.setAccessibleName(t("Password"))
        self.password.returnPressed.connect(lambda: self.unlocked.emit(self._locked, self.password.text()))
        layout.addWidget(self.password)
        layout.addSpacing(6)
        line = QHBoxLayout()
        self.again = button(t("Read again"), lambda: self.commanded.emit("file.reload"), "primary")
        line.addWidget(self.again)
        line.addWidget(button(t("Open two editions…"), lambda: self.commanded.emit("file.open")))
        line.addWidget(button(t("Start page"), lambda: self.commanded.emit("file.close")))
        self._copy = button(t("Copy a report"), lambda: self.copied.emit(self._report), "quiet")
        line.addWidget(self._copy)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(3)

    def say(self, sentence: str, report: str, locked: str = "") -> None:
        """Show an error. report: what can be copied for those who mend it. locked: a file that asks for a password."""
        self._locked = locked
        self.password.clear()
        self.password.setVisible(bool(locked))
        self._words.setText(sentence)
        self._report = report
        self._copy.setVisible(bool(report))
        self._icon.setPixmap(pixmap("warning", self._theme.colors.error, 36, self.devicePixelRatioF()))
