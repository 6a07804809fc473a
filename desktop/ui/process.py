"""Starts the worker and holds its pipes. Knows no Qt, so that the worker can be on its way before Qt is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.ui.pipes import receive, send

if TYPE_CHECKING:
    from desktop.ui.messages import Message, Request

GRACE_S = 1.0
WORKER_FLAG = "--naast-worker"
"""With which a packaged Naast becomes the worker of its window."""


class WorkerProcess:
    """One worker: send it requests, read its messages."""

    def __init__(self) -> None:
        # A bundle has no Python to run a module with; it is its own worker.
        frozen = getattr(sys, "frozen", False)
        command = [sys.executable, WORKER_FLAG] if frozen else [sys.executable, "-m", "desktop.ui.worker"]
        noise = None if os.environ.get("NAAST_DEBUG") else subprocess.DEVNULL
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows a console would flash up
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=noise, creationflags=hidden
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: Request) -> None:
        """Send a request. Raises OSError when the worker is gone."""
        assert self._process.stdin is not None
        send(self._process.stdin, request)

    def next_message(self) -> Message:
        """Wait for the next message. Raises EOFError when the worker is gone."""
        assert self._process.stdout is not None
        message: Message = receive(self._process.stdout)
        return message

    def kill(self) -> None:
        """End the worker, whatever it is doing."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Let the worker go: it leaves when its requests end; one that does not hear is ended."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()
        with suppress(OSError):
            if self._process.stdout is not None:
                self._process.stdout.close()
