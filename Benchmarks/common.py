"""What the benchmark scripts share: where things lie, running programs, medians, tables."""

from __future__ import annotations

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Callable, Iterable, Sequence

PROJECT = pathlib.Path(__file__).resolve().parent.parent
HOME = pathlib.Path(os.environ.get("LATITUDE_BENCH", pathlib.Path(tempfile.gettempdir()) / "latitude-bench"))
BUILD = PROJECT / ".build" / "release"


def use_environment() -> None:
    """Runs the calling script again in the virtual environment that `setup` made, if there is one."""
    python = HOME / "venv" / "bin" / "python"
    if python.exists() and pathlib.Path(sys.prefix) != HOME / "venv":
        os.execv(python, [str(python), *sys.argv])


def latitude() -> str:
    """The release build, or what LATITUDE names."""
    program = os.environ.get("LATITUDE", str(BUILD / "latitude"))
    if not os.path.exists(program):
        sys.exit(f"{program} is missing: run scripts/build first")
    return program


@dataclass
class Run:
    """One finished process: seconds on the clock, exit status, what it printed."""

    seconds: float
    status: int
    output: bytes
    errors: bytes


def run(arguments: Sequence[str], given: bytes | None = None, discard: bool = False) -> Run:
    """Runs a program to its end and measures it; `discard` throws its output away unread."""
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as target,
        tempfile.TemporaryFile() as errors,
    ):
        source.write(given or b"")
        source.seek(0)
        start = time.perf_counter()
        child = subprocess.Popen(
            arguments, stdin=source, stdout=subprocess.DEVNULL if discard else target, stderr=errors
        )
        child.wait()
        seconds = time.perf_counter() - start
        target.seek(0)
        errors.seek(0)
        return Run(seconds, child.returncode, target.read(), errors.read())


def peak(arguments: Sequence[str]) -> int | None:
    """Peak resident bytes of a program. GNU time starts it: a child of Python would be charged for Python too."""
    if not os.path.exists("/usr/bin/time"):
        return None
    with tempfile.NamedTemporaryFile("r") as report:
        done = run(["/usr/bin/time", "-q", "-f", "%M", "-o", report.name, *arguments], discard=True)
        return int(report.read()) * 1024 if done.status == 0 else None


def git(repository: str | os.PathLike, *arguments: str, given: bytes | None = None) -> bytes:
    """Standard output of git in a repository; stops the script when git fails."""
    done = run(["git", "-C", str(repository), *arguments], given)
    if done.status != 0:
        sys.exit(f"git {' '.join(arguments)}: {done.errors.decode(errors='replace').strip()}")
    return done.output


def median_of(times: int, warmup: int, action: Callable[[], float]) -> float:
    """The median of what `action` returns, after some runs that do not count."""
    for _ in range(warmup):
        action()
    return statistics.median(action() for _ in range(times))


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def load() -> str:
    """How busy the machine is, in words."""
    return f"{os.cpu_count()} cores, load {', '.join(f'{x:.2f}' for x in os.getloadavg())}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with columns lined up."""
    lines = [list(header), *[list(row) for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths)) + " |" for line in ruled)


def note(text: str) -> None:
    """One line for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def skipped(what: str, why: str) -> None:
    """Says that something was left out; nothing is left out in silence."""
    note(f"SKIPPED {what}: {why}")
