"""How a package is built: as setuptools does it (see setup.py), with the handbook built first.

An editable installation needs none: it takes the handbook from where `make setup` built it. Without Sphinx (a build
without isolation) a handbook that was built before goes along, or none.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (  # noqa: F401  the rest of what an installer asks for
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

ROOT = Path(__file__).resolve().parents[1]
NEEDS = ["sphinx>=8.1", "myst-parser>=4.0", "furo>=2024.8"]
Config = Mapping[str, Any] | None


def get_requires_for_build_wheel(config_settings: Config = None) -> list[str]:
    return [*build_meta.get_requires_for_build_wheel(config_settings), *NEEDS]


def build_wheel(wheel_directory: str, config_settings: Config = None, metadata_directory: str | None = None) -> str:
    sys.path.insert(0, str(ROOT))
    try:
        if all(map(find_spec, ("sphinx", "myst_parser", "furo"))):
            from tools.manual import build

            build()
        made: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    finally:
        sys.path.remove(str(ROOT))
    return made
