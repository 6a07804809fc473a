"""Reading in a process of its own, so that a crash in a library written in C, endless work or endless memory costs one
file and not the program.

    caller ── request (reader, path, options) and bytes of the file ──▶ worker      standard input
           ◀── progress … then an extract, or an error with its code ──             standard output

The worker is this Python with a small main of its own: it does not run the caller's. One idle worker is kept for the
next file. It cannot reach a network or start a program, may take `MAX_MEMORY_BYTES` (where the system can hold it to
that), and is ended when it takes `MAX_SECONDS` or the user cancels. What it answers is unpacked by a list of the few
types that may be in it.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any

from desktop.errors import UnreadableFile
from desktop.model.document import Extract
from desktop.model.options import ReadOptions
from desktop.progress import Progress, Stage
from desktop.readers.base import Reader

MAX_SECONDS = 120
"""Real documents take a second or two (PDF: 150 pages a second, so 10,000 pages are 67 s)."""
MAX_MEMORY_BYTES = 3 << 30
"""Address space of the worker. Libraries alone take 0.3 GB of it; a document of 500,000 words 0.5 GB."""
PATIENCE_S = 0.05
"""How long a cancelled user waits at most."""
TOLD_EVERY_S = 0.05
WORKER_FLAG = "--naast-reader"
"""The one argument with which a packaged Naast, that has no Python to start, becomes the worker."""

_HEAD = struct.Struct("<cQ")
_SAFE_TYPES = {
    ("desktop.model.document", "Extract"),
    ("desktop.model.document", "Part"),
    ("desktop.model.document", "BlockKind"),
    ("desktop.model.document", "Warning"),
    ("desktop.model.options", "ReadOptions"),
    ("desktop.model.options", "Tracked"),
    ("desktop.progress", "Stage"),
}
_SAFE_NUMPY = {"_reconstruct", "ndarray", "dtype", "_frombuffer", "scalar"}
_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "urllib.Request",
)


class _Unpickler(pickle.Unpickler):
    """Unpacks only what an answer is made of."""

    def find_class(self, module: str, name: str) -> Any:
        layout = module == "desktop.model.layout" and name.isidentifier()
        numbers = module.partition(".")[0] == "numpy" and name in _SAFE_NUMPY
        if (module, name) in _SAFE_TYPES or layout or numbers:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _unpack(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


def read_apart(
    key: str, data: bytes, path: str, progress: Progress, options: ReadOptions, max_seconds: float = MAX_SECONDS
) -> Extract:
    """Let a worker read the bytes of a file with the reader of this key.

    Raises:
        UnreadableFile: what the reader found; reader_crashed, reader_slow (both also _near_page), reader_memory,
            reader_failed.
        Cancelled: when `progress` says so; the worker is ended.
    """
    progress.check(Stage.READING, 0, 0)
    worker = _take_worker()
    answered = False
    try:
        answer = worker.ask(pickle.dumps((key, path, options)), data, progress, max_seconds)
        answered = True
    except TimeoutError as late:
        raise _ended("reader_slow", worker.told, path=path, seconds=int(max_seconds)) from late
    except (EOFError, OSError, pickle.UnpicklingError) as gone:
        raise _ended("reader_crashed", worker.told, path=path, format=key) from gone
    finally:
        if answered:
            _keep_worker(worker)
        else:
            worker.end()
    if isinstance(answer, Extract):
        return answer
    code, facts = answer
    raise UnreadableFile(code, **{**facts, "path": path})


def _ended(code: str, told: tuple[int, int], **facts: str | int) -> UnreadableFile:
    """The error of a worker that was ended; with the page where it was, when it told pages."""
    done, pages = told
    if pages:
        return UnreadableFile(f"{code}_near_page", page=min(done + 1, pages), pages=pages, **facts)
    return UnreadableFile(code, **facts)


class _Worker:
    """The caller's end of a worker process. told: how far the last request came, (0, 0) where that is not told."""

    def __init__(self) -> None:
        self.told = (0, 0)
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self.process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("NAAST_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            creationflags=flags,
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._in: IO[bytes] = self.process.stdin
        self._out: IO[bytes] = self.process.stdout

    def ask(self, request: bytes, data: bytes, progress: Progress, max_seconds: float) -> Any:
        """Send a request and wait for its answer; progress is passed on meanwhile."""
        answers: queue.SimpleQueue[tuple[bytes, bytes]] = queue.SimpleQueue()
        threading.Thread(target=self._send, args=(request, data), daemon=True).start()
        threading.Thread(target=self._listen, args=(answers,), daemon=True).start()
        deadline = time.monotonic() + max_seconds
        self.told = (0, 0)
        while True:
            try:
                kind, body = answers.get(timeout=PATIENCE_S)
            except queue.Empty:
                kind, body = b"", b""
            if kind == b"P":
                self.told = _PAIR.unpack(body)
            elif kind == b"A":
                return _unpack(body)
            elif kind == b"X":
                raise EOFError
            progress.check(Stage.READING, *self.told)
            if time.monotonic() > deadline:
                raise TimeoutError

    def _send(self, request: bytes, data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # a worker that died is told by its silence
            _write(self._in, b"R", request)
            _write(self._in, b"D", data)

    def _listen(self, answers: queue.SimpleQueue[tuple[bytes, bytes]]) -> None:
        try:
            while True:
                kind, body = _read(self._out)
                answers.put((kind, body))
                if kind != b"P":
                    return
        except (OSError, EOFError, ValueError, MemoryError):
            answers.put((b"X", b""))

    def alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self.process.kill()
        with contextlib.suppress(OSError):
            self._in.close()
        self.process.wait()
        self._out.close()


_PAIR = struct.Struct("<QQ")
_idle: list[_Worker] = []
_lock = threading.Lock()


def _take_worker() -> _Worker:
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.alive():
                return worker
            worker.end()
    return _Worker()


def _keep_worker(worker: _Worker) -> None:
    with _lock:
        if not _idle:
            _idle.append(worker)
            return
    worker.end()


@atexit.register
def end_idle_worker() -> None:
    """End the worker that is kept for the next file."""
    with _lock:
        while _idle:
            _idle.pop().end()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    # -P: the working folder may hold anything, also a pickle.py
    return [sys.executable, "-P", "-c", "from desktop.readers.apart import serve; serve()"]


def _write(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def _read(stream: IO[bytes]) -> tuple[bytes, bytes]:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, size = _HEAD.unpack(head)
    if size > MAX_MEMORY_BYTES:
        raise ValueError(size)
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return kind, body


# ---- the worker's side ---------------------------------------------------------------------------------------------


class _Telling(Progress):
    """Passes progress on to the caller, but not more often than it is shown."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._next = 0.0

    def check(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_EVERY_S
            _write(self._stream, b"P", _PAIR.pack(max(done, 0), max(total, 0)))


def serve() -> None:
    """The worker: answers requests until its standard input ends. Nothing else may write to standard output."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    _bound_memory()
    import desktop.readers.catalogue as catalogue

    sys.addaudithook(_refuse)
    while True:
        try:
            _, request = _read(source)
            _, data = _read(source)
        except EOFError:
            return
        key, path, options = _unpack(request)
        _write(answers, b"A", pickle.dumps(_answer(catalogue.reader, key, data, path, options, answers), 5))


def _answer(
    reader: Callable[[str], Reader], key: str, data: bytes, path: str, options: ReadOptions, answers: IO[bytes]
) -> Any:
    try:
        return reader(key).read(data, path, _Telling(answers), options)
    except UnreadableFile as error:
        return error.code, {k: v if isinstance(v, int) else str(v) for k, v in error.facts.items()}
    except MemoryError:
        return "reader_memory", {}
    except Exception as error:
        if os.environ.get("NAAST_DEBUG"):
            import traceback

            traceback.print_exc()
        return "reader_failed", {"reason": f"{type(error).__name__}: {error}"[:200]}


def _refuse(event: str, arguments: Any) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _bound_memory() -> None:
    """Hold this process to the bound on memory; Windows has no such call, there the bounds of the readers count."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
