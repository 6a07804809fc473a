"""A person's corrections of what the program found: which sections and blocks belong together, what a block is, which
kinds of difference are left out.

    corrections.link(one, other)      the old side of one with the new side of the other: decided, then made
    corrections.begin_link(target)    the other side is chosen next: pending_changed

Each is an option of the comparison and goes through the record, so that it is kept and can be taken back; `made` says
that the comparison must be made anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.model.options import Ignore, KindPin, Options, Side
from desktop.ui import pairing
from desktop.ui.record import Record
from desktop.ui.shown import Scene
from desktop.wording import shortened

if TYPE_CHECKING:
    from desktop.model.document import BlockKind

MAX_NAME = 40
"""Letters of a title in the name of a step."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a pairing command is about: sections or blocks of either side."""

    level: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    title: str = ""

    @property
    def is_pair(self) -> bool:
        return bool(self.old and self.new)


class Corrections(QObject):
    """See the module. pending: one side of a link, while the other is still to be chosen."""

    made = Signal()
    pending_changed = Signal()

    def __init__(self, record: Record, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record, self._scene = record, scene
        self.pending: Target | None = None

    def leave(self) -> None:
        """What was shown is shown no more."""
        self.pending = None

    @property
    def _options(self) -> Options:
        return self._record.work.options

    # --- what they are about -----------------------------------------------------------------------------------------

    def target_of_row(self, row: int | None) -> Target | None:
        """The blocks of a row, for a pairing command."""
        match = self._scene.shown.match_of_row(row)
        if match is None:
            return None
        shown = self._scene.shown.rows[row or 0]
        texts = [c.text for c in (*shown.new, *shown.old)]
        return Target("block", match.old, match.new, texts[0] if texts else shown.opening)

    def target_of_section(self, section: int | None) -> Target | None:
        """The sections of a match, for a pairing command."""
        node = self._scene.shown.node(section)
        return None if node is None else Target("section", node.old, node.new, node.title)

    def is_pinned(self, target: Target | None) -> bool:
        """Whether a person said anything about this pairing."""
        return target is not None and pairing.has_pin(self._options, target.level, target.old, target.new)

    # --- the pairing -------------------------------------------------------------------------------------------------

    def link(self, one: Target, other: Target, also: bool = False) -> bool:
        """The old side of one and the new side of the other belong together. False when that says nothing."""
        pair = _across(one, other)
        if pair is None:
            self._record.tell("link_needs_two", "info")
            return False
        self._set_pending(None)
        if also:
            options = pairing.link_also(self._options, *pair, [(t.old, t.new) for t in (one, other)])
        else:
            options = pairing.link(self._options, *pair)
        return self._correct("link", options, self._titles(*pair))

    def begin_link(self, target: Target | None) -> None:
        """Remember one side of a link; the other is chosen next."""
        self._set_pending(target)

    def accept(self, target: Target) -> bool:
        """Fix a pairing as it is."""
        options = pairing.link_also(self._options, target.level, target.old, target.new, ())
        return self._correct("accept", options, self._titles(target.level, target.old, target.new))

    def unlink(self, target: Target) -> bool:
        """Take a pairing apart."""
        options = pairing.unlink(self._options, target.level, target.old, target.new)
        return self._correct("forbid", options, self._titles(target.level, target.old, target.new))

    def forbid(self, one: Target, other: Target) -> bool:
        """These two are never paired. False when that says nothing."""
        pair = _across(one, other)
        if pair is None:
            self._record.tell("link_needs_two", "info")
            return False
        self._set_pending(None)
        return self._correct("forbid", pairing.unlink(self._options, *pair), self._titles(*pair))

    def clear(self, target: Target) -> bool:
        """Let the program decide again."""
        options = pairing.clear(self._options, target.level, target.old, target.new)
        return self._correct("drop_pin", options, self._titles(target.level, target.old, target.new))

    def _titles(self, level: str, old: tuple[int, ...], new: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
        """What to call a pair: the titles of its sections, the first words of its blocks."""
        result = self._scene.shown.result
        if result is None:
            return ()
        names = []
        for reading, ids in ((result.old, old), (result.new, new)):
            if level == "section":
                found = next((s.title for s in reading.sections if s.id in ids), "")
            else:
                found = next((b.text for b in reading.blocks if b.id in ids), "")
            names.append(shortened(found, MAX_NAME))
        return ("old", names[0]), ("new", names[1])

    def _set_pending(self, target: Target | None) -> None:
        if target != self.pending:
            self.pending = target
            self.pending_changed.emit()

    # --- kinds of blocks, differences left out -----------------------------------------------------------------------

    def set_kind(self, side: Side, block: int, kind: BlockKind) -> bool:
        """Say what a block is."""
        kinds = (*self._kinds_but(side, block), KindPin(side, block, kind))
        return self._correct("set_kind", replace(self._options, kinds=kinds))

    def clear_kind(self, side: Side, block: int) -> bool:
        """Let the program decide again what a block is."""
        return self._correct("set_kind", replace(self._options, kinds=self._kinds_but(side, block)))

    def _kinds_but(self, side: Side, block: int) -> tuple[KindPin, ...]:
        return tuple(k for k in self._options.kinds if not (k.side is side and k.block == block))

    def set_ignored(self, rule: Ignore, is_ignored: bool) -> bool:
        """Leave a kind of difference out, or show it."""
        ignore = self._options.ignore | {rule} if is_ignored else self._options.ignore - {rule}
        return self._correct("set_options", replace(self._options, ignore=ignore))

    def _correct(self, code: str, options: Options, facts: tuple[tuple[str, str], ...] = ()) -> bool:
        work = self._record.work
        if options == work.options or not self._record.decide(code, replace(work, options=options), facts):
            return False
        self.made.emit()
        return True


def _across(one: Target, other: Target) -> tuple[str, tuple[int, ...], tuple[int, ...]] | None:
    """Which old and which new ones two targets bring together: the old side of the first with the new side of the
    second, the other way round where the first has no old side or the second no new one."""
    if one.level != other.level or one == other:
        return None
    if one.old and other.new and (one.old, other.new) not in ((one.old, one.new), (other.old, other.new)):
        return one.level, one.old, other.new
    if other.old and one.new:
        return one.level, other.old, one.new
    return None
