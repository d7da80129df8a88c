"""What a path must be before anything is started, and what a model is known by."""

from __future__ import annotations

import shutil
import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UsageError
from extraction.engines.gguf import open_gguf_engine
from extraction.engines.gguf.header import NotGgufError, read_header
from extraction.engines.gguf.model_file import find_model_file
from extraction.engines.model import ModelOptions
from tests.conftest import Dossier
from tests.gguf.tiny_model import CONTEXT_TOKENS, write_tiny_model


def test_the_header_says_what_the_model_is(tiny_model: Path) -> None:
    file = find_model_file(str(tiny_model))

    assert (file.title, file.context_tokens, file.parts) == ("tiny", CONTEXT_TOKENS, (tiny_model,))


def test_arrays_before_the_context_length_are_passed_over(tmp_path: Path) -> None:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    pairs = [
        text("general.architecture") + struct.pack("<I", 8) + text("llama"),
        text("tokens") + struct.pack("<IIQ", 9, 8, 2) + text("one") + text("two"),
        text("scores") + struct.pack("<IIQ", 9, 6, 3) + struct.pack("<3f", 1, 2, 3),
        text("llama.context_length") + struct.pack("<IQ", 10, 4096),
        text("never") + b"read",
    ]
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs)) + b"".join(pairs))

    assert find_model_file(str(path)).context_tokens == 4096


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "does not begin with GGUF"),
        (b"PK\x03\x04 a zip file", "does not begin with GGUF"),
        (b"GGUF", "ends within its header"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "format version is 1"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**60), "ends within its header"),
    ],
    ids=["empty", "zip", "cut off", "old", "damaged"],
)
def test_what_is_no_model_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)

    with pytest.raises(UsageError, match=words) as failed:
        find_model_file(str(path))

    assert "--engine gguf:" in (failed.value.hint or "")


@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_a_damaged_header_is_read_or_refused_and_nothing_else(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.gguf"
    content = bytearray(write_tiny_model(path).read_bytes()[:400])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, 399))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(4, 400))])

    with suppress(NotGgufError):
        read_header(path)


@pytest.mark.parametrize(
    ("named", "words"),
    [("missing.gguf", "does not exist"), ("folder", "is a folder"), ("text.gguf", "is no GGUF model"), ("", "no file")],
)
def test_a_wrong_path_ends_the_command_with_2(named: str, words: str, dossier: Dossier) -> None:
    dossier.write("folder/a.txt", "Text.")
    dossier.write("text.gguf", "Text.")
    dossier.write("a.txt", "Text.")

    for command in (("run",), ("extract",)):
        done = dossier(*command, "a.txt", "--engine", f"gguf:{named}")

        assert (done.code, done.out) == (2, "")
        assert words in done.err
        assert "gguf:models/<model>.gguf" in done.err
        assert "Traceback" not in done.err


def test_all_parts_of_a_model_are_needed_and_count(tiny_model: Path, tmp_path: Path) -> None:
    first, second = (tmp_path / f"big-0000{number}-of-00002.gguf" for number in (1, 2))
    shutil.copy(tiny_model, first)
    with pytest.raises(UsageError, match=r"big-00002-of-00002.gguf does not exist"):
        find_model_file(str(first))

    second.write_bytes(b"one")
    before = find_model_file(str(second))
    assert before.parts == (first, second)
    digest = before.sha256
    second.write_bytes(b"other")
    assert find_model_file(str(first)).sha256 != digest


def test_identity_is_the_contents_and_the_parameters_and_no_path(tiny_model: Path, tmp_path: Path) -> None:
    moved = shutil.copy(tiny_model, tmp_path / "moved.gguf")
    other = write_tiny_model(tmp_path / "other.gguf", seed=2)
    here, there, changed = (open_gguf_engine(f"gguf:{path}") for path in (tiny_model, moved, other))
    warmer = open_gguf_engine(f"gguf:{moved}", ModelOptions(temperature=0.7))
    shorter = open_gguf_engine(f"gguf:{moved}", ModelOptions(context_tokens=2048))

    assert here.identity == there.identity
    assert here.model == there.model
    assert len({engine.identity for engine in (here, changed, warmer, shorter)}) == 4
    assert str(tmp_path) not in there.identity + there.model


def test_a_file_that_was_replaced_is_another_model(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "model.gguf")
    before = open_gguf_engine(f"gguf:{path}").identity
    write_tiny_model(path, seed=2)

    assert open_gguf_engine(f"gguf:{path}").identity != before


def test_the_context_is_what_was_asked_for_and_no_more_than_the_model_has(tiny_model: Path) -> None:
    named = f"gguf:{tiny_model}"

    assert '"context_tokens":16384,"max_tokens":4096' in open_gguf_engine(named).identity
    assert (
        '"context_tokens":2048,"max_tokens":512' in open_gguf_engine(named, ModelOptions(context_tokens=2048)).identity
    )
    assert (
        f'"context_tokens":{CONTEXT_TOKENS},"max_tokens":8192'
        in open_gguf_engine(named, ModelOptions(context_tokens=10**9)).identity
    )
