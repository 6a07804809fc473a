"""Correcting what became of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.ui.corrections import Target
from desktop.ui.handlers.shell import Shell


def handlers(shell: Shell) -> Mapping[str, Callable[[], object]]:
    """Functions by command id."""
    corrections = shell.workspace.corrections

    def two(then: Callable[[Target, Target], object]) -> None:
        """Two that are selected, or one chosen before and one now; one alone is the first of two."""
        chosen = shell.panes.targets()
        if len(chosen) >= 2:
            then(chosen[0], chosen[1])
        elif chosen and corrections.pending is not None and corrections.pending.level == chosen[0].level:
            then(corrections.pending, chosen[0])
        elif chosen:
            corrections.begin_link(chosen[0])
            shell.notice("link_begun", title=chosen[0].title[:60])

    def accept() -> None:
        for target in shell.panes.targets():
            if target.is_pair and corrections.accept(target):
                shell.notice("accepted", "success")

    def unlink() -> None:
        for target in shell.panes.targets():
            if target.is_pair:
                corrections.unlink(target)

    def clear() -> None:
        for target in shell.panes.targets():
            corrections.clear(target)

    def forbid() -> None:
        """The pair itself when one is selected: that is what unlinking does; else the two."""
        chosen = shell.panes.targets()
        if len(chosen) == 1 and chosen[0].is_pair and corrections.pending is None:
            corrections.unlink(chosen[0])
        else:
            two(corrections.forbid)

    def evidence() -> None:
        """Why the current pairing is what it is stands under the sections."""
        panes = shell.panes
        if panes.sections.isHidden():
            shell.run("view.sections")
        panes.sections.refresh_card()
        shell.notice("evidence_shown")

    return {
        "pair.link": lambda: two(lambda a, b: corrections.link(a, b)),
        "pair.link_also": lambda: two(lambda a, b: corrections.link(a, b, also=True)),
        "pair.unlink": unlink,
        "pair.forbid": forbid,
        "pair.accept": accept,
        "pair.clear": clear,
        "pair.evidence": evidence,
    }
