"""Sets up and runs LIF Desktop: needs nothing but Python 3.11 or later.

    python3 start.py                  open the window
    python3 start.py demo [FOLDER]    make the invented board, its case and its signed documents
    python3 start.py test             every check and every test, as the continuous build runs them
    python3 start.py check            format, lint, types, import contracts, dead code, dependencies
    python3 start.py bench            the performance table
    python3 start.py lock             resolve the dependencies anew and write the lock files

On Windows: py start.py. The first call makes .venv from packaging/requirements.lock (wheels only,
each checked against its hash) and makes it anew when the lock has changed.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "made-from-lock"
RUNTIME_LOCK = ROOT / "packaging" / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "packaging" / "requirements-dev.lock"
LOWEST_PYTHON = (3, 11)

# Shared library that Qt loads -> Debian package that holds it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Command that tests call -> Debian package that holds it.
TEST_COMMANDS = {
    "pdfinfo": "poppler-utils",
    "qpdf": "qpdf",
    "certutil": "libnss3-tools",
    "java": "default-jre-headless",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
}
# File that the PDF/A and PDF/UA validator needs -> Debian package that holds it.
VALIDATOR_FILES = {
    "/usr/share/java/jaxb-api.jar": "libjaxb-api-java",
    "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
    "/usr/share/java/istack-commons-runtime.jar": "libistack-commons-java",
    "/usr/share/java/txw2.jar": "libtxw2-java",
    "/usr/share/java/FastInfoset.jar": "libfastinfoset-java",
    "/usr/share/java/stax-ex.jar": "libstax-ex-java",
    "/usr/share/java/javax.activation.jar": "libactivation-java",
}
# Package -> least branch and line coverage, in per cent.
COVERAGE_GATES = {
    "domain": 100,
    "definitions": 100,
    "store": 95,
    "services": 95,
    "documents": 95,
}


class SetupError(Exception):
    """Something a person has to do first; the message says what."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; the process's exit code."""
    command = arguments[0] if arguments else "window"
    commands: Mapping[str, Callable[[Sequence[str]], int]] = {
        "window": window,
        "demo": demo,
        "test": test,
        "check": check,
        "bench": bench,
        "lock": lock,
    }
    if command not in commands:
        print(__doc__)
        return 0 if command in {"help", "--help", "-h"} else 2
    try:
        require_python()
        return commands[command](list(arguments[1:]))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1


def require_python() -> None:
    """Refuse a Python that is too old, in words."""
    if sys.version_info < LOWEST_PYTHON:
        raise SetupError(
            "LIF Desktop needs Python 3.11 or later. Install it, then run this again."
        )


def window(rest: Sequence[str]) -> int:
    """Open the window."""
    require_system_libraries()
    make_environment(RUNTIME_LOCK)
    return run([python(), "-m", "lif_desktop", *rest])


def demo(rest: Sequence[str]) -> int:
    """Make the invented board in a folder, and open the window on it where there is a display."""
    require_system_libraries()
    make_environment(RUNTIME_LOCK)
    folder = rest[0] if rest else str(ROOT / "demo-output")
    return run([python(), "-m", "lif_desktop", "demo", folder, *rest[1:]])


def test(rest: Sequence[str]) -> int:
    """Every check, every test, and the coverage gates."""
    require_system_libraries()
    offer_test_tools()
    make_environment(DEVELOPMENT_LOCK)
    failed = [] if rest else failed_checks()
    tests = [python(), "-m", "pytest", *(rest or ["-n", "2", "--cov", "--cov-report="])]
    if run(tests, QT_QPA_PLATFORM="offscreen") != 0:
        failed.append("tests")
    if not rest:
        failed.extend(missed_gates())
    return report(failed)


def check(_rest: Sequence[str]) -> int:
    """Format, lint, types, import contracts, dead code, unused dependencies, spelling."""
    require_system_libraries()
    make_environment(DEVELOPMENT_LOCK)
    return report(failed_checks())


def bench(rest: Sequence[str]) -> int:
    """The performance table, each figure against a peer or a limit in the same run."""
    require_system_libraries()
    make_environment(DEVELOPMENT_LOCK)
    return run([python(), "-m", "benchmarks", *rest], QT_QPA_PLATFORM="offscreen")


def lock(_rest: Sequence[str]) -> int:
    """Resolve the dependencies and write both lock files: hashes, no index address."""
    make_environment(DEVELOPMENT_LOCK)
    common = [
        str(Path(python()).parent / "uv"),
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--python-version",
        "3.11",
    ]
    common += [
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-annotate",
        "--no-header",
        "--quiet",
    ]
    runtime = run([*common, "-o", str(RUNTIME_LOCK)])
    development = [*common, "--extra", "dev", "-c", str(RUNTIME_LOCK), "-o", str(DEVELOPMENT_LOCK)]
    return runtime or run(development)


