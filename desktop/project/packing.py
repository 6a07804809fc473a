"""Frozen model values as JSON and back, by the types their fields declare.

In: a dataclass of `desktop.model` or `desktop.project`. Out: plain JSON values, and the same dataclass again. A field
that is unknown is passed over and one that is missing gets its default, so that a file of an earlier version is read.
Nothing is ever run that a file says: a project may come by mail.

    pack(Pin(PinKind.LINK, 2, 3))        {"kind": "link", "old": 2, "new": 3, "level": "block"}
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import types
import typing
import zlib
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import numpy as np

from desktop.model import document as document_types

T = TypeVar("T")
Unpack = Callable[[Any], Any]
_DTYPES = frozenset("?bhilqefd")
MAX_TEXT_BYTES = 2 << 30
"""A packed text that would be larger unpacked is damaged or a bomb; files to read are bounded at 200 MB."""


def pack(value: Any) -> Any:
    """A model value as JSON values.

    Raises:
        TypeError: for what is no model value.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [pack(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(pack(item) for item in value)
    if isinstance(value, np.ndarray):
        plain = np.ascontiguousarray(value)
        data = base64.b64encode(plain.astype(plain.dtype.newbyteorder("<")).tobytes()).decode("ascii")
        return {"dtype": plain.dtype.char, "shape": list(plain.shape), "data": data}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: pack(getattr(value, f.name)) for f in dataclasses.fields(value)}
    raise TypeError(f"no model value: {type(value).__name__}")


def unpack(kind: type[T], data: Any) -> T:
    """The value of a type that `pack` made.

    Raises:
        ValueError, TypeError, KeyError: when the data is not what the type says.
    """
    make: Unpack = _unpacker(kind)  # type: ignore[arg-type]  # mypy: a type is hashable
    result: T = make(data)
    return result


def to_json(value: Any) -> str:
    """A value as JSON in one line."""
    return json.dumps(pack(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str) -> T:
    """The value of a line of JSON. Raises as `unpack`."""
    return unpack(kind, json.loads(text))


def compress(value: Any) -> bytes:
    """A value as compressed JSON. Half a surrogate, that no file can hold, is kept by its escape."""
    return zlib.compress(json.dumps(pack(value), separators=(",", ":")).encode("ascii"), 6)


def expand(kind: type[T], data: bytes) -> T:
    """The value of compressed JSON. Raises as `unpack`, and zlib.error."""
    engine = zlib.decompressobj()
    text = engine.decompress(data, MAX_TEXT_BYTES)
    if not engine.eof:
        raise ValueError("cut off, or too large")
    return from_json(kind, text.decode("ascii"))


def digest(*values: object) -> str:
    """A check sum over some values, as kept beside them."""
    text = json.dumps(values, separators=(",", ":"))
    return hashlib.blake2b(text.encode("ascii"), digest_size=16).hexdigest()


@cache
def _unpacker(kind: Any) -> Unpack:
    """How to make a value of a type; made once for each type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        inner = [a for a in arguments if a is not type(None)]
        one = _unpacker(inner[0])
        return lambda data: None if data is None else one(data)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            item = _unpacker(arguments[0])
            return lambda data: tuple(map(item, _list(data)))
        items = [_unpacker(a) for a in arguments]
        return lambda data: tuple(make(d) for make, d in zip(items, _list(data), strict=True))
    if origin is frozenset:
        member = _unpacker(arguments[0])
        return lambda data: frozenset(map(member, _list(data)))
    if origin is np.ndarray:
        return _array
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _dataclass(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, bool):
        return _exactly(kind)
    if kind is float:
        return lambda data: float(_exactly((int, float))(data))
    raise TypeError(f"no way to unpack {kind}")


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("a list was expected")
    return data


def _exactly(kind: Any) -> Unpack:
    def check(data: Any) -> Any:
        if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
            raise TypeError(f"{type(data).__name__} where {kind} was expected")
        return data

    return check


def _array(data: Any) -> Any:
    if data["dtype"] not in _DTYPES:
        raise ValueError("an array of another kind")
    plain = np.frombuffer(base64.b64decode(data["data"], validate=True), np.dtype(data["dtype"]).newbyteorder("<"))
    return plain.astype(np.dtype(data["dtype"])).reshape(data["shape"])


def _dataclass(kind: Any) -> Unpack:
    # Some annotations name types that their module imports for the type checker alone.
    hints = typing.get_type_hints(kind, localns=dict(vars(document_types)))
    fields = [(f.name, _unpacker(hints[f.name])) for f in dataclasses.fields(kind) if f.init]

    def make(data: Any) -> Any:
        if not isinstance(data, dict):
            raise TypeError("an object was expected")
        return kind(**{name: field(data[name]) for name, field in fields if name in data})

    return make
