"""Fragments become the newest section of the changelog; what stood there stays."""

from __future__ import annotations

import pytest

from tools.changelog import joined

BEFORE = "# Changelog\n\n## Unreleased\n\nNothing has been released yet.\n"


def test_fragments_are_joined_by_topic_and_earlier_versions_stay() -> None:
    first = joined(BEFORE, {"3-pdf.md": "Reads\nPDF.\n", "9-other.md": "Other.\n"}, "0.1.0", "2026-01-02")
    assert first == (
        "# Changelog\n\n## Unreleased\n\n## 0.1.0 – 2026-01-02\n\n"
        "### Reading\n\n- Reads PDF.\n\n### Besides\n\n- Other.\n"
    )
    second = joined(first, {"2-a.md": "- One.\n- Two.\n"}, "0.2.0", "2026-02-03")
    assert second == first.replace("## 0.1.0", "## 0.2.0 – 2026-02-03\n\n### Comparing\n\n- One.\n- Two.\n\n## 0.1.0")


@pytest.mark.parametrize("version", ["", "two", "0.1"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(SystemExit):
        joined(BEFORE, {}, version, "2026-01-02")