def failed_checks() -> list[str]:
    """Run every check, the quick ones first; the names of those that failed."""
    tool = str(Path(python()).parent)
    checks: Mapping[str, Sequence[str]] = {
        "format": [f"{tool}/ruff", "format", "--check", "--quiet", "."],
        "lint": [f"{tool}/ruff", "check", "--quiet", "."],
        "import contracts": [f"{tool}/lint-imports"],
        "dead code": [f"{tool}/vulture"],
        "dependencies": [f"{tool}/deptry", "."],
        "spelling": [f"{tool}/codespell"],
        "types": [f"{tool}/mypy"],
    }
    return [name for name, command in checks.items() if run(command, title=name) != 0]


def missed_gates() -> list[str]:
    """Compare coverage with the gates; the rooms that fall short."""
    coverage = [python(), "-m", "coverage"]
    missed = []
    for room, least in COVERAGE_GATES.items():
        gate = [
            "report",
            f"--include=lif_desktop/{room}/*",
            f"--fail-under={least}",
            "--skip-covered",
        ]
        if run([*coverage, *gate], title=f"coverage of {room}") != 0:
            missed.append(f"coverage of {room} under {least} %")
    run(
        [*coverage, "report", "--include=lif_desktop/ui/*", "--format=total"],
        title="coverage of ui, watched",
    )
    return missed


def report(failed: Sequence[str]) -> int:
    """Say what failed; the exit code."""
    print("\nAll checks passed." if not failed else f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0


def run(command: Sequence[str], *, title: str = "", **environment: str) -> int:
    """Run a command in the project's folder and wait for it; its exit code."""
    if title:
        print(f"--- {title}", flush=True)
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=False
    ).returncode


def python() -> str:
    """The interpreter inside .venv."""
    return str(VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def make_environment(lock_file: Path) -> None:
    """Make .venv from the lock, or leave it if it was made from this very lock.

    The development lock holds all of the runtime lock, so an environment made from it serves both.
    """
    wanted = fingerprint(lock_file)
    made_from = STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""
    if made_from in {wanted, fingerprint(DEVELOPMENT_LOCK)}:
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    print("Setting up .venv from the lock file. This happens once.", flush=True)
    uv = shutil.which("uv")
    venv.create(VENV, with_pip=uv is None)
    if run([*installer(uv), "--require-hashes", "--only-binary=:all:", "-r", str(lock_file)]) != 0:
        shutil.rmtree(VENV)
        raise SetupError(
            "The packages could not be installed. Connect to the package registry and run this again."
        )
    STAMP.write_text(wanted, encoding="utf-8")


def installer(uv: str | None) -> list[str]:
    """The command that installs into .venv: uv where there is one, else the environment's own pip."""
    if uv is not None:
        return [uv, "pip", "install", "--quiet", "--python", python()]
    return [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def fingerprint(lock_file: Path) -> str:
    """What the environment was made from: the lock's hash and this Python's version."""
    digest = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor}"


def require_system_libraries() -> None:
    """On Linux, see that the libraries Qt loads are there, and install them if we may."""
    if sys.platform != "linux":
        return
    missing = sorted({package for name, package in QT_LIBRARIES.items() if not loads(name)})
    if missing and not installed_by_us(missing):
        raise SetupError(
            f"The window needs some system libraries. Install them with:\n  sudo {apt(missing)}"
        )


def offer_test_tools() -> None:
    """Install the outside tools that check the documents if we may, else say which tests will be skipped."""
    if sys.platform != "linux":
        return
    missing = {package for name, package in TEST_COMMANDS.items() if shutil.which(name) is None}
    missing |= {package for name, package in VALIDATOR_FILES.items() if not Path(name).exists()}
    if missing and not installed_by_us(sorted(missing)):
        print(
            f"Some tests will be skipped. To run them:\n  sudo {apt(sorted(missing))}",
            flush=True,
        )


def loads(library: str) -> bool:
    """Can this shared library be loaded?"""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def installed_by_us(packages: Sequence[str]) -> bool:
    """Install Debian packages when we are root and apt is there; True if that worked."""
    if sys.platform == "win32" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], **quiet)
    return run(apt(packages, quiet=True).split(), **quiet) == 0


def apt(packages: Sequence[str], *, quiet: bool = False) -> str:
    """The one command that installs these packages."""
    options = "-y -qq --no-install-recommends" if quiet else "--no-install-recommends"
    return f"apt-get install {options} {' '.join(packages)}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
