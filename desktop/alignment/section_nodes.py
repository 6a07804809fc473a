"""Sections as the matcher sees them, and the links found between them."""

from __future__ import annotations

from dataclasses import dataclass, field

FEW_WORDS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A section as the matcher sees it. title: folded, without number, so empty under a bare "Artikel 5"; label: number
    as printed; words: own text; below: words of the sections in it; headed: whether it has a heading at all."""

    title: str
    label: str
    parent: int
    level: int
    words: float
    headed: bool = True
    below: float = 0.0

    @property
    def extent(self) -> float:
        """Words that make the section out: its own, or those of the sections in it where it has hardly any."""
        return self.words if self.words >= FEW_WORDS else self.words + self.below

    @property
    def name(self) -> str:
        """What it is called: its title, or its number where it has no other."""
        return self.title or self.label.casefold()

    @property
    def division(self) -> str:
        """The word before a bare number: "part" of "Part II"; empty where the section has a title."""
        return "" if self.title else self.label.casefold().partition(" ")[0]

    @property
    def telling(self) -> bool:
        """Whether the name says which section it is. A bare number does so only where a section holds nothing but other
        sections ("Part II"); one with text of its own is known by that text, for numbers are given anew."""
        return bool(self.title) or self.words < FEW_WORDS


@dataclass(slots=True)
class Links:
    """pairs: primary old → new. moved: those out of order. reheaded: those of which too little is alike for their
    headings to be compared. more: further links. flow: shared words by pair."""

    pairs: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    reheaded: set[int] = field(default_factory=set)
    more: set[tuple[int, int]] = field(default_factory=set)
    flow: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def all(self) -> list[tuple[int, int]]:
        """Every linked pair, primary or not."""
        return sorted(set(self.pairs.items()) | self.more)
