"""What of a script an engine does not say as it was meant, in notices for the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.narration.tasks import Found
from publish.report import Notice

#: Words that a notice names; more would hide what it says.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A word whose sounds are in the lexicon, and are not said; see `Sound`."""

    word: str
    ipa: str
    respelled: bool


def of_other_languages(engine: str, answers: Iterable[tuple[str, str, Found]]) -> Iterator[Notice]:
    """A notice for each language that is read by a voice of another.

    Args:
        answers: for each wish its voice (or nothing), its language, and what was found.
    """
    for wanted, language, found in answers:
        if found.speaks is not False:
            continue
        voice = found.voice.partition("@")[0]
        if wanted:
            yield Notice(
                "voice-of-another-language",
                f"The voice {voice} is not one for the language “{language}”, which it reads here. "
                "Name another with --voice, or say --language if the text is in another one.",
            )
        else:
            yield Notice(
                "no-voice-for-language",
                f"The engine {engine} has no voice for the language “{language}”: "
                f"its passages are read by the voice {voice}.",
            )


def unpronounced(engine: str, lost: Sequence[Unsaid], *, phonemes: bool) -> Iterator[Notice]:
    """Notices of pronunciations in IPA that are not heard.

    Args:
        phonemes: whether the engine takes phonemes at all.
    """
    if not phonemes:
        plain = list(dict.fromkeys(each.word for each in lost if not each.respelled))
        if plain:
            yield Notice(
                "no-phonemes",
                f"The engine {engine} takes no phonemes: what the lexicon gives in IPA alone is "
                f"read as it is written ({_listed(plain)}). Give a respelling beside the IPA.",
            )
        return
    if lost:
        named = list(dict.fromkeys(f"{each.word} /{each.ipa}/" for each in lost))
        yield Notice(
            "sound-unknown",
            f"The engine {engine} does not know all sounds of {_listed(named)}: "
            "read by respelling, or as written where the lexicon has none.",
        )


def in_strange_letters(found: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Notice]:
    """A notice for each script that the voice it is given to is not made for.

    Args:
        found: for each script and language of a voice, the ids of what holds such words.
    """
    for (script, language), ids in found.items():
        many = f"{len(ids)} sentences hold" if len(ids) > 1 else "A sentence holds"
        yield Notice(
            "letters-of-another-script",
            f"{many} words in {script.title()} letters ({_listed(ids)}), which a voice for "
            f"“{language}” may spell out or leave out.",
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
