"""A person's corrections of the pairing, as pins among the options. Pure; knows no Qt.

    link(options, "section", old=(3,), new=(5,))       3 belongs with 5, and with nothing else
    unlink(options, "section", old=(3,), new=(5,))     3 does not belong with 5

Pins are inputs of the comparison: nothing is changed in its result, it is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.model.options import Options, Pin, PinKind

Ids = tuple[int, ...]


def link(options: Options, level: str, old: Ids, new: Ids) -> Options:
    """These belong together; what a person linked them with before does not count any more."""
    kept = [p for p in options.pins if not (_touches(p, level, old, new) and p.kind is PinKind.LINK)]
    return _with(options, kept, _pairs(PinKind.LINK, level, old, new))


def link_also(options: Options, level: str, old: Ids, new: Ids, present: Iterable[tuple[Ids, Ids]]) -> Options:
    """These belong together as well; the pairings they are in at present are fixed along with it."""
    fixed = [p for olds, news in present for p in _pairs(PinKind.LINK, level, olds, news)]
    return _with(options, options.pins, [*fixed, *_pairs(PinKind.LINK, level, old, new)])


def unlink(options: Options, level: str, old: Ids, new: Ids) -> Options:
    """These do not belong together."""
    return _with(options, options.pins, _pairs(PinKind.FORBID, level, old, new))


def clear(options: Options, level: str, old: Ids, new: Ids) -> Options:
    """Drop whatever a person said about these."""
    return replace(options, pins=tuple(p for p in options.pins if not _touches(p, level, old, new)))


def has_pin(options: Options, level: str, old: Ids, new: Ids) -> bool:
    """Whether a person said anything about these."""
    return any(_touches(p, level, old, new) for p in options.pins)


def _pairs(kind: PinKind, level: str, old: Ids, new: Ids) -> list[Pin]:
    return [Pin(kind, a, b, level) for a in old for b in new]


def _touches(pin: Pin, level: str, old: Ids, new: Ids) -> bool:
    return pin.level == level and (pin.old in old or pin.new in new)


def _with(options: Options, kept: Iterable[Pin], added: Iterable[Pin]) -> Options:
    """Later pins replace earlier ones about the same pair."""
    pins = {(p.level, p.old, p.new): p for p in kept}
    for pin in added:
        pins.pop((pin.level, pin.old, pin.new), None)
        pins[pin.level, pin.old, pin.new] = pin
    return replace(options, pins=tuple(pins.values()))
