"""What the readers of office documents have in common: bounds, furniture, comments told beside the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.model.document import BlockKind, Warning

PROGRESS_BLOCKS = 500
MAX_BOX_DEPTH = 20
MAX_LOOK_CHARS = 200
"""Longer paragraphs are no headings, however bold."""
COMMENTS_TOLD = 100
COMMENT_CHARS = 200
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:pagina|page|seite|blz\.?|p\.?)\W*)?\d{1,4}(?:\W+(?:van|of|von|sur|/)?\W*\d{1,4})?[\W_]*", re.I
)


def furniture_kind(text: str, usual: BlockKind) -> BlockKind:
    """A head or foot that is only a page number is a page number."""
    return BlockKind.PAGE_NUMBER if _PAGE_NUMBER.fullmatch(text) else usual


def comment_warnings(comments: Sequence[tuple[str, str]]) -> list[Warning]:
    """Comments (author, text), told beside the text; of very many only the first."""
    if not comments:
        return []
    return [
        Warning("comments", (("count", str(len(comments))),)),
        *(
            Warning("comment", (("author", author[:80]), ("text", text[:COMMENT_CHARS])))
            for author, text in comments[:COMMENTS_TOLD]
        ),
    ]
