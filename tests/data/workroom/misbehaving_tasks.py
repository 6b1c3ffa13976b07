"""Tasks that a workroom child must survive or die of cleanly; used by tests/test_workroom.py only."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from lif_desktop import errors
from lif_desktop.documents import certificates

Values = Mapping[str, object]


def echo(payload: Values) -> Values:
    return {"came": payload}


def chatter(payload: Values) -> Values:
    sys.stdout.write("a library that prints\n")
    sys.stdout.flush()
    os.write(1, b"and one that writes to the number")
    return {"quiet": True}


def surroundings(payload: Values) -> Values:
    return {
        "environment": dict(os.environ),
        "flags": [sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site],
        "arguments": sys.argv[1:],
        "pid": os.getpid(),
    }


def refuse_file(payload: Values) -> Values:
    raise errors.FileRefusedError("This is no PDF file.")


def break_rule(payload: Values) -> Values:
    raise errors.RuleBrokenError("Not yet.", rule="reflection", source="catalogue row A53")


def find_problems(payload: Values) -> Values:
    raise errors.InvalidAnswersError([errors.Problem("family[0].name", "Enter a name.")])


def fault(payload: Values) -> Values:
    raise ValueError(f"Jane Secret was in {payload}")


def fault_inside(payload: Values) -> Values:
    return {"never": certificates.serial_of("not a certificate")}


def hoard(payload: Values) -> Values:
    held = bytearray()
    while True:
        held += bytes(32 * 1024 * 1024)


def spin(payload: Values) -> Values:
    while True:
        sum(range(10_000))


def idle(payload: Values) -> Values:
    os.read(os.pipe()[0], 1)
    return {}


def crash(payload: Values) -> Values:
    ctypes.string_at(0)
    return {}


def leave(payload: Values) -> Values:
    os._exit(7)


def flood(payload: Values) -> Values:
    while True:
        os.write(3, b"x" * 1024 * 1024)


def babble(payload: Values) -> Values:
    os.write(3, b"not json")
    os._exit(0)


def connect(payload: Values) -> Values:
    with socket.socket() as plug:
        plug.connect(("192.0.2.1", 80))
    return {}


def write_file(payload: Values) -> Values:
    Path(str(payload["path"])).write_bytes(b"kept?")
    return {}


def write_file_from_c(payload: Values) -> Values:
    libc = ctypes.CDLL(None)
    number = libc.open(str(payload["path"]).encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    return {"written": libc.write(number, b"kept?", 5), "number": number}


def start_process(payload: Values) -> Values:
    subprocess.run([sys.executable, "-c", ""], check=True)
    return {}
