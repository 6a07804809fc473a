"""The web page in a real browser: its policy holds, it filters, jumps and changes its theme, fits widths and paper."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop.i18n import translator
from desktop.model.annotation import Annotation, Target, TargetKind
from desktop.reports.base import ReportOptions
from desktop.reports.html import HTML
from tests.reports.making import comparison, document
from tests.reports.test_html import hostile
from tests.reports.test_outline import arms
from tools.browser import Browser, Page, find_browser

pytestmark = pytest.mark.skipif(not find_browser(), reason="needs Chromium")

IS_SHOWN = "e => e.getClientRects().length > 0"
SHOWN = f"[...document.querySelectorAll('table.rows tbody tr')].filter({IS_SHOWN}).map(e => e.id)"
CLIPPED = """[...document.querySelectorAll('body *')].filter(e => e.getClientRects().length
  && !e.closest('.unseen, .skip, nav')
  && getComputedStyle(e).overflowX === 'visible' && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
  && getComputedStyle(e).display !== 'inline').map(e => e.tagName + '.' + e.className)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "verslag.html"
    with path.open("wb") as stream:
        HTML.write(arms(), stream, ReportOptions(translator("nl")))
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Page:
    return browser.open(file)


def test_nothing_is_fetched_blocked_or_wrong(page: Page) -> None:
    for key in "nnpvvcc":
        page.press(key)
    assert list(page.complaints) == []


