"""The model as JSON, both ways, and the schema of that JSON; all three follow `publish.model`.

A node is an object with its ``type`` (``heading``, ``text``) and its fields by their own names;
fields at their default are left out, bytes are base64. Origins are not written: they speak of a
source that the JSON replaces.
"""

from __future__ import annotations

import base64
import binascii
import re
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from publish import model
from publish.model import Article, Block, Inline

#: Raised when a reader of an older version could misread what is written.
VERSION = 1
#: Names the format in each file; not fetched by anything.
FORMAT = "publish-article"

Json: TypeAlias = dict[str, Any]


class Malformed(ValueError):
    """JSON that is no article; the message says where and what was expected."""


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


_NODES: dict[str, type] = {
    _snake(node.__name__): node for node in (*typing.get_args(Block), *typing.get_args(Inline))
}


@lru_cache(maxsize=64)
def _hints(node: type) -> dict[str, Any]:
    return typing.get_type_hints(node, vars(model))


@lru_cache(maxsize=64)
def _fields(node: type) -> tuple[Field[Any], ...]:
    return tuple(f for f in fields(node) if f.name != "origin")


def _default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


# Writing.


def encode(value: object) -> Any:
    """A node of the model, or a tuple of nodes, as what `json.dumps` takes."""
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if not is_dataclass(value) or isinstance(value, type):
        return value
    out: Json = {}
    kind = _snake(type(value).__name__)
    if kind in _NODES:
        out["type"] = kind
    for field in _fields(type(value)):
        content = getattr(value, field.name)
        if content != _default(field):
            out[field.name] = encode(content)
    return out


# Reading.


def decode(data: object) -> Article:
    """The article in `data`, as `encode` wrote it.

    Raises:
        Malformed: `data` is something else.
    """
    article = _node(Article, data, "article")
    assert isinstance(article, Article)
    return article


def _node(node: type, data: object, where: str) -> object:
    if not isinstance(data, dict):
        raise Malformed(f"{where}: an object is expected.")
    values = {}
    known = {field.name: field for field in _fields(node)}
    for name, content in data.items():
        if name in known:
            values[name] = _value(_hints(node)[name], content, f"{where}.{name}")
        elif name != "type":
            raise Malformed(f"{where}: there is no field “{name}”.")
    for name, field in known.items():
        if name not in values and _default(field) is MISSING:
            raise Malformed(f"{where}: the field “{name}” is missing.")
    return node(**values)


def _value(hint: Any, data: object, where: str) -> object:
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(data, list):
            raise Malformed(f"{where}: a list is expected.")
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{where}[{n}]") for n, item in enumerate(data))
    if origin in (types.UnionType, typing.Union):
        choices = typing.get_args(hint)
        if data is None and type(None) in choices:
            return None
        rest = [choice for choice in choices if choice is not type(None)]
        if len(rest) == 1:
            return _value(rest[0], data, where)
        kind = data.get("type") if isinstance(data, dict) else None
        found = _NODES.get(kind) if isinstance(kind, str) else None
        if found not in rest:
            raise Malformed(f"{where}: “{kind}” is no type that can stand here.")
        return _node(typing.cast(type, found), data, where)
    if is_dataclass(hint):
        return _node(typing.cast(type, hint), data, where)
    if hint is bytes:
        try:
            return base64.b64decode(data if isinstance(data, str) else "?", validate=True)
        except binascii.Error:
            raise Malformed(f"{where}: base64 is expected.") from None
    # A bool is an int to Python, never to a reader of JSON.
    if not isinstance(data, hint) or (hint is int and isinstance(data, bool)):
        raise Malformed(f"{where}: {_KINDS[hint]} is expected.")
    return data


_KINDS = {str: "a text", int: "a whole number", bool: "true or false"}


# The schema.


def schema() -> Json:
    """The JSON Schema (2020-12) of a file: the envelope, the article and every node."""
    nodes = {name: _schema_of(node, name) for name, node in _NODES.items()}
    nodes |= {
        _snake(node.__name__): _schema_of(node) for node in (model.Cell, model.Metadata, Article)
    }
    for name, union in (("block", Block), ("inline", Inline)):
        members = (_snake(node.__name__) for node in typing.get_args(union))
        nodes[name] = {"oneOf": [{"$ref": f"#/$defs/{member}"} for member in members]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Articles as publish writes and reads them",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "book": {"$ref": "#/$defs/metadata"},
            "articles": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/article"}},
        },
        "required": ["format", "version", "articles"],
        "additionalProperties": False,
        "$defs": dict(sorted(nodes.items())),
    }


def _schema_of(node: type, kind: str = "") -> Json:
    properties: Json = {"type": {"const": kind}} if kind else {}
    required = ["type"] if kind else []
    for field in _fields(node):
        properties[field.name] = _schema_for(_hints(node)[field.name])
        if _default(field) is MISSING:
            required.append(field.name)
    about = " ".join((node.__doc__ or "").split("\n\n")[0].split())
    return {
        "description": about,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema_for(hint: Any) -> Json:
    origin = typing.get_origin(hint)
    if origin is tuple:
        return {"type": "array", "items": _schema_for(typing.get_args(hint)[0])}
    if origin in (types.UnionType, typing.Union):
        choices = typing.get_args(hint)
        if set(choices) == set(typing.get_args(Block)):
            return {"$ref": "#/$defs/block"}
        if set(choices) == set(typing.get_args(Inline)):
            return {"$ref": "#/$defs/inline"}
        return {"anyOf": [_schema_for(choice) for choice in choices]}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{_snake(typing.cast(type, hint).__name__)}"}
    simple: dict[Any, Json] = {
        str: {"type": "string"},
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        bytes: {"type": "string", "contentEncoding": "base64"},
        type(None): {"type": "null"},
    }
    return simple[hint]
