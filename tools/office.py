"""LibreOffice as the judge of Word documents: opens them, accepts or rejects all tracked changes, gives the text.

In: paths. Out: paragraphs as LibreOffice has them, or a PDF of how it shows a document. The work is done by
`office_worker` in the Python that has LibreOffice's bridge.

    with Office() as office:
        office.paragraphs(path, "accept")      ["Artikel 1", "De minister ..."]
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

WORKER = Path(__file__).with_name("office_worker.py")
END_S = 25
PYTHONS = ("/usr/bin/python3", "/opt/libreoffice/program/python")


@cache
def bridge() -> str | None:
    """A Python that can talk to LibreOffice, where both are installed."""
    for python in PYTHONS:
        try:
            ran = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            office = subprocess.run(["soffice", "--version"], capture_output=True, check=False)
        except OSError:
            continue
        if ran.returncode == 0 and office.returncode == 0:
            return python
    return None


class Office:
    """One LibreOffice, for as many documents as one likes."""

    def __init__(self) -> None:
        python = bridge()
        if python is None:
            raise OSError("LibreOffice or its Python bridge is missing: apt-get install libreoffice-writer python3-uno")
        # A session of its own: what hangs can be ended together with the LibreOffice it started.
        self._process = subprocess.Popen(
            [python, WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        self._answer()

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def paragraphs(self, path: Path, do: str = "read") -> list[str]:
        """The paragraphs, tables left out; do: "read", "accept" or "reject"."""
        answer = self._ask(path=str(path), do=do)
        if do != "read" and answer["changes"]:
            raise ValueError(f"{path}: LibreOffice left changes open after {do}")
        return list(answer["paragraphs"])

    def pdf(self, path: Path, out: Path) -> None:
        """How LibreOffice prints a document or a sheet."""
        self._ask(path=str(path), do="pdf", out=str(out))

    def close(self) -> None:
        """End LibreOffice."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process.stdout.close()

    def _ask(self, **task: str) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise ValueError(f"{task['path']}: {answer['error']}")
        return answer

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise OSError("LibreOffice ended")
        answer: dict[str, Any] = json.loads(line)
        return answer
