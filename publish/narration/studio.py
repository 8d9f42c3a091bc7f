"""The studio: a script in, a narration out. Speech is made once, kept, and shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType

from publish.errors import NarrationError
from publish.narration.cache import Cache, default_folder
from publish.narration.engines import Voice, engine_factory
from publish.narration.mastering import profile_named
from publish.narration.options import NarrationOptions
from publish.narration.recording import Recording
from publish.narration.saying import saying
from publish.narration.script import Said, Script
from publish.narration.speaking import Speaker
from publish.narration.stage import Stage
from publish.narration.tasks import EngineSpec, list_voices
from publish.narration.workers import Lost, Task, Workers
from publish.narration.writing import SpokenPart, make_script
from publish.processes import default_jobs
from publish.report import Listener, Silent

#: Characters of script for which another process is worth its start (0.4 s and 60 MB): speaking
#: and encoding them takes about as long.
_WORTH_A_PROCESS = 15_000


class Studio:
    """Engine, voices, worker processes and the cache, for all narrations of a run.

    A context manager: leaving it stops the processes, unless they are those of a stage that others
    use, too; and trims the cache when that is due.

    Args:
        options: how to speak.
        listener: is told how far the speaking and encoding are.
        spoken: gives the spoken form of a text in a language; `saying` with the options' lexicons
            when None.
        stage: whose processes are used; one of its own when None.

    Raises:
        UnknownName: there is no such engine, voice or profile.
        ConfigurationError: the cache folder cannot be made, or a lexicon is wrong.
    """

    def __init__(
        self,
        options: NarrationOptions | None = None,
        listener: Listener | None = None,
        spoken: Callable[[str, str], Said] | None = None,
        stage: Stage | None = None,
    ) -> None:
        self.options = options or NarrationOptions()
        self.listener = listener or Silent()
        self.spoken = spoken or saying(self.options.lexicons)
        self.profile = profile_named(self.options.profile)
        engine_factory(self.options.engine)  # an unknown name shows before any work is done
        self.cache = Cache(self.options.cache or default_folder())
        self.stage = stage or Stage()
        self.shared = stage is not None
        self.characters = 0

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the worker processes; trim the cache to its bound when that is due."""
        if self.characters:
            self.stage.spoken(self.cache, self.characters, self.options.cache_bytes)
            self.characters = 0
        if not self.shared:
            self.stage.close()

    def script(self, parts: Sequence[SpokenPart]) -> Script:
        """What will be said of `parts`."""
        return make_script(parts, self.options, self.spoken)

    def narrate(self, parts: Sequence[SpokenPart]) -> Recording:
        """The narration of `parts`; nothing is spoken before its sound or times are asked for."""
        return self.perform(self.script(parts))

    def perform(self, script: Script) -> Recording:
        """The narration of a script that was made before."""
        size = sum(len(u.spoken) for chapter in script.chapters for u in chapter.utterances)
        workers = self._workers(size)
        self.characters += size
        engines = replace(self.options.engines, scratch=self.stage.scratch(self.cache))
        options = replace(self.options, engines=engines)
        speaker = Speaker(options, self.cache, workers, self.listener)
        return Recording(script, speaker, self.profile)

    def _workers(self, size: int) -> Workers:
        jobs = self.options.jobs or default_jobs()
        jobs = max(1, min(jobs, 1 + size // _WORTH_A_PROCESS))
        self.cache.ready()
        safe = getattr(engine_factory(self.options.engine), "safe", False)
        return self.stage.workers(jobs, inline=bool(safe) and jobs == 1)


def voices(options: NarrationOptions) -> tuple[Voice, ...]:
    """The voices of an engine, asked in a process of its own, which it may crash.

    Raises:
        PublishError: the engine is unknown or cannot work on this machine.
    """
    spec = EngineSpec(options.engine, options.engines)
    with Workers(1) as workers:
        found = workers.one(Task(list_voices, (spec,), options.engines.timeout * 3))
    if isinstance(found, Lost):
        raise NarrationError(
            f"The engine {options.engine} does not start: {found.why}.",
            "Choose another with --engine.",
        )
    return found
