from __future__ import annotations

import sys
from pathlib import Path

import pytest

from publish.errors import NarrationError, UsageError
from publish.narration.engines import EngineFault
from publish.narration.engines.command import CommandEngine
from publish.narration.options import EngineOptions
from tests.narration.speaking import chapters, recording_of

PROGRAM = """
import struct, sys, time, wave
text = open(sys.argv[1], encoding="utf-8").read()
if "HANG" in text:
    time.sleep(600)
if "FAIL" in text:
    sys.exit("no such word")
with wave.open(sys.argv[2], "wb") as out:
    out.setnchannels(1)
    out.setsampwidth(2)
    out.setframerate(8000)
    count = 500 * len(text)
    tone = [9000 if i // 20 % 2 else -9000 for i in range(count)]
    out.writeframes(struct.pack(f"<{count}h", *tone))
if "CUT" in text:
    with open(sys.argv[2], "r+b") as out:
        out.truncate(200)
"""


def engine(tmp_path: Path, timeout: float = 20.0, more: str = "") -> CommandEngine:
    program = tmp_path / "my speech.py"
    program.write_text(PROGRAM, encoding="utf-8")
    line = f'"{sys.executable}" "{program}" {{text_file}} {{wav}} {more}'
    return CommandEngine(EngineOptions(command=line, timeout=timeout, scratch=tmp_path))


def test_a_program_speaks(tmp_path: Path) -> None:
    speech = engine(tmp_path).speak("The boats.", "en", 175)
    assert speech.rate == 8000 and len(speech.pcm) == 2 * 500 * 11


def test_nothing_in_a_text_is_a_command(tmp_path: Path) -> None:
    text = (
        f'"; touch {tmp_path}/hacked; $(touch {tmp_path}/hacked) `touch {tmp_path}/hacked` {{wav}}'
    )
    engine(tmp_path, more="{text}").speak(text, "en", 175)
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(("text", "why"), [("FAIL", "no such word"), ("CUT", "no whole sound")])
def test_what_goes_wrong_is_told(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(EngineFault, match=why):
        engine(tmp_path).speak(text, "en", 175)


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    speaking = engine(tmp_path, timeout=0.5)
    speaking.patience = 0.0
    with pytest.raises(EngineFault, match="did not end"):
        speaking.speak("HANG", "en", 175)


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(NarrationError, match="no program nothing-of-the-kind"):
        CommandEngine(EngineOptions(command="nothing-of-the-kind {wav}"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "needs a command line"),
        ("say {text_file}", "where the sound goes"),
        ("say {wav} {nonsense}", "nonsense"),
        ("say '{wav}", "not whole"),
    ],
)
def test_a_template_that_cannot_work_is_named(line: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        CommandEngine(EngineOptions(command=line))


def test_a_whole_narration_by_a_program(tmp_path: Path) -> None:
    options = EngineOptions(command=engine(tmp_path).options.command)
    with recording_of(chapters(1), tmp_path / "c", engine="command", engines=options) as narration:
        assert all(cue.end > cue.start for cue in narration.timeline()[0].cues)
