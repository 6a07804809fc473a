"""Tables for a terminal, with goals: what `make quality` and `make bench` print.

case       line F        moves F
ch.plain   0.985 met     0.500 NOT MET
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MET, NOT_MET = "met", "NOT MET"


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on a figure: at least (`>=`) or at most (`<=`) `bound`."""

    sign: str
    bound: float

    def holds(self, value: float) -> bool:
        return value >= self.bound if self.sign == ">=" else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.sign == '>=' else '≤'} {self.bound:g}"


def at_least(bound: float) -> Goal:
    return Goal(">=", bound)


def at_most(bound: float) -> Goal:
    return Goal("<=", bound)


class Report:
    """Prints as it goes and keeps all that was said for `--json`: tables as rows, and every goal with its result."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.goals: list[dict[str, Any]] = []

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], note: str = "") -> None:
        """Print a table; the first column is text, the others are figures."""
        kept = [list(row) for row in rows]
        self.tables[title] = [dict(zip(columns, row, strict=True)) for row in kept]
        cells = [list(columns)] + [[shown(value) for value in row] for row in kept]
        widths = [max(len(row[k]) for row in cells) for k in range(len(columns))]
        print(f"\n{title}")
        for number, row in enumerate(cells):
            first = row[0].ljust(widths[0])
            print("  " + "  ".join([first, *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]).rstrip())
            if number == 0:
                print("  " + "  ".join("-" * w for w in widths))
        if note:
            print(f"  {note}")

    def check(self, topic: str, case: str, figure: str, value: float | None, goal: Goal) -> str:
        """Note a figure beside its goal; returns `met`, `NOT MET`, or nothing where there is no figure."""
        if value is None:
            return ""
        result = MET if goal.holds(value) else NOT_MET
        self.goals.append(
            {"topic": topic, "case": case, "figure": figure, "value": value, "goal": str(goal), "result": result}
        )
        return result

    def summary(self) -> None:
        """The goals with how many cases met them, then each that was missed."""
        grouped: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for entry in self.goals:
            grouped.setdefault((entry["topic"], entry["figure"], entry["goal"]), []).append(entry)
        rows = []
        for (topic, figure, goal), entries in grouped.items():
            met = sum(e["result"] == MET for e in entries)
            rows.append([topic, figure, goal, f"{met} of {len(entries)}", MET if met == len(entries) else NOT_MET])
        self.table("Goals", ("topic", "figure", "goal", "met", ""), rows)
        missed = [e for e in self.goals if e["result"] == NOT_MET]
        if missed:
            columns = ("topic", "case", "figure", "value", "goal")
            self.table("Not met", columns, [[e[c] for c in columns] for e in missed])

    def write(self, path: str) -> None:
        """Write all that was said as JSON."""
        everything = {"goals": self.goals, "tables": self.tables}
        Path(path).write_text(json.dumps(everything, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def shown(value: Any) -> str:
    """A cell: `-` for nothing, three digits for shares and small figures, fewer for large ones."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 1000 else f"{value:.0f}"
    return str(value)


def mean(values: Iterable[float | None]) -> float | None:
    """Of those that there are."""
    there = [v for v in values if v is not None]
    return sum(there) / len(there) if there else None
