"""What lossy encoders do to speech, measured against the source; and what they cost.

    python -m benchmarks.coders [SPEECH.wav]

Without a file the espeak engine speaks. STOI (0 to 1) and PESQ (wide band, 1 to 4.6) are shown
where ``pystoi`` and ``pesq`` are installed.
"""

from __future__ import annotations

import io
import sys
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from benchmarks import book
from publish.narration.codecs import AAC, MP3, OPUS, Codec
from publish.narration.engines.espeak import EspeakEngine
from publish.narration.mastering import master
from publish.narration.options import EngineOptions
from publish.narration.soundfiles import read_sound

Sound = npt.NDArray[np.float64]

CODERS = {
    "AAC fast, 64 kb/s (the default)": ("mp4", AAC),
    "AAC twoloop, 64 kb/s": ("mp4", Codec("aac", 64_000, (("aac_coder", "twoloop"),))),
    "AAC fast, 48 kb/s": ("mp4", Codec("aac", 48_000, (("aac_coder", "fast"),))),
    "AAC twoloop, 48 kb/s": ("mp4", Codec("aac", 48_000, (("aac_coder", "twoloop"),))),
    "MP3, 64 kb/s": ("mp3", MP3),
    "Opus, 40 kb/s": ("ogg", OPUS),
}


def main() -> None:
    """Print a line for each coder."""
    samples, rate = _speech()
    source = samples.astype(np.float64) / 32768
    for name, (form, codec) in CODERS.items():
        begun = time.process_time()
        data = _encoded(samples, rate, form, codec)
        cost = time.process_time() - begun
        heard = _decoded(data, rate)[: len(source)]
        reference = source[: len(heard)]
        lag = _lag(reference, heard)
        reference, heard = _shifted(reference, heard, lag)
        seconds = len(reference) / rate
        print(
            f"{name}: {len(data) * 8 / seconds / 1000:.0f} kb/s, {seconds / cost:.0f} x real time, "
            f"shift {lag}, segmental SNR {_segmental(reference, heard, rate):.1f} dB, "
            f"log-spectral distance {_spectral(reference, heard):.2f} dB"
            + _perceived(reference, heard, rate),
            flush=True,
        )


def _speech() -> tuple[npt.NDArray[np.int16], int]:
    if len(sys.argv) > 1:
        pcm, rate = read_sound(Path(sys.argv[1]))
        return np.frombuffer(pcm, "<i2").astype(np.int16), rate
    engine = EspeakEngine(EngineOptions())
    voice = engine.resolve("", "en")
    said = [engine.speak(text, voice, 170) for text in book.paragraphs(700)]
    samples = np.frombuffer(b"".join(each.pcm for each in said), "<i2").astype(np.int16)
    return master(samples, engine.rate, 2.2, -1.5), engine.rate


def _encoded(samples: npt.NDArray[np.int16], rate: int, form: str, codec: Codec) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        own = 48_000 if codec.name == "libopus" else rate
        stream = container.add_stream(codec.name, rate=own, options=codec.settings())
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        stream.bit_rate = codec.bit_rate
        for start in range(0, len(samples), 65_536):
            block = samples[None, start : start + 65_536].copy()
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def _decoded(data: bytes, rate: int) -> Sound:
    with av.open(io.BytesIO(data)) as container:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        frames = [*container.decode(audio=0), None]
        pieces = [out.to_ndarray()[0] for frame in frames for out in resampler.resample(frame)]
    return np.concatenate(pieces).astype(np.float64)


def _lag(source: Sound, heard: Sound, reach: int = 3000) -> int:
    start = len(source) // 2
    piece = source[start : start + 20_000]
    near = heard[start - reach : start + 20_000 + reach]
    size = 1 << (len(near) + len(piece)).bit_length()
    both = np.fft.rfft(near, size) * np.conj(np.fft.rfft(piece, size))
    return int(np.argmax(np.fft.irfft(both, size)[: 2 * reach])) - reach


def _shifted(source: Sound, heard: Sound, lag: int) -> tuple[Sound, Sound]:
    heard = heard[lag:] if lag >= 0 else np.concatenate([np.zeros(-lag), heard])
    length = min(len(source), len(heard))
    return source[:length], heard[:length]


def _segmental(source: Sound, heard: Sound, rate: int) -> float:
    """Mean SNR of the 20 ms that hold speech, each between -10 and 35 dB."""
    size = rate // 50
    count = len(source) // size
    a = source[: count * size].reshape(count, size)
    b = heard[: count * size].reshape(count, size)
    signal, noise = (a**2).mean(axis=1), ((a - b) ** 2).mean(axis=1) + 1e-12
    speech = signal > 1e-5
    return float(np.clip(10 * np.log10(signal[speech] / noise[speech]), -10, 35).mean())


def _spectral(source: Sound, heard: Sound) -> float:
    """Mean difference of the spectra (46 ms, Hann) in dB, of frames with speech, below 8 kHz."""
    size, step = 1024, 512
    window = np.hanning(size)
    starts = range(0, len(source) - size, step)
    distances = []
    for start in starts:
        a = np.abs(np.fft.rfft(source[start : start + size] * window))[:372] ** 2
        if a.sum() < 1:
            continue
        b = np.abs(np.fft.rfft(heard[start : start + size] * window))[:372] ** 2
        floor = a.max() * 1e-6
        difference = 10 * np.log10((a + floor) / (b + floor))
        distances.append(np.sqrt((difference**2).mean()))
    return float(np.mean(distances))


def _perceived(source: Sound, heard: Sound, rate: int) -> str:
    line = ""
    try:
        from pystoi import stoi

        line += f", STOI {stoi(source, heard, rate):.4f}"
    except ImportError:
        pass
    try:
        from pesq import pesq
    except ImportError:
        return line
    to = 16_000
    at = np.arange(int(len(source) * to / rate)) * rate / to
    a, b = (np.interp(at, np.arange(len(x)), _below_8k(x, rate)) for x in (source, heard))
    parts = [
        pesq(to, a[i : i + 8 * to], b[i : i + 8 * to], "wb")
        for i in range(0, len(a) - 8 * to, 8 * to)
    ]
    return f"{line}, PESQ {np.mean(parts):.2f}"


def _below_8k(sound: Sound, rate: int) -> Sound:
    spectrum = np.fft.rfft(sound)
    spectrum[int(7800 / rate * len(sound)) :] = 0
    return np.fft.irfft(spectrum, len(sound))


if __name__ == "__main__":
    main()
