"""Invented policy papers in Markdown and their next editions: headings, items, tables, notes; edited, moved, renamed.

old, new = editions(seed=3)     two texts, the same for the same seed
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

WORDS = (
    "het", "beleid", "de", "minister", "toetst", "wapenexport", "zorgvuldig", "en", "transparant", "aan",
    "kader", "van", "provincie", "gemeente", "begroting", "jaarlijks", "rapporteert", "Kamer", "voortgang",
    "uitgaven", "miljoen", "euro", "artikel", "verdrag", "samenwerking", "water", "bodem", "woningen",
    "inspectie", "toezicht", "regio", "klimaat", "ποιότητα", "качество", "جودة", "איכות", "“citaat”", "3.2a",
    "€", "12,5", "<b>vet</b>", "=1+1", "👩\u200d👧",
)  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A heading with what stands under it; kinds: p paragraph, i items, t table, each a list of lines of words."""

    title: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


def editions(seed: int) -> tuple[str, str]:
    """A paper and its next edition."""
    chance = random.Random(seed)
    old = [_chapter(chance, k) for k in range(chance.randint(3, 6))]
    new = [_edited(chance, chapter) for chapter in old if chance.random() < 0.9]
    if chance.random() < 0.6:
        new.insert(chance.randint(0, len(new)), _chapter(chance, 50))
    if len(new) > 2 and chance.random() < 0.6:
        new.append(new.pop(chance.randrange(len(new) - 1)))
    if len(new) > 1 and chance.random() < 0.6:  # a paragraph moves to another chapter
        source, target = chance.sample(range(len(new)), 2)
        moved, rest = new[source].blocks[0], new[source].blocks[1:]
        if rest:
            new[source] = replace(new[source], blocks=rest)
            new[target] = replace(new[target], blocks=(*new[target].blocks, moved))
    return _markdown(chance, old), _markdown(chance, new)


def _sentence(chance: random.Random, low: int = 5, high: int = 25) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(low, high)))


def _chapter(chance: random.Random, number: int) -> Chapter:
    blocks = []
    for _ in range(chance.randint(2, 5)):
        kind = chance.choice("pppit")
        count = 1 if kind == "p" else chance.randint(2, 4)
        size = (1, 3) if kind == "t" else (5, 25)
        per_line = 3 if kind == "t" else 1
        lines = tuple("|".join(_sentence(chance, *size) for _ in range(per_line)) for _ in range(count))
        blocks.append((kind, lines))
    return Chapter(f"{number + 1} {_sentence(chance, 2, 5)}", tuple(blocks))


def _edited(chance: random.Random, chapter: Chapter) -> Chapter:
    title = chapter.title if chance.random() < 0.7 else f"{chapter.title} {chance.choice(WORDS)}"
    blocks = [
        (kind, tuple(_changed(chance, line) for line in lines if chance.random() < 0.95) or lines)
        for kind, lines in chapter.blocks
        if chance.random() < 0.9
    ]
    return Chapter(title, tuple(blocks or chapter.blocks))


def _changed(chance: random.Random, line: str) -> str:
    if chance.random() < 0.5:
        return line
    words = line.split(" ")
    at = chance.randrange(len(words))
    if "|" in words[at]:
        return line
    words[at : at + 1] = chance.choice(([], [chance.choice(WORDS)], [words[at], chance.choice(WORDS)]))
    return " ".join(words) if "".join(words).strip("|") else line


def _markdown(chance: random.Random, chapters: list[Chapter]) -> str:
    text, notes = "# Nota van het jaar\n\n", []
    for k, chapter in enumerate(chapters, 1):
        text += f"## {chapter.title}\n\n"
        for n, (kind, lines) in enumerate(chapter.blocks):
            if kind == "p":
                mark = ""
                if n == 0:
                    mark = f"[^{k}]"
                    notes.append(f"[^{k}]: Zie {chapter.title.split(' ', 1)[1]}.")
                text += f"{lines[0]}.{mark}\n\n"
            elif kind == "i":
                text += "".join(f"- {line}\n" for line in lines) + "\n"
            else:
                text += "| a | b | c |\n|---|---|---|\n" + "".join(f"| {' | '.join(x.split('|'))} |\n" for x in lines)
                text += "\n"
    return text + "\n".join(notes) + "\n"
