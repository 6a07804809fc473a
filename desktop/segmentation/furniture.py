"""Running heads, feet and page numbers, known by recurrence, place and shape – never by one publisher's words.

... een aanpak in inter-
Tweede Kamer, vergaderjaar 2016–2017, 34 725 V, nr. 1 41      recurs with a growing number, interrupts a sentence
Beleidsartikel 2                                              recurs beside it
 nationaal verband geboden is.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

import numpy as np

from desktop.model.document import BlockKind
from desktop.segmentation.contents import find_contents, find_listed_titles
from desktop.segmentation.neighbours import place_after, place_before
from desktop.segmentation.page_edges import (
    MAX_PAGE_DIGITS,
    NAMED_PAGE,
    PAGE_NUMBER,
    PAGE_SIGN,
    counts_divisions,
    find_edges,
    find_pairs,
    has_letters,
    head_of_excerpt,
    is_on_every_page,
    is_paged,
    page_numbers_of,
)
from desktop.text.char_tables import among, is_letter
from desktop.text.languages import FUNCTION_WORDS
from desktop.text.lines import Bools, Lines, find_in_lines, looking_alike
from desktop.text.numbering import parse_numbering

MAX_FURNITURE_CHARS = 160
MIN_PAGE_LINES = 8
MIN_PAGED_LINES = 3
MIN_NUMBERS_ALONE = 4
MIN_NUMBERS_CITED = 3
MIN_NAMED = 3
MAX_FOOT_WORDS = 10
MAX_PAGE_NUMBER = 999
MAX_HEAD_CHARS = 100
MAX_BETWEEN = 3
MAX_BESIDE = 5
MAX_PAGE_LINES = 150
MAX_PAGES_BETWEEN = 2
MAX_PAGE_STEP = 3
_NUMBERS = re.compile(r"\d+")
_NUMBERS_AND_BLANKS = re.compile(r"[\d\s]+")
_OUTER_SIGNS = " .-–|"
_DIGITS = "0123456789"
_WITHOUT_DIGITS = bytes.maketrans(_DIGITS.encode(), b" " * len(_DIGITS))
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_SEPARATORS = re.compile(r"[,|·•;]|\s[–-]\s")
TERMINAL = frozenset(".!?:;…")


@dataclass(frozen=True, slots=True)
class Furniture:
    """kinds: line index → kind of furniture. pages: line indices at which a page begins, ascending."""

    kinds: dict[int, BlockKind]
    pages: tuple[int, ...]


def page_starts(lines: Lines) -> set[int]:
    """Lines that begin a page by a form feed, or by one blank put before the first line of each page.

    The latter is what several extractors leave behind; it counts where under 8 % of the lines begin with white space.
    """
    full = lines.chars > 0
    index = np.flatnonzero(full)
    # a form feed may stand on a line of its own, or before blank lines: the page begins with its first text
    at = np.searchsorted(index, np.flatnonzero(lines.breaks))
    starts = set(index[at[at < len(index)]].tolist())
    led = np.flatnonzero(full & (lines.lead == 1) & ~lines.breaks)
    if 0 < len(led) <= max(1, 0.08 * int(full.sum())) and int((lines.lead[full] > 1).sum()) <= 0.02 * int(full.sum()):
        starts.update(led.tolist())
    return starts


def find_furniture(lines: Lines, lower: Bools, wrapped: bool, glued: Collection[int] = ()) -> Furniture:
    """Mark page furniture.

    lower: whether each line begins with a lower-case letter. wrapped: whether lines are wrapped. glued: lines from
    which a page number was taken.
    """
    index = np.flatnonzero(lines.chars > 0).tolist()
    if not index:
        return Furniture({}, ())
    starts = page_starts(lines)
    kinds = find_edges(lines, index, sorted(starts), {}) if starts else find_pairs(lines, index)
    texts = lines.texts
    groups, same = _by_letters(lines), _by_text(lines, lower)
    recurring = {
        k
        for members in (*groups.values(), *same.values())
        if len(members) >= 2 and _far_apart(members)
        for k in members
    }

    outer = [k for k in index if k not in recurring] if recurring else index
    before, after = partial(place_before, index), partial(place_after, index)
    # of lines that do not recur themselves
    outer_before, outer_after = partial(place_before, outer), partial(place_after, outer)

    def interrupts(k: int) -> bool:
        p, n = outer_before(k), outer_after(k)
        if p is None or n is None or not has_letters(texts[p]):
            return False  # a drawn line, a row of figures: no sentence
        return chr(lines.last[p]) not in TERMINAL and (bool(lower[n]) or chr(lines.last[p]) in "-,")

    def at_boundary(k: int) -> bool:
        p, n = before(k), outer_after(k)
        return n is None or p is None or n in starts or k in starts or p in kinds or n in kinds or after(k) in kinds

    amount = _ends_in_amounts(lines).tolist()
    for key, same_letters in groups.items():
        if len(same_letters) == 1:
            if _stands_alone(lines, same_letters[0], index, interrupts):
                kinds[same_letters[0]] = BlockKind.PAGE_FOOTER
            continue
        # the title that the foot repeats has no page number
        counting = (k for k in same_letters if not amount[k] and page_numbers_of(texts[k]))
        few_letters = not has_letters(key)
        members = list(itertools.islice(counting, 2) if few_letters else counting)
        if not members or (few_letters and len(members) > 1):
            continue
        if len(members) >= 2 and _counts_pages(lines, members):
            numbered_line = PAGE_NUMBER.fullmatch(lines.texts[members[0]])
            if numbered_line:
                continue
            cut = sum(interrupts(k) for k in members) if wrapped else 0
            if not cut and _says_more(lines, members):
                continue
            cited = _looks_cited(lines.texts[members[0]])
            division = counts_divisions([lines.texts[k] for k in members])
            bounded = sum(at_boundary(k) for k in members)
            if _mostly_paged(lines, members):
                kinds.update(dict.fromkeys(members, BlockKind.PAGE_FOOTER))
                continue
            enough = cut >= 1 and cut >= (0.5 if division else 0.15) * len(members)
            counted = len(members) >= 3 and not division and (cited or (_steady(lines, members) and (cut or bounded)))
            cutting = enough and (len(members) >= 3 or cited or cut == len(members))
            if counted or cutting or (cited and bounded >= 0.5 * len(members)):
                kinds.update(dict.fromkeys(members, BlockKind.PAGE_FOOTER))
        elif len(members) == 1 and _stands_alone(lines, members[0], index, interrupts):
            kinds[members[0]] = BlockKind.PAGE_FOOTER
    _page_numbers(lines, index, before, after, interrupts, starts, kinds)
    _between_halves(lines, index, lower, kinds)
    _spread_to_variants(lines, index, kinds, glued)
    listed = [*find_contents(lines, index, kinds), *find_listed_titles(lines, index)]
    kinds.update(dict.fromkeys((k for k in listed if k not in kinds), BlockKind.CONTENTS))
    on_pages = {k: kind for k, kind in kinds.items() if kind is not BlockKind.CONTENTS}
    page_breaks = sorted(_after_furniture(on_pages, after))
    for members in same.values():
        free = [k for k in members if k not in kinds]
        title = free[:1] == index[:1]
        if len(free) < 2 or (
            not _far_apart(free) and not any(after(k) in on_pages or before(k) in on_pages for k in free)
        ):
            continue
        bounded = sum(before(k) in on_pages or after(k) in on_pages or k in starts or k == index[0] for k in free)
        alone = sum(lines.gap[k] > 0 and interrupts(k) for k in free) if wrapped else 0
        numbered = parse_numbering(lines.texts[free[0]]) is not None
        page_of = [bisect_left(page_breaks, k) for k in free]
        near = sum(b - a <= MAX_PAGES_BETWEEN for a, b in itertools.pairwise(page_of))
        if bounded and page_breaks and near < 0.5 * (len(free) - 1):
            continue  # here and there at the edge of a page, as any heading may be
        if bounded >= (1.0 if numbered else 0.6) * len(free) or (
            len(free) >= 3 and not numbered and alone >= 0.5 * len(free) and _page_like(free)
        ):
            # what stands first of all is the title that the pages repeat
            kinds.update(dict.fromkeys(free[1:] if title else free, BlockKind.PAGE_HEADER))
    if kinds:
        kinds.update(head_of_excerpt(lines, index))
    pages = starts | _after_furniture(kinds, after)
    if not starts and len(pages) > 1 and is_on_every_page(sorted(pages), index):
        kinds.update(find_edges(lines, index, sorted(pages), kinds))
        pages = _after_furniture(kinds, after)
    return Furniture(kinds, tuple(sorted(pages)))


def _ends_in_amounts(lines: Lines) -> Bools:
    """Lines that begin with a letter and end in a figure that is too long for a page number."""
    found = (lines.figures > 0) & is_letter(lines.first)
    index = np.flatnonzero(found)
    found[index] = lines.chars[index] - lines.at[lines.word[index + 1] - 1] > MAX_PAGE_DIGITS
    return found


def _by_letters(lines: Lines) -> dict[str, list[int]]:
    """Lines with numbers by what they say without them (`_letters`)."""
    numbered = (lines.digits > 0) & (lines.chars <= MAX_FURNITURE_CHARS) & ~_ends_in(lines, ".;,:")
    members = [k for k in np.flatnonzero(numbered).tolist() if lines.texts[k][0].isalnum()]
    groups: dict[str, list[int]] = defaultdict(list)
    # all in one go, which is several times as fast as line by line
    joined = "\n".join([lines.texts[k] for k in members]).encode("utf-8", "surrogatepass")
    bare = joined.translate(_WITHOUT_DIGITS).decode("utf-8", "surrogatepass").casefold()
    for k, text in zip(members, bare.split("\n"), strict=bool(members)):
        if not text.isascii():
            text = _NUMBERS.sub(" ", text)  # figures of other scripts
        groups[" ".join(text.split()).strip(_OUTER_SIGNS)].append(k)
    return groups


def _by_text(lines: Lines, lower: Bools) -> dict[str, list[int]]:
    """Short lines that stand twice and more, by their text."""
    short = (lines.chars > 0) & (lines.chars <= MAX_HEAD_CHARS) & ~lower & ~_ends_in(lines, ";,:-")
    same: dict[str, list[int]] = defaultdict(list)
    for k in looking_alike(lines, np.flatnonzero(short), 2).tolist():
        if lines.texts[k][0].isalnum():
            same[lines.texts[k]].append(k)
    return {text: members for text, members in same.items() if len(members) > 1}


def _ends_in(lines: Lines, signs: str) -> Bools:
    """Which lines end in one of these signs."""
    return among(lines.last, signs)


def _after_furniture(kinds: Collection[int], after: Callable[[int], int | None]) -> set[int]:
    """Lines of the text that follow furniture: there a page begins."""
    pages = set()
    for k in kinds:
        n = after(k)
        while n is not None and n in kinds:
            n = after(n)
        if n is not None:
            pages.add(n)
    return pages


def _spread_to_variants(lines: Lines, index: list[int], kinds: dict[int, BlockKind], glued: Collection[int]) -> None:
    """A running head whose number is glued on, or missing on some pages, is the same head: "Agenda 201613",
    "13Agenda 2016"."""
    marked = {_letters(lines.texts[k]) for k in kinds if parse_numbering(lines.texts[k]) is None}
    if not marked and not glued:
        return
    varied = (lines.chars > 5) & (lines.chars <= MAX_FURNITURE_CHARS)
    near = {len(key) for key in marked} | {len(_letters(lines.texts[k])) for k in glued}
    varied &= (lines.chars >= min(near, default=0)) & (lines.chars <= max(near, default=0) + 14)
    varied &= np.isin(lines.first, _first_letters(lines, marked | {_letters(lines.texts[k]) for k in glued}))
    letters = {k: _letters(lines.texts[k]) for k in np.flatnonzero(varied).tolist() if not lines.texts[k][0].islower()}
    counts = Counter(letters.values())
    marked |= {
        key
        for key, count in Counter(_letters(lines.texts[k]) for k in glued).items()
        if count >= 2 and counts[key] >= 3
    }
    marked = {key for key in marked if len(key) >= 6}
    plain: set[str] = set()
    fewest = {_letters(lines.texts[k]): len(_NUMBERS.findall(lines.texts[k])) for k in kinds}
    alike = {lines.texts[k] for k in kinds}
    for k, key in letters.items():
        if key not in marked or k in kinds:
            continue
        fewer = len(_NUMBERS.findall(lines.texts[k])) < max(1, fewest.get(key, 1))
        if lines.texts[k] not in plain and (fewer or lines.texts[k] in alike):
            plain.add(lines.texts[k])  # the first without a number is the title that the pages repeat
        else:
            kinds[k] = BlockKind.PAGE_HEADER


def _first_letters(lines: Lines, keys: Collection[str]) -> list[int]:
    """Code points with which a line may begin whose letters are among the keys: their first ones, numbers and signs."""
    begins = {key[:1] for key in keys}
    found = {chr(code) for code in set(lines.first.tolist())}
    return [ord(c) for c in found if c.isdigit() or c in _OUTER_SIGNS or c.casefold()[:1] in begins]


def _letters(text: str) -> str:
    return _NUMBERS_AND_BLANKS.sub(" ", text).strip(_OUTER_SIGNS).casefold()


def _counts_pages(lines: Lines, members: list[int]) -> bool:
    """Whether a number in the recurring line grows from page to page, wherever on the line it stands."""
    least = MIN_PAGED_LINES if _mostly_paged(lines, members) or len(members) >= 3 else MIN_PAGE_LINES
    numbers = [set(page_numbers_of(lines.texts[k])) for k in members]
    good = steady = 0
    for a, b, p, q in zip(numbers, numbers[1:], members, members[1:], strict=False):
        bound = 2 + (q - p) // MIN_PAGE_LINES
        steps = [y - x for x in a for y in b if 1 <= y - x <= bound] if a != b else []
        good += bool(steps) and q - p >= least
        steady += 1 in steps or 2 in steps
    if not good or good < 0.8 * (len(members) - 1):
        return False
    return _far_apart(members) or steady == len(members) - 1


def _mostly_paged(lines: Lines, members: list[int]) -> bool:
    return sum(is_paged(lines.texts[k]) for k in members) >= 0.8 * len(members)


def _says_more(lines: Lines, members: list[int]) -> bool:
    """Whether more than one number varies from line to line: such lines say something beside the page."""
    found = [Counter(_NUMBERS.findall(lines.texts[k])) for k in members]
    common = found[0].copy()
    for numbers in found:
        common &= numbers
    return all((numbers - common).total() > 1 for numbers in found)


def _steady(lines: Lines, members: list[int]) -> bool:
    """Whether the last or first number grows by one or two each time, four times and more, at page-like distances."""
    if len(members) < 4 or not _page_like(members):
        return False
    rows = [[int(n) for n in _NUMBERS.findall(lines.texts[k])] for k in members]
    return any(all(1 <= b[at] - a[at] <= 2 for a, b in itertools.pairwise(rows)) for at in (0, -1))


def _longest_chain(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of numbers that grow by one to three at page-like distances."""
    best: list[tuple[int, int]] = []
    chain: list[tuple[int, int]] = []
    for k, number in found:
        if chain and not (1 <= number - chain[-1][1] <= 3 and k - chain[-1][0] >= MIN_PAGE_LINES):
            best, chain = max(best, chain, key=len), []
        chain.append((k, number))
    return max(best, chain, key=len)


