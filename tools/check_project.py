"""Does a project keep what was acknowledged, whatever happens? `make check-project`; part of it runs with the tests.

    kill       a working day is killed (SIGKILL) at a random moment, again and again on the same project
    full       the disk runs full (RLIMIT_FSIZE; a small tmpfs where this user may mount one), then has room again
    protected  file, folder or both may not be written
    cut        the project is cut off at a random length
    flipped    random bits of it are turned
    log        what a crash left beside it (`-wal`) is cut off or lost

Right is: what was acknowledged is in the file, or a clear error and the file as it was; `recover` gives only what was
written. Any other exception is a fault, and so is a traceback.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from desktop.cli.main import main as naast
from desktop.errors import NaastError
from desktop.project.decisions import put_notes, set_title
from desktop.project.rescue import rescue
from desktop.project.store import Store
from tools.project_day import fingerprint, first_project, note, work

ROOT = Path(__file__).parent.parent
NOBODY = 65534
MAX_LIFE_S = 0.6
"""A process is killed within so many seconds after its start; it begins to decide after about a third of it."""


class Fault(Exception):
    """Something that must not be."""


def kills(rounds: int, seed: int) -> Counter[str]:
    """Kill a working day at random moments; each day goes on with what the last one left."""
    random_ = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "dag.naast")
        Store.create(path, first_project(seed)).close()
        known: set[str] = set()
        for round_ in range(rounds):
            if random_.random() < 0.1:  # begin anew, so that making a project is killed too
                path = os.path.join(folder, f"dag{round_}.naast")
                known = set()
            said = _killed(path, seed * 10_000 + round_, random_)
            acknowledged, allowed, path = _told(said, path)
            known.update(line.split()[1] for line in said if line.startswith(("start", "done")))
            counts["killed"] += 1
            counts["decisions acknowledged"] += sum(line.startswith("done") for line in said)
            if not os.path.exists(path):
                if acknowledged:
                    raise Fault(f"round {round_}: the project is gone")
                counts["killed before there was a file"] += 1
                Store.create(path, first_project(seed)).close()
                continue
            alone = os.path.join(folder, "alleen.naast")
            shutil.copyfile(path, alone)  # mailed after the crash, without what lies beside it
            with Store.open(alone, read_only=True) as store:
                if known and fingerprint(store.project) not in known | allowed:
                    raise Fault(f"round {round_}: the file by itself is of no known moment")
                counts["file alone was behind"] += fingerprint(store.project) not in allowed
            with Store.open(path, read_only=True) as store:
                _must(fingerprint(store.project), acknowledged, allowed, f"round {round_}, read only")
            counts["log was left beside it"] += os.path.exists(path + "-wal")
            with Store.open(path) as store:
                if store.read_only:
                    raise Fault(f"round {round_}: the lock of the dead holds")
                _must(fingerprint(store.project), acknowledged, allowed, f"round {round_}")
                counts["in flight, and in the file"] += fingerprint(store.project) != acknowledged
                known.add(fingerprint(store.project))
            name = os.path.basename(path)
            left = [n for n in os.listdir(folder) if n.startswith((f"{name}-", f"{name}.lock"))]
            if left:
                raise Fault(f"round {round_}: left behind {left}")
    return counts


def _must(found: str, acknowledged: str, allowed: set[str], where: str) -> None:
    if acknowledged and found not in allowed:
        raise Fault(f"{where}: what was acknowledged is not in the file")


def _killed(path: str, seed: int, random_: random.Random) -> list[str]:
    """What a working day said until it was killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.project_day", path, str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert process.stdout is not None and process.stderr is not None
    first = process.stdout.readline()  # it opened the project; sometimes it is killed while it does that
    if random_.random() < 0.9:
        time.sleep(random_.random() * MAX_LIFE_S)
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()
    trouble = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    process.wait()
    if trouble:
        raise Fault(trouble[-800:])
    return [line for line in (first + rest).split("\n") if line]


