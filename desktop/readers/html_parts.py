"""Which parts of a web page are its text, and which belong to the site around it.

<nav>, role=search, <form>, hidden, class "cookie-melding"      beside the text
<main>, role=main, one <article>                               the text, where most of the page's words are in it
"""

from __future__ import annotations

import itertools
import re

from desktop.readers.html_looks import Sheet
from desktop.readers.safe_xml import Element, local_name

MAIN_SHARE = 0.4
"""A main part with fewer of the page's words may be a teaser; then the whole page is read."""
MIN_LINKS = 5
LINK_SHARE = 0.85
MAX_LINK_CHARS = 60


def names(text: str) -> frozenset[str]:
    """Names of elements or roles, written with blanks between them."""
    return frozenset(text.split())


MAX_ABOVE = 8
"""Lists of contents are nested as deeply as their titles, a list and an item a level."""
MIN_LETTERS = 3
"""Letters of a title; the links of an alphabetical register and the marks of notes have one."""
_WHOLE = frozenset(("body", "html", "main", "article", "table", "tr", "td"))
_NEVER = names(
    "script style noscript template svg iframe object canvas audio video button select textarea datalist option"
    " nav dialog head title applet frame frameset noframes progress meter"
)
_ROLES = names("navigation search dialog alertdialog menu menubar toolbar contentinfo banner tooltip tablist")
_CONSENT = re.compile(r"cookie|consent|gdpr|avg-melding", re.IGNORECASE)
_AROUND = re.compile(
    r"(?:^|[-_\s])(?:breadcrumbs?|kruimelpad|nav(?:bar|header|footer|igation)|nav-?menu|skip-?(?:link|to|nav)s?"
    r"|social-?share|share-?buttons)",
    re.IGNORECASE,
)
_ANCHOR_SIGNS = names("¶ # § 🔗 ↩ ↩︎ ⏎ ↑ ⇧ ^")
_TEXT_TAGS = frozenset(("body", "html", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "p"))


def is_silent(element: Element, tag: str) -> bool:
    """Whether an element shows no text, or none that is to be read, wherever it stands."""
    return tag in _NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def is_aside(element: Element, tag: str, sheet: Sheet) -> bool:
    """Whether an element is no part of the text of a page."""
    if is_silent(element, tag):
        return True
    if not element.attrib and tag not in ("header", "footer", "ul"):
        return False
    if tag == "div" and element.get("title") in ("header", "footer") and local_name(element.getparent()) == "body":
        return True  # running heads and feet in pages that LibreOffice saved
    if element.get("role") in _ROLES or sheet.is_hidden(element, tag):
        return True
    name = f"{element.get('id') or ''} {element.get('class') or ''}"
    if name != " " and tag not in _TEXT_TAGS and (_AROUND.search(name) or _asks_consent(element, name)):
        return True
    if tag in ("header", "footer"):
        return _around_the_page(element)
    return tag == "ul" and _is_menu(element)


def is_anchor(link: Element) -> bool:
    """Whether a link is a sign to copy the address of its place, or to go back to another: ¶, #, ↩."""
    return (link.get("href") or "")[:1] == "#" and "".join(link.itertext()).strip() in _ANCHOR_SIGNS


def _asks_consent(element: Element, name: str) -> bool:
    """Whether this is a bar or window that asks for consent to cookies: it is called so and has something to press.
    A chapter on cookies has not."""
    if not _CONSENT.search(name) or next(element.iterancestors("main", "article"), None) is not None:
        return False
    return next(element.iter("button", "input"), None) is not None or _has_role(element, "button")


def _has_role(element: Element, role: str) -> bool:
    return any(isinstance(e.tag, str) and e.get("role") == role for e in element.iter())


def _around_the_page(element: Element) -> bool:
    """Whether a header or footer is that of the site: it stands in no article, and holds no heading of the text."""
    inside = next(element.iterancestors("main", "article", "section", "blockquote"), None)
    if inside is not None:
        return False
    return local_name(element) == "footer" or next(element.iter("h1", "h2"), None) is None


def _is_menu(element: Element) -> bool:
    """Whether a list is nothing but short links, and stands outside the text proper."""
    if next(element.iterancestors("main", "article", "p", "td"), None) is not None:
        return False
    links = list(element.iter("a"))
    if len(links) < MIN_LINKS or any((link.get("href") or "#").startswith("#") for link in links):
        return False
    total = len("".join("".join(element.itertext()).split()))
    linked = [len("".join("".join(link.itertext()).split())) for link in links]
    return sum(linked) >= LINK_SHARE * total and max(linked) <= MAX_LINK_CHARS


def find_contents(root: Element) -> frozenset[Element]:
    """Tables of contents: parts that hold nothing but links to places in the page itself."""
    counts: dict[Element, int] = {}
    letters: dict[Element, int] = {}
    for link in root.iter("a"):
        target = link.get("href") or ""
        if not target.startswith("#") or len(target) < 2:
            continue
        size = _letters(link)
        for above in itertools.islice(link.iterancestors(), MAX_ABOVE):
            if local_name(above) in _WHOLE:
                break
            counts[above] = counts.get(above, 0) + 1
            letters[above] = letters.get(above, 0) + size
    many = (element for element, count in counts.items() if count >= MIN_LINKS)
    return frozenset(
        e for e in many if letters[e] >= LINK_SHARE * _letters(e) and letters[e] >= counts[e] * MIN_LETTERS
    )


def _letters(element: Element) -> int:
    return sum(map(str.isalpha, "".join(element.itertext())))


def main_part(root: Element, sheet: Sheet) -> Element:
    """The part that holds the text of the page, or all of it."""
    body = next(root.iter("body"), root)
    candidates = [e for e in root.iter("main") if not is_aside(e, "main", sheet)]
    candidates += [e for e in body.iter() if isinstance(e.tag, str) and e.get("role") == "main"]
    articles = list(body.iter("article"))
    if len(articles) == 1:
        candidates += articles
    words = _words(body)
    for candidate in candidates:
        if _words(candidate) >= MAIN_SHARE * words:
            return candidate
    return body


def _words(element: Element) -> int:
    """Words in an element, those of scripts and menus not counted."""
    never = sum(_count(e) for e in element.iter(*_NEVER) if not _in_never(e))
    return _count(element) - never


def _count(element: Element) -> int:
    """Words piece by piece: all of them at once would take several times the memory of the page."""
    return sum(len(text.split()) for text in element.itertext())


def _in_never(element: Element) -> bool:
    return next(element.iterancestors(*_NEVER), None) is not None
