"""What all tests share.

The platform is set before anything imports Qt, which aborts where there is neither a platform nor a screen.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: a slow machine is not a wrong result. On CI the same examples each time, so a red run can be
# repeated.
settings.register_profile("naast", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("naast")


@pytest.fixture(scope="session", autouse=True)
def application(qapp: object) -> None:
    """The one application object of a process, made first: a report typeset by Qt would make one that has no windows,
    and the tests of the window that come after it would have no other."""


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder `samples/`: real documents, a small pair per phenomenon, and the truth about them."""
    return Path(__file__).resolve().parent.parent / "samples"
