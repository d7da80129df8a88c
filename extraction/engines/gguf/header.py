"""What a GGUF file says about itself at its beginning, read without loading the model.

The format is llama.cpp's, version 2 and 3: magic, version, two counts, then keys with typed values, little-endian
(https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). Only single values are kept; arrays, which hold the
vocabulary, are passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
VERSIONS = (2, 3)

Value = int | float | bool | str

_STRING, _ARRAY = 8, 9
_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}


class NotGgufError(ValueError):
    """The file is no GGUF file, or ends within its header."""


def read_header(path: Path) -> dict[str, Value]:
    """Return the single values of the file's metadata up to its context length; raises NotGgufError and OSError."""
    found: dict[str, Value] = {}
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise NotGgufError("it does not begin with GGUF")
        version, _tensors, pairs = _unpack(file, "IQQ")
        if version not in VERSIONS:
            raise NotGgufError(f"its format version is {version}, not {' or '.join(map(str, VERSIONS))}")
        for key, value in _pairs(file, int(pairs)):
            found[key] = value
            if key.endswith(".context_length"):  # the vocabulary comes after it, and is long
                break
    return found


def _pairs(file: BinaryIO, count: int) -> Iterator[tuple[str, Value]]:
    for _ in range(count):
        key = _string(file)
        kind = int(_unpack(file, "I")[0])
        if kind == _ARRAY:
            _pass_over_array(file)
        else:
            yield key, _value(file, kind)


def _value(file: BinaryIO, kind: int) -> Value:
    if kind == _STRING:
        return _string(file)
    value: Value = _unpack(file, _number(kind))[0]
    return value


def _pass_over_array(file: BinaryIO) -> None:
    kind, length = (int(number) for number in _unpack(file, "IQ"))
    if kind == _STRING:
        for _ in range(length):
            file.seek(int(_unpack(file, "Q")[0]), 1)
    else:
        file.seek(struct.calcsize("<" + _number(kind)) * length, 1)


def _number(kind: int) -> str:
    if kind not in _NUMBERS:
        raise NotGgufError(f"its metadata holds a value of the unknown type {kind}")
    return _NUMBERS[kind]


def _string(file: BinaryIO) -> str:
    return _read(file, int(_unpack(file, "Q")[0])).decode("utf-8", "replace")


def _unpack(file: BinaryIO, form: str) -> tuple[int | float | bool, ...]:
    form = "<" + form
    return struct.unpack(form, _read(file, struct.calcsize(form)))


def _read(file: BinaryIO, size: int) -> bytes:
    data = file.read(size) if size <= _LONGEST else b""
    if len(data) < size:
        raise NotGgufError("it ends within its header")
    return data


_LONGEST = 64 * 1024 * 1024
"""No key and no text of a header is longer: a damaged length must not fill the memory."""
