"""One order for both editions: without what came it is the old text, without what went the new one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.model.comparison import Comparison
from desktop.reports.tracked import parted
from desktop.reports.tracks import Paragraph, Track, tracked_paragraphs
from tests.making import compare
from tests.random_texts import any_pair
from tests.reports.making import comparison, document
from tools.check_tracked import random_sequences, without

few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
SIGNS = {
    Track.KEPT: "{}", Track.INSERTED: "+{}+", Track.DELETED: "-{}-", Track.MOVED_HERE: ">{}>", Track.MOVED_AWAY: "<{}<",
}  # fmt: skip


def picture(paragraphs: list[Paragraph]) -> list[str]:
    """Runs as `+came+`, `-went-`, `>moved here>`, `<moved away<`; ¶ where the end of the paragraph stays."""
    return ["".join(SIGNS[run.track].format(run.text) for run in p.runs) + SIGNS[p.end].format("¶") for p in paragraphs]


def of(old: list[str], new: list[str], *links: tuple[list[int], list[int]]) -> Comparison:
    a, b = document([("paragraph", t) for t in old]), document([("paragraph", t) for t in new])
    return comparison(a, b, links, [([0], [0])])


def test_changed_new_and_dropped_paragraphs() -> None:
    made = of(["Een 2009.", "Weg."], ["Een 2014.", "Nieuw."], ([0], [0]))
    assert picture(tracked_paragraphs(made)) == ["Een -2009.-+2014.+¶", "-Weg.--¶-", "+Nieuw.++¶+"]


def test_the_heavier_paragraph_stays_and_the_other_moves() -> None:
    made = of(["Een lange alinea blijft.", "Kort."], ["Kort.", "Een lange alinea blijft."], ([0], [1]), ([1], [0]))
    assert picture(tracked_paragraphs(made)) == [">Kort.>>¶>", "Een lange alinea blijft.¶", "<Kort.<<¶<"]


def test_a_split_is_the_end_of_a_paragraph_that_came() -> None:
    made = of(["Een zin. Nog een."], ["Een zin.", "Nog een."], ([0], [0, 1]))
    assert picture(tracked_paragraphs(made)) == ["Een zin.- -+¶+", "Nog een.¶"]


def test_what_a_match_holds_with_other_text_between_comes_and_goes() -> None:
    made = of(["Een.", "Tussen.", "Twee."], ["Een. Twee.", "Tussen."], ([0, 2], [0]), ([1], [1]))
    assert picture(tracked_paragraphs(made)) == ["-Een.--¶-", "+Een. Twee.++¶+", "Tussen.¶", "-Twee.--¶-"]


def test_moved_text_without_its_other_end_comes_or_goes() -> None:
    made = compare("Een.\n\nTwee.\n", "Een.\n")
    assert not any(run.move for p in tracked_paragraphs(made) for run in p.runs)


@few
@given(any_pair)
def test_both_texts_are_there_to_the_letter(texts: tuple[str, str]) -> None:
    made = compare(*texts)
    paragraphs = tracked_paragraphs(made)
    for _ in range(2):
        assert without(paragraphs, "old") == tuple(b.text for b in made.old.content)
        assert without(paragraphs, "new") == tuple(b.text for b in made.new.content)
        parted(paragraphs)


@given(st.integers(0, 1 << 30))
def test_no_end_that_stays_has_the_same_change_on_both_sides(seed: int) -> None:
    for paragraphs in random_sequences(3, seed):
        texts = without(paragraphs, "old"), without(paragraphs, "new")
        parted(paragraphs)
        assert (without(paragraphs, "old"), without(paragraphs, "new")) == texts
        for one, other in pairwise(paragraphs):
            if one.end is Track.KEPT and one.runs and other.runs:
                if len({r.track.comes - r.track.goes for r in (*one.runs, *other.runs)}) == 1:
                    continue  # a paragraph that was empty before; blocks never are
                last, first = one.runs[-1].track, other.runs[0].track
                assert not (last.comes and first.comes) and not (last.goes and first.goes), picture(paragraphs)