def _told(said: Iterable[str], path: str) -> tuple[str, set[str], str]:
    """The last state acknowledged, the states that may be in the file, and in which file the work went on."""
    acknowledged, begun = "", ""
    for line in said:
        word, _, fact = line.partition(" ")
        if word in ("start", "done"):
            acknowledged, begun = fact, ""
        elif word == "begin":
            begun = fact
        elif word == "refused":
            raise Fault(f"refused without a reason: {fact}")
        elif word == "moved":
            path = fact
    return acknowledged, {acknowledged, begun} - {""}, path


def full_disk(rounds: int, seed: int) -> Counter[str]:
    """Let files grow no further than a random size, then let them again."""
    counts: Counter[str] = Counter()
    random_ = random.Random(seed)
    for round_ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "vol.naast")
            Store.create(path, first_project(seed)).close()
            said = subprocess.run(
                [
                    *(sys.executable, "-m", "tools.check_project", "--full-child", path, str(seed + round_)),
                    str(random_.randint(30, 900) * 1000),
                ],
                cwd=ROOT,
                capture_output=True,
                text=True,
            )
            _judge_full(said, path, counts, f"full disk {round_}")
    return counts


def _judge_full(ran: subprocess.CompletedProcess[str], path: str, counts: Counter[str], where: str) -> None:
    if ran.returncode or ran.stderr:
        raise Fault(f"{where}: {ran.stderr[-500:]}")
    last = ""
    for line in ran.stdout.split("\n"):
        word, _, fact = line.partition(" ")
        if word in ("start", "done"):
            last = fact
            counts[word] += 1
        elif word == "refused":
            counts[f"refused: {fact}"] += 1
            if fact not in ("project_full", "cannot_write"):
                raise Fault(f"{where}: refused with {fact}")
    with Store.open(path) as store:
        if fingerprint(store.project) != last:
            raise Fault(f"{where}: what was acknowledged is not in the file")
        store.apply(set_title("weer ruimte"))
    with Store.open(path, read_only=True) as store:
        if store.project.title != "weer ruimte":
            raise Fault(f"{where}: cannot go on")


