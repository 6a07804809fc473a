"""How the handbook is built from these pages: once in English, once in Dutch (`make docs`). Nothing is fetched.

sphinx-build docs build/manual/en                     the pages of this folder, without `nl/`
sphinx-build -c docs docs/nl build/manual/nl -D language=nl
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sphinx.locale import get_translation

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from desktop import __version__  # noqa: E402

LANGUAGE_NAMES = {"en": "English", "nl": "Nederlands"}
"""The languages of the handbook, each with a folder but English."""

project = "Naast"
author = "The Naast contributors"
copyright = "The Naast contributors, Apache License 2.0"
release = version = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = [*LANGUAGE_NAMES, "_theme", "schema"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.header"]  # pages made from tables begin where they begin

smartquotes = False  # it would make one dash of the two before an option

html_theme = "furo"
html_title = "Naast"
templates_path = ["_theme"]
html_static_path = ["_theme/static"]
html_css_files = ["naast.css"]
html_logo = "../desktop/ui/icons/naast.svg"
html_favicon = "../desktop/ui/icons/naast.svg"
html_copy_source = False
html_use_index = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # it would ask for pages over HTTP; here they are files
html_theme_options = {
    "top_of_page_buttons": [],
    "light_css_variables": {"color-brand-primary": "#1d4f8c", "color-brand-content": "#1d4f8c"},
    "dark_css_variables": {"color-brand-primary": "#8fbef0", "color-brand-content": "#8fbef0"},
}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

THEME_WORDS = {"nl": {"Next": "Volgende", "Previous": "Vorige", "On this page": "Op deze pagina"}}
"""Words of the theme that have no translation of its own."""
LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<path>\.\./[^()\s#]+)(?P<anchor>#[\w-]*)?\)")


def _outward(app, docname, source):  # type: ignore[no-untyped-def]
    """Links out of the folder that is built: a page that is not translated is the English one, in the other half of the
    site; a page of the project that is none of the handbook, such as CONTRIBUTING, is named only."""

    def lead(found: re.Match[str]) -> str:
        target = Path(app.srcdir, docname).parent.joinpath(found["path"]).resolve()
        if Path(app.srcdir) in target.parents or not target.exists():
            return found.group()
        if HERE not in target.parents or target.suffix != ".md":
            return f"*{found['words']}*"
        page = target.relative_to(HERE).with_suffix(".html").as_posix()
        return f'<a href="{_up(docname)}en/{page}{found["anchor"] or ""}">{found["words"]}</a>'

    source[0] = LINK.sub(lead, source[0])


def _languages(app, pagename, templatename, context, doctree):  # type: ignore[no-untyped-def]
    """The same page in the other languages, or their first page."""
    others = []
    for code, name in LANGUAGE_NAMES.items():
        folder = HERE if code == "en" else HERE / code
        page = pagename if (folder / f"{pagename}.md").is_file() else "index"
        if code != app.config.language:
            others.append((code, name, f"{_up(pagename)}{code}/{page}.html"))
    context["other_languages"] = others
    words = THEME_WORDS.get(app.config.language, {})
    context["_"] = lambda said: words.get(said) or get_translation("sphinx")(said)


def _up(page: str) -> str:
    return "../" * (page.count("/") + 1)


def setup(app):  # type: ignore[no-untyped-def]
    app.connect("source-read", _outward)
    app.connect("html-page-context", _languages)
