"""What tests of reports share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tools.office import Office, bridge


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """One LibreOffice for all checks."""
    if bridge() is None:
        pytest.skip("LibreOffice with its Python bridge is not installed")
    with Office() as running:
        yield running