def _between_halves(lines: Lines, index: list[int], lower: Bools, kinds: dict[int, BlockKind]) -> None:
    """Lines between the two halves of a broken word or sentence, one of which looks like a page's head or foot.

    ... iedere grondwater-
    Waterprogramma | vastgesteld | pagina 17        looks like a foot
    Hoofdstuk 2 – Droogte                           stands beside it, between the halves of a word
    onttrekking voor beregening.
    """
    edge = (lines.last > ord("z")) | among(lines.last, _DIGITS) | among(lines.first, _DIGITS)
    numbered = np.flatnonzero((lines.digits > 0) & (lines.chars <= MAX_FURNITURE_CHARS) & edge)
    signed = dict.fromkeys(k for k, _ in find_in_lines(lines, numbered, PAGE_SIGN))
    paged = {k for k in signed if is_paged(lines.texts[k])}
    marked = set(kinds) | paged
    for k in sorted(marked):
        place = bisect_left(index, k)
        for at in range(max(0, place - MAX_BETWEEN), place):
            p, between = index[at], []
            for n in index[at + 1 : at + 2 + MAX_BETWEEN]:
                if lower[n]:
                    break
                between.append(n)
            else:
                continue
            if k not in between or len(between) > MAX_BETWEEN or chr(lines.last[p]) in TERMINAL or p in marked:
                continue
            halved = lines.last[p] == ord("-")
            if not halved and any(n in paged and n not in kinds for n in between):
                continue
            plain = [n for n in between if n not in marked]
            if all(
                halved
                and lines.chars[n] <= MAX_HEAD_CHARS
                and lines.texts[n][0].isalnum()
                and chr(lines.last[n]) not in TERMINAL
                for n in plain
            ):
                for n in between:
                    kinds.setdefault(n, BlockKind.PAGE_FOOTER if n in marked else BlockKind.PAGE_HEADER)


