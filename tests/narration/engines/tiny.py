"""Voices of a few kilobytes: real models in the real formats, that hum a tone for each sound."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HOP = 256
FRAMES = 6  # frames for each sound: 70 ms at 22,050 samples a second

_LETTERS = "_^$ !'(),-.:;?abcdefghijklmnopqrstuvwxyzæçðøħŋœɐɑɒɓɔɕəɚɛɜɡɣɪɫɬɹɾʃʊʌʒˈˌːθβ"


def piper_voice(folder: Path, name: str = "en_US-tiny-low", speakers: int = 1) -> Path:
    """A Piper voice in `folder`: its model and its JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / f"{name}.onnx"
    onnx.save(_piper_model(speakers), model)
    facts = {
        "audio": {"sample_rate": 22_050, "quality": "low"},
        "espeak": {"voice": "en-us"},
        "language": {"code": "en_US"},
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_type": "espeak",
        "phoneme_id_map": {letter: [number] for number, letter in enumerate(_LETTERS)},
        "num_symbols": len(_LETTERS),
        "num_speakers": speakers,
        "speaker_id_map": {f"s{n}": n for n in range(speakers)} if speakers > 1 else {},
        "hop_length": HOP,
    }
    (folder / f"{name}.onnx.json").write_text(json.dumps(facts), encoding="utf-8")
    return model


def _piper_model(speakers: int) -> onnx.ModelProto:
    """Each id is a hum of FRAMES frames times the length scale, with a Ceil as real voices have."""
    wave = np.sin(2 * np.pi * 200 * np.arange(HOP) / 22_050).astype(np.float32)
    node, constant = helper.make_node, _constant
    nodes = [
        constant("second", np.array([1], np.int64)),
        node("Gather", ["scales", "second"], ["length"]),  # noise, length, noise of width
        node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        constant("frames", np.array(FRAMES, np.float32)),
        constant("zero", np.array(0, np.float32)),
        node("Mul", ["ids", "zero"], ["nothing"]),
        node("Mul", ["length", "frames"], ["long"]),
        node("Add", ["nothing", "long"], ["width"]),
        node("Ceil", ["width"], ["w_ceil"]),
        node("ReduceSum", ["w_ceil"], ["total"], keepdims=0),
        node("Cast", ["total"], ["count"], to=TensorProto.INT64),
        constant("one", np.array([1], np.int64)),
        node("Reshape", ["count", "one"], ["many"]),
        constant("wave", wave),
        node("Tile", ["wave", "many"], ["hum"]),
        constant("shape", np.array([1, 1, 1, -1], np.int64)),
        node("Reshape", ["hum", "shape"], ["output"]),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "t"])]
    return _model(nodes, inputs, outputs)


def kokoro_voice(folder: Path, names: tuple[str, ...] = ("af_tiny", "bm_tiny")) -> None:
    """A Kokoro model and its file of voices in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    hop = 600
    wave = (0.5 * np.sin(2 * np.pi * 220 * np.arange(hop) / 24_000)).astype(np.float32)
    node, constant = helper.make_node, _constant
    nodes = [
        node("Shape", ["tokens"], ["size"]),
        constant("last", np.array([1], np.int64)),
        node("Gather", ["size", "last"], ["tokens_count"]),
        constant("frames", np.array([3], np.int64)),
        node("Mul", ["tokens_count", "frames"], ["many"]),
        constant("wave", wave),
        node("Tile", ["wave", "many"], ["audio"]),
        node("Expand", ["frames", "tokens_count"], ["duration"]),
    ]
    inputs = [
        helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
        helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
    ]
    outputs = [
        helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["t"]),
        helper.make_tensor_value_info("duration", TensorProto.INT64, ["n"]),
    ]
    onnx.save(_model(nodes, inputs, outputs), folder / "kokoro-tiny.onnx")
    styles = {name: np.zeros((510, 1, 256), np.float32) for name in names}
    with (folder / "voices-tiny.bin").open("wb") as file:
        np.savez(file, **styles)


def _constant(name: str, value: np.ndarray) -> onnx.NodeProto:
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value, name))


def _model(nodes: list, inputs: list, outputs: list) -> onnx.ModelProto:
    graph = helper.make_graph(nodes, "tiny", inputs, outputs)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model