def full_child(path: str, seed: int, size_bytes: int) -> None:
    """Work in a process whose files may not grow; then with room, then without again."""
    store = Store.open(path)
    print("start", fingerprint(store.project), flush=True)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    for limit in (size_bytes, hard, size_bytes // 2):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        random_ = random.Random(seed + limit)
        for _ in range(25):
            try:
                store.apply(put_notes(*(note(random_) for _ in range(random_.choice((1, 1, 20))))))
                print("done", fingerprint(store.project), flush=True)
            except NaastError as error:
                print("refused", error.code, flush=True)
    store.close()


def small_tmpfs(seed: int) -> Counter[str]:
    """The same on a file system of 700 kB that is really full."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", "size=700k", "naast-check", folder]
        mounted = subprocess.run(command, capture_output=True)
        if mounted.returncode:
            counts["not run: this user may not mount"] = 1
            return counts
        try:
            path = os.path.join(folder, "vol.naast")
            Store.create(path, first_project(seed)).close()
            ran = subprocess.run(
                [sys.executable, "-m", "tools.project_day", path, str(seed), "400"],
                cwd=ROOT,
                capture_output=True,
                text=True,
            )
            last = ""
            final = path
            if ran.returncode or ran.stderr:
                raise Fault(f"full tmpfs: {ran.stderr[-500:]}")
            for line in ran.stdout.split("\n"):
                word, _, fact = line.partition(" ")
                if word == "refused":
                    counts[f"refused: {fact}"] += 1
                    if fact not in ("project_full", "cannot_write"):
                        raise Fault(f"full tmpfs: refused with {fact}")
                elif word in ("start", "done"):
                    last = fact
                    counts[word] += 1
                elif word == "moved":
                    final = fact
            with Store.open(final, read_only=True) as store:
                if fingerprint(store.project) != last:
                    raise Fault("full tmpfs: what was acknowledged is not in the file")
        finally:
            subprocess.run(["umount", folder], check=True)
    return counts


def protected(seed: int) -> Counter[str]:
    """A file, a folder or both that may not be written, also with a log that a crash left."""
    counts: Counter[str] = Counter()
    for what in ("file", "folder", "both"):
        for crashed in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "dicht.naast")
                Store.create(path, first_project(seed)).close()
                want = ""
                if crashed:
                    _, allowed, path = _told(_killed(path, seed, random.Random(seed)), path)
                    want = " ".join(allowed)
                    if os.path.exists(path + ".lock"):
                        os.unlink(path + ".lock")
                before = {n: Path(folder, n).read_bytes() for n in os.listdir(folder)}
                for name in before:
                    os.chmod(os.path.join(folder, name), 0o444 if what != "folder" else 0o666)
                os.chmod(folder, 0o555 if what != "file" else 0o777)
                try:
                    ran = subprocess.run(
                        [sys.executable, "-m", "tools.check_project", "--protected-child", path, want],
                        cwd=ROOT,
                        capture_output=True,
                        text=True,
                    )
                finally:
                    os.chmod(folder, 0o755)
                if ran.returncode or ran.stderr:
                    raise Fault(f"protected {what}: {ran.stderr[-800:]}")
                after = {n: Path(folder, n).read_bytes() for n in os.listdir(folder)}
                if after != before:
                    raise Fault(f"protected {what}: files changed: {sorted(after)} were {sorted(before)}")
                counts["protected"] += 1
    return counts


def protected_child(path: str, want: str) -> None:
    """Open what may not be written: it can be read, decisions are refused."""
    if os.getuid() == 0:  # whom nothing is forbidden
        os.setuid(NOBODY)
    with Store.open(path) as store:
        if not store.read_only:
            raise Fault("opened to write what may not be written")
        if want and fingerprint(store.project) not in want.split():
            raise Fault("what was acknowledged cannot be read")
        try:
            store.apply(set_title("x"))
        except NaastError:
            return
    raise Fault("a decision was not refused")


def damaged(cases: int, seed: int, cut: bool) -> Counter[str]:
    """Cut the file off, or turn bits of it; then open, use the command line, and rescue."""
    random_ = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "stuk.naast")
        with Store.create(path, first_project(seed)) as store, open(os.devnull, "w") as nowhere:
            saved = os.dup(1)
            os.dup2(nowhere.fileno(), 1)
            try:
                work(store, random.Random(seed + 1), 0)
            finally:
                os.dup2(saved, 1)
                os.close(saved)
            for _ in range(40):
                store.apply(put_notes(*(note(random_) for _ in range(3))))
            want = fingerprint(store.project)
            notes = {n.id: n for n in store.project.notes}
        whole = Path(path).read_bytes()
        for case in range(cases):
            if cut:
                data = whole[: random_.randrange(len(whole))]
            else:
                changed = bytearray(whole)
                # The head of the file and of its pages is where most meaning stands: hit it often.
                reach = random_.choice((100, 4096, len(whole), len(whole), len(whole)))
                for _ in range(random_.choice((1, 1, 2, 10, 200))):
                    changed[random_.randrange(reach)] ^= 1 << random_.randrange(8)
                data = bytes(changed)
            Path(path).write_bytes(data)
            where = f"{'cut' if cut else 'flipped'} {case}"
            _open_damaged(path, want, counts, where)
            if Path(path).read_bytes() != data and fingerprint_of(path) != want:
                raise Fault(f"{where}: the damaged file was written to")
            Path(path).write_bytes(data)
            _rescue_damaged(path, notes, counts, where)
            if case % 10 == 0:
                _command_line(path, folder, where)
    return counts


def _open_damaged(path: str, want: str, counts: Counter[str], where: str) -> None:
    try:
        with Store.open(path) as store:
            if fingerprint(store.project) != want:
                raise Fault(f"{where}: opened as something else")
            counts["opened whole"] += 1
            store.project.old.extract()
            store.project.new.extract()
    except NaastError as error:
        counts[f"told: {error.code}"] += 1


def fingerprint_of(path: str) -> str:
    """The state a file is in, "" where it cannot be opened."""
    try:
        with Store.open(path, read_only=True) as store:
            return fingerprint(store.project)
    except NaastError:
        return ""


def _rescue_damaged(path: str, notes: dict[str, object], counts: Counter[str], where: str) -> None:
    try:
        rescued = rescue(path)
    except NaastError as error:
        counts[f"nothing rescued: {error.code}"] += 1
        return
    for found in rescued.notes:
        if notes.get(found.id) != found:
            raise Fault(f"{where}: rescued a note nobody wrote")
    counts["notes rescued"] += len(rescued.notes)
    counts["notes there were"] += len(notes)


def _command_line(path: str, folder: str, where: str) -> None:
    """The commands say one line, and no traceback."""
    for arguments in (["notes", path, "-o", os.path.join(folder, "n.json")], ["recover", path]):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = naast([*arguments, "--language", "en"])
        said = err.getvalue()
        if code not in (0, 1, 2) or said.count("\n") > 1 or "Traceback" in said or "defect" in said:
            raise Fault(f"{where}: {arguments[0]} said {said!r}")
    for name in os.listdir(folder):
        if "recovered" in name or name == "n.json":
            os.unlink(os.path.join(folder, name))


def logs(cases: int, seed: int) -> Counter[str]:
    """Cut off or lose what a crash left beside the project: an earlier state comes back, whole, or an error."""
    random_ = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "dag.naast")
        Store.create(path, first_project(seed)).close()
        said: list[str] = []
        while not os.path.exists(path + "-wal") or os.path.getsize(path + "-wal") < 50_000:
            said += _killed(path, random_.randrange(10**6), random_)
        path = _told(said, path)[2]
        known = {line.split()[1] for line in said if line.startswith(("start", "done", "begin"))}
        file, log = Path(path).read_bytes(), Path(path + "-wal").read_bytes()
        for case in range(cases):
            Path(path).write_bytes(file)
            Path(path + "-wal").write_bytes(log[: random_.randrange(len(log))] if case else b"")
            try:
                with Store.open(path) as store:
                    if fingerprint(store.project) not in known:
                        raise Fault(f"log {case}: opened as something that never was")
                    counts["an earlier state"] += 1
            except NaastError as error:
                counts[f"told: {error.code}"] += 1
    return counts


def run(what: str, function: Callable[[], Counter[str]]) -> bool:
    """Run a part and print what it counted."""
    began = time.monotonic()
    try:
        counts = function()
    except Fault as fault:
        print(f"{what}: FAULT: {fault}")
        return False
    listed = ", ".join(f"{k} {v}" for k, v in counts.items())
    print(f"{what}: {listed}  ({time.monotonic() - began:.0f} s)", flush=True)
    return True


def main() -> int:
    if sys.argv[1:2] == ["--full-child"]:
        full_child(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
        return 0
    if sys.argv[1:2] == ["--protected-child"]:
        protected_child(sys.argv[2], sys.argv[3])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=250, help="kills; as many cuts, twice as many flips")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rounds, seed = options.rounds, options.seed
    good = [
        run("kill", lambda: kills(rounds, seed)),
        run("full disk", lambda: full_disk(max(rounds // 10, 1), seed)),
        run("full tmpfs", lambda: small_tmpfs(seed)),
        run("protected", lambda: protected(seed)),
        run("cut off", lambda: damaged(rounds, seed, cut=True)),
        run("bits turned", lambda: damaged(2 * rounds, seed, cut=False)),
        run("log cut off", lambda: logs(rounds // 2, seed)),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())