def _far_apart(members: list[int]) -> bool:
    distances = sorted(b - a for a, b in itertools.pairwise(members))
    return bool(distances) and distances[len(distances) // 2] >= MIN_PAGE_LINES


def _page_like(members: list[int]) -> bool:
    """Whether the distances could be those of pages: a line of a repeated chapter recurs much farther apart."""
    distances = sorted(b - a for a, b in itertools.pairwise(members))
    return MIN_PAGE_LINES <= distances[len(distances) // 2] <= MAX_PAGE_LINES


def _stands_alone(lines: Lines, k: int, index: list[int], interrupts: Callable[[int], bool]) -> bool:
    """Whether a line that occurs once is page furniture: an excerpt of one page shows its foot once.

    It needs the shape of a reference with four numbers or more (years, series, number, page) and hardly a function
    word, and a place at the document's edge or inside a sentence, between blank lines or of another width than its
    lines; or a named page number at the very end.
    """
    text = lines.texts[k]
    if k == index[-1] and NAMED_PAGE.search(text) and len(text.split()) <= MAX_FOOT_WORDS:
        return True
    if not text[-1].isdigit() or (lines.digits[k] < MIN_NUMBERS_ALONE and text.isascii()):
        return False
    words = text.casefold().split()
    numbers = len(_NUMBERS.findall(text))
    if numbers < MIN_NUMBERS_ALONE or sum(w in FUNCTION_WORDS for w in words) > 1 or not _looks_cited(text):
        return False
    if k in (index[-1], index[0]):
        return True
    at = bisect_left(index, k)
    p, n = index[at - 1], index[at + 1]
    set_off = lines.gap[k] > 0 or lines.gap[n] > 0
    short = lines.chars[k] + 1 + lines.first_chars[n] < lines.chars[p]  # a line of the text would have gone on
    beside = [lines.chars[i] for i in index[max(0, at - MAX_BESIDE) : at + MAX_BESIDE + 1] if i != k]
    return bool(set_off or short or lines.chars[k] > max(beside)) and interrupts(k)


def _looks_cited(text: str) -> bool:
    """The shape of a reference line: a year, parts set off by commas, ends in a number, no sentence."""
    words = text.split()
    return (
        2 <= len(words) <= 16
        and text.count("(") == text.count(")")
        and text[-1].isdigit()
        and text[0].isalnum()
        and not text[0].islower()
        and _YEAR.search(text) is not None
        and (_SEPARATORS.search(text) is not None or len(_NUMBERS.findall(text)) >= MIN_NUMBERS_CITED)
        and not re.search(r"[.!?]\s+[A-Z]", re.sub(r"\b\w{1,3}\.", "", text))
    )


def _in_table(lines: Lines, k: int, before: Callable[[int], int | None]) -> bool:
    p = before(k)
    return p is not None and lines.digits[p] >= 0.3 * lines.chars[p]


def _page_numbers(
    lines: Lines,
    index: list[int],
    before: Callable[[int], int | None],
    after: Callable[[int], int | None],
    interrupts: Callable[[int], bool],
    starts: set[int],
    kinds: dict[int, BlockKind],
) -> None:
    """Lines that hold nothing but a page number: a growing series at page-like distances, or one at the document's
    edge."""
    found: list[tuple[int, int]] = []
    for k in np.flatnonzero((lines.digits > 0) & (lines.digits <= 8) & (lines.chars <= 24)).tolist():
        match = PAGE_NUMBER.fullmatch(lines.texts[k]) if lines.chars[k] else None
        if match and int(match[1]) <= MAX_PAGE_NUMBER:
            found.append((k, int(match[1])))

    def on_a_break(k: int) -> bool:
        """Whether a page seems to end or begin here: beside furniture, at a page start, or between blank lines."""
        n = after(k)
        return (
            k in starts
            or n in starts
            or before(k) in kinds
            or n in kinds
            or (lines.gap[k] > 0 and n is not None and bool(lines.gap[n] > 0))
        )

    best = _longest_chain(found)
    breaking = [k for k, _ in best if on_a_break(k) or interrupts(k)]
    named = sum(lines.texts[k][0].isalpha() for k, _ in best) == len(best) >= MIN_NAMED  # "Seite 3"
    chosen = [k for k, _ in best] if named or (len(best) >= 2 and len(breaking) >= 0.5 * len(best)) else []
    edge = index[-1]
    body = before(edge)
    if found and found[-1][0] == edge and lines.gap[edge] > 0 and body is not None and len(index) >= MIN_PAGE_LINES:
        ended = chr(lines.last[body]) in ".!?" and lines.chars[body] > 0
        if ended and not _in_table(lines, edge, before):
            chosen.append(edge)  # the last line of a page of prose; after a heading or a figure it is a total
    edge_numbers = [
        (k, n)
        for k, n in found
        if k in starts or ((p := before(k)) is not None and kinds.get(p) is BlockKind.PAGE_FOOTER)
    ]
    steps = [b - a for (_, a), (_, b) in itertools.pairwise(edge_numbers)]
    if sum(1 <= step <= MAX_PAGE_STEP for step in steps) >= 0.8 * len(steps):
        chosen += [k for k, _ in edge_numbers]  # else figures of a table that goes on from page to page
    kinds.update(dict.fromkeys(chosen, BlockKind.PAGE_NUMBER))
