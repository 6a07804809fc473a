"""Looking for words: what the find bar asks for is found in the rows, marked in the text, and stepped through.

search.again()       other words, other rows, or the bar was closed
search.step(1)       to the next hit
"""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtCore import QObject, Signal

from desktop.ui.compare.find import Hits, Query, find
from desktop.ui.compare.rows import Side
from desktop.ui.panels.find_bar import CHANGES, NEW, OLD, FindBar
from desktop.ui.panes import Panes
from desktop.ui.workspace import Workspace


class Search(QObject):
    """See the module."""

    opened = Signal()
    missed = Signal()

    def __init__(self, workspace: Workspace, panes: Panes) -> None:
        super().__init__(panes)
        self._workspace, self._view, self._bar = workspace, panes.view, panes.find_bar
        self.hits = Hits()
        self.at = -1
        self._bar.searched.connect(self.again)
        self._bar.closed.connect(self.again)
        self._bar.stepped.connect(self.step)

    def again(self) -> None:
        """Look again."""
        self.hits, self.at = Hits(), -1
        if self._bar.isHidden():
            if self._view.hits:
                self._view.set_find_hits(self.hits)
            return
        try:
            self.hits = find(self._workspace.rows, query_of(self._bar))
        except re.error as error:
            self._view.set_find_hits(self.hits)
            self._bar.say_wrong(error.msg, error.pos)
            return
        here = self._workspace.reader.cursor.row or 0
        self.at = bisect_left(self.hits.rows, here) % len(self.hits) if self.hits else -1
        self._view.set_find_hits(self.hits, self.at)
        self._bar.say(self.at + 1, len(self.hits))

    def step(self, step: int) -> None:
        """To the next or previous hit; where nothing is looked for the bar is opened."""
        if not self._bar.isVisible():
            self.opened.emit()
        elif not self.hits:
            self.missed.emit()
        else:
            self.at = (self.at + step) % len(self.hits)
            self._view.go_to_hit(self.at)
            self._bar.say(self.at + 1, len(self.hits))


def query_of(bar: FindBar) -> Query:
    """What a find bar asks for."""
    where = bar.where.currentData()
    return Query(
        bar.text.text(),
        case=bar.case.isChecked(),
        whole_words=bar.words.isChecked(),
        regex=bar.regex.isChecked(),
        diacritics=bar.accents.isChecked(),
        sides=(Side.OLD,) if where == OLD else (Side.NEW,) if where == NEW else (Side.OLD, Side.NEW),
        changes_only=where == CHANGES,
    )