def test_hostile_text_does_not_run(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    with path.open("wb") as stream:
        HTML.write(hostile(), stream, ReportOptions())
    page = browser.open(path)
    assert page.ask("document.querySelectorAll('script').length") == 1
    assert not page.ask("!!document.querySelector('img, b[onclick]')")
    assert list(page.complaints) == []


def test_the_policy_stops_a_script_that_is_not_the_report_s(browser: Browser, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.html"
    path.write_text(file.read_text("utf-8").replace("</body>", "<script>document.title='x'</script></body>"), "utf-8")
    page = browser.open(path)
    assert page.ask("document.title") != "x"
    assert any("Content Security Policy" in said for said in page.complaints)


def test_keys_go_from_change_to_change_and_the_address_names_it(page: Page) -> None:
    seen = []
    for _ in range(3):
        page.press("n")
        seen.append((page.ask("location.hash"), page.ask("document.getElementById('at').textContent")))
    assert seen[0] == ("#c1", "1 van 7") and seen[1][1] == "2 van 7" and seen[2][1] == "3 van 7"
    page.press("p")
    assert page.ask("location.hash") == seen[1][0]
    box = page.ask("(b => [b.top, b.bottom, innerHeight])(document.querySelector(':target').getBoundingClientRect())")
    assert 0 < box[0] < box[1] < box[2]


def test_a_link_to_a_change_opens_the_page_there(browser: Browser, file: Path) -> None:
    page = browser.open(file, fragment="#c3")
    there = page.ask("[...document.querySelectorAll('.c[id]')].map(e => e.id)")
    assert page.ask("document.getElementById('at').textContent") == f"{there.index('c3') + 1} van 7"
    assert page.ask("document.querySelector(':target').id") == "c3"


def test_going_to_a_deletion_shows_its_row_where_nothing_of_it_is_left(browser: Browser, tmp_path: Path) -> None:
    old = document([("paragraph", "Een zin van woorden.")])
    new = document([("paragraph", "Een zin.")])
    path = tmp_path / "deletion.html"
    with path.open("wb") as stream:
        HTML.write(comparison(old, new, [([0], [0])], [([0], [0])]), stream, ReportOptions())
    page = browser.open(path, fragment="#c1")
    cell = "getComputedStyle(document.querySelector('tr.edited td:nth-child(2)')).backgroundColor"
    target = page.ask(cell)
    page.ask("location.hash = ''")
    assert page.ask(cell) != target


def test_changes_only_leaves_what_has_a_note(browser: Browser, tmp_path: Path) -> None:
    made = arms()
    same = next(m for m in made.block_matches if m.old and m.new and not m.marks and m.old == m.new)
    note = Annotation(Target(TargetKind.BLOCK, same.id), "Blijft dit zo?")
    path = tmp_path / "noted.html"
    with path.open("wb") as stream:
        HTML.write(made, stream, ReportOptions(annotations=(note,)))
    page = browser.open(path)
    page.press("c")
    assert f"m{same.id}" in page.ask(SHOWN)
    assert len(page.ask(SHOWN)) < page.ask("document.querySelectorAll('table.rows tbody tr').length")


def test_it_filters_by_words_kind_and_weight(page: Page) -> None:
    everything = page.ask(SHOWN)
    page.press("/")
    assert page.ask("document.activeElement.id") == "words"
    page.tell("Input.insertText", text="vervalt")
    page.settle()
    rows = page.ask(SHOWN)
    assert len(rows) == 1 and page.ask(f"document.getElementById('{rows[0]}').textContent.includes('vervalt')")
    page.press("Escape")
    assert page.ask(SHOWN) == everything
    page.ask("(k => { k.value = 'number'; k.dispatchEvent(new Event('change')); })(document.getElementById('kinds'))")
    assert 0 < len(page.ask(SHOWN)) < len(everything)
    assert page.ask("document.getElementById('at').textContent") == "– van 1"


def test_inline_shows_one_text_with_what_was_dropped(page: Page) -> None:
    row = "document.getElementById('c1').closest('tr')"
    page.press("n")  # what is out of sight is not laid out
    assert page.ask(f"{row}.innerText.replace(/\\s+/g, ' ').trim()").count("Kader") == 2
    page.press("v")
    said = page.ask(f"{row}.innerText.replace(/\\s+/g, ' ').trim()")
    assert said.count("Kader") == 1 and "2009" in said and "2014" in said
    assert page.ask("document.body.innerText").count("Dit vervalt.") >= 1


def test_the_theme_is_chosen_over_that_of_the_system(page: Page) -> None:
    page.dark(True)
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.ask(paper)
    page.ask("(k => { k.value = 'light'; k.dispatchEvent(new Event('change')); })(document.getElementById('theme'))")
    assert page.ask(paper) != dark
    page.ask("(k => { k.value = ''; k.dispatchEvent(new Event('change')); })(document.getElementById('theme'))")
    assert page.ask(paper) == dark


@pytest.mark.parametrize("width", [380, 800, 1400])
@pytest.mark.parametrize("inline", [False, True])
def test_nothing_is_clipped_at_any_width(browser: Browser, tmp_path: Path, width: int, inline: bool) -> None:
    old = document([("h1", "Rol"), ("paragraph", "W" * 400 + " oud woord"), ("table_row", "1.000.000 | 2.000.000 | x")])
    new = document([("h1", "Rol"), ("paragraph", "W" * 400 + " nieuw woord"), ("table_row", "1.000.000 | 3 | x")])
    path = tmp_path / "wide.html"
    with path.open("wb") as stream:
        HTML.write(comparison(old, new, [([0], [0]), ([1], [1]), ([2], [2])], [([0], [0])]), stream, ReportOptions())
    page = browser.open(path, width=width)
    if inline:
        page.press("v")
    assert page.ask("document.documentElement.scrollWidth") <= width
    assert page.ask(CLIPPED) == []


def test_it_can_be_read_without_its_script(browser: Browser, file: Path) -> None:
    page = browser.open(file, scripts=False)
    assert page.ask("document.getElementById('tools').getClientRects().length") == 0
    assert "Kader 2014 geldt." in page.ask("document.body.innerText")


def test_it_prints_on_a4_with_all_its_text(page: Page) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(page.printed())) as pdf:
        sizes = {tuple(round(x) for x in pdf[k].get_size()) for k in range(len(pdf))}
        texts = []
        for k in range(len(pdf)):
            one = pdf[k]
            textpage = one.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            one.close()
    assert sizes == {(595, 842)}
    text = " ".join(" ".join(texts).split())
    assert "Kader 2009 geldt." in text and "Kader 2014 geldt." in text and "Hoe is vergeleken" in text
    assert "Filter" not in text
