"""Letters inside one replaced word, where that helps; the only door to diff-match-patch.

gebieden → gebied[en]     2̶0̶0̶9̶ → 2014 stays whole: half the letters differ
"""

from __future__ import annotations

from diff_match_patch import diff_match_patch

MIN_COMMON = 0.6
MAX_LETTERS = 400


def letter_runs(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Runs ("=", "-" or "+", text) from old to new word, or nothing when too little is shared to help a reader.

    Diff_Timeout is 0 so that the result never depends on the speed of the machine; inputs are at most 400 letters.
    """
    if not old or not new or len(old) + len(new) > MAX_LETTERS or any(c.isdigit() for c in old + new):
        return ()
    shared = min(len(old), len(new))
    ends = next((k for k in range(shared) if old[k] != new[k]), shared)
    ends += next((k for k in range(shared - ends) if old[-1 - k] != new[-1 - k]), shared - ends)
    if 2 * ends < MIN_COMMON * (len(old) + len(new)):
        return ()
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    runs = engine.diff_main(old, new, False)
    engine.diff_cleanupSemantic(runs)
    common = sum(len(text) for kind, text in runs if kind == 0)
    if 2 * common < MIN_COMMON * (len(old) + len(new)):
        return ()
    return tuple(("=+-"[kind], text) for kind, text in runs)
