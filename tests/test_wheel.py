"""What is installed from a clone holds all that the program reads beside its modules."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_wheel_leaves_out_no_file_of_the_package_and_brings_the_sample_pair(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, clone)
    for name in ("desktop", "samples"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__", "truth", "phenomena"))
    build = "from setuptools import build_meta; build_meta.build_wheel('out')"
    subprocess.run([sys.executable, "-c", build], cwd=clone, check=True, capture_output=True)
    (wheel,) = (clone / "out").glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    files = {str(p.relative_to(clone)) for p in (clone / "desktop").rglob("*") if p.is_file()}
    assert {f.replace("\\", "/") for f in files} <= held
    pair = ("2014-bz-jaarverslag-artikel-2.txt", "2022-bz-jaarverslag-artikel-2.txt")
    assert {f"desktop/samples/{name}" for name in pair} <= held
