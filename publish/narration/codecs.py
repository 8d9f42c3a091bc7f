"""Encoders: samples in, packets out. PyAV (FFmpeg in a wheel) does the work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publish.narration.loudness import Samples

#: Samples handed to an encoder at once.
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoder and its settings.

    Attributes:
        name: FFmpeg's.
        bit_rate: bits a second.
        options: of the encoder, as FFmpeg takes them.
        format: of the samples it takes.
        frame: samples of a packet, where stretches that are encoded apart can be joined: the
            packets stand by themselves, or soon will, and an encoder that has just begun does as
            well as any.
        rate: samples a second, where it knows no others.
        layout: of the channels.
    """

    name: str
    bit_rate: int
    options: tuple[tuple[str, str], ...] = ()
    format: str = "fltp"
    frame: int = 0
    rate: int = 0
    layout: str = "mono"

    def at(self, rate: int) -> Codec:
        """This codec at `rate` samples a second: an MP3 frame is shorter below 32 kHz."""
        return replace(self, frame=576) if self.frame == 1152 and rate < 32_000 else self

    def settings(self) -> dict[str, str]:
        """All options of the encoder."""
        return {**dict(self.options), "flags": "+bitexact"}


#: 64 kb/s mono is what audiobook shops send. The fast coder is no compromise for one voice. Against
#: the source (``benchmarks/coders.py``, 260 s of speech at 22 kHz), at 64 kb/s, fast and twoloop:
#: segmental SNR 28.5 and 24.5 dB, log-spectral distance 2.20 and 2.59 dB, STOI 0.9992 and 0.9975,
#: PESQ 4.12 and 3.93, 72 and 76 kb/s in the file; and it is eight times as quick.
AAC = Codec("aac", 64_000, (("aac_coder", "fast"),), frame=1024)

#: Constant bit rate: what old players and DAISY readers seek in. No bits are saved up from one
#: frame to a later one (the reservoir), so that stretches can be joined. LAME's level 7 against its
#: usual 5, and without against with a reservoir, measured as above: PESQ 4.31, 4.28, 4.13 and 4.07
#: (7 without, 7 with, 5 without, 5 with), STOI 0.9996, 0.9995, 0.9989 and 0.9989; 7 is 1.7 times as
#: quick.
MP3 = Codec(
    "libmp3lame", 64_000, (("compression_level", "7"), ("reservoir", "0")), "s16p", frame=1152
)

#: 40 kb/s of Opus are better than 64 of MP3. ``voip`` would filter the speech, which raises its
#: peaks by 1 dB. Opus knows 48 kHz only. What a packet says rests on those before it, but a decoder
#: that has lost them is as it would be after 80 ms (RFC 7845, 4.6), and stretches end in 139 ms of
#: silence.
OPUS = Codec("libopus", 40_000, (("application", "audio"),), "s16", frame=960, rate=48_000)
#: Nothing is joined here: a minute takes 0.03 s to encode, a tenth of what AAC takes, and the
#: checksum of the file wants all samples in one place.
FLAC = Codec("flac", 0, (("compression_level", "5"),), "s16")
#: FFmpeg's own encoder makes stereo only; both sides are the same here, which costs little.
VORBIS = Codec("vorbis", 64_000, (("strict", "-2"),), frame=1024, layout="stereo")

#: By the ending of the files that hold it.
CODECS: Mapping[str, Codec] = {"m4b": AAC, "mp3": MP3, "opus": OPUS, "ogg": VORBIS, "flac": FLAC}


def encode(samples: Samples, rate: int, codec: Codec) -> list[bytes]:
    """All packets of `samples`, the encoder's own lead-in first.

    For AAC over whole frames that is one packet more than frames: the first carries the overlap
    before the sound, the last the one after it.
    """
    return list(map(bytes, packets(samples, rate, codec)))


def packets(samples: Samples, rate: int, codec: Codec) -> Iterator[Any]:
    """The same as PyAV's packets, with their times."""
    import av

    encoder = _encoder(rate, codec)
    for start in range(0, len(samples), _CHUNK):
        block = samples[None, start : start + _CHUNK].copy()
        frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
        frame.sample_rate = rate
        frame.pts = start
        frame.time_base = Fraction(1, rate)
        yield from encoder.encode(frame)
    yield from encoder.encode(None)


def extradata(rate: int, codec: Codec) -> bytes:
    """The decoder's configuration (AudioSpecificConfig for AAC) that goes into the container."""
    encoder = _encoder(rate, codec)
    encoder.open()
    return bytes(encoder.extradata or b"")


def _encoder(rate: int, codec: Codec) -> Any:
    import av

    encoder = av.CodecContext.create(codec.name, "w")
    assert isinstance(encoder, av.AudioCodecContext)
    encoder.sample_rate = rate
    encoder.layout = codec.layout
    encoder.format = codec.format
    encoder.bit_rate = codec.bit_rate
    encoder.time_base = Fraction(1, rate)
    encoder.options = codec.settings()
    return encoder


@lru_cache(maxsize=1)
def encoder_version() -> str:
    """The version of everything that decides the packets."""
    import av

    return f"{av.__version__} {sorted(av.library_versions.items())}"
