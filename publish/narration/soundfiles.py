"""Reading the sound files that engines write: all of it, or an error."""

from __future__ import annotations

import wave
from pathlib import Path


class SoundFileError(Exception):
    """A sound file that is not there, is cut short, or is in no form that can be read."""


def read_sound(path: Path) -> tuple[bytes, int]:
    """The samples of a sound file as 16-bit little-endian mono, and how many a second there are.

    A plain WAV is read as it is; everything else (AIFF, MP3, floating point, stereo) by FFmpeg.

    Raises:
        SoundFileError: the file is missing, empty, cut short or unreadable.
    """
    try:
        size = path.stat().st_size
    except OSError:
        raise SoundFileError("there is no file") from None
    if not size:
        raise SoundFileError("the file is empty")
    try:
        with wave.open(str(path), "rb") as file:
            if file.getnchannels() == 1 and file.getsampwidth() == 2:
                frames = file.getnframes()
                pcm = file.readframes(frames)
                # Programs that stream leave the greatest length there is, or none, in the header.
                if frames and len(pcm) < 2 * frames and frames < 0x3FFF_0000:
                    raise SoundFileError(f"it holds {len(pcm) // 2} of {frames} samples")
                return pcm[: len(pcm) // 2 * 2], file.getframerate()
    except (wave.Error, EOFError):
        pass
    return _decode(path)


def _decode(path: Path) -> tuple[bytes, int]:
    import av

    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise SoundFileError("it holds no sound")
            rate = container.streams.audio[0].rate
            resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
            pieces = [
                bytes(out.planes[0])[: 2 * out.samples]
                for frame in [*container.decode(audio=0), None]
                for out in resampler.resample(frame)
            ]
    except (av.FFmpegError, OSError, ValueError) as error:
        raise SoundFileError(f"it cannot be read: {error}") from error
    return b"".join(pieces), rate
