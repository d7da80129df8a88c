"""The child process ends with the run, however that ends, and says why when it ends by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import PermanentEngineError
from extraction.engines.gguf.server import CHILD, LlamaServer, Serving
from tests.conftest import ROOT
from tests.gguf.conftest import ends, is_listening

ASKING = Path(__file__).with_name("asking.py")


@pytest.fixture
def server(tiny_model: Path) -> Iterator[LlamaServer]:
    started = LlamaServer(Serving(tiny_model, context_tokens=512, output_tokens=64, threads=1))
    yield started
    started.stop()


def test_it_starts_once_and_ends_when_told(server: LlamaServer) -> None:
    threads = [threading.Thread(target=server.base_url) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = server.base_url()

    assert first == server.base_url()
    assert first.startswith("http://127.0.0.1:")
    assert is_listening(first)
    server.stop()
    server.stop()
    assert not is_listening(first)
    assert is_listening(server.base_url())  # the next question starts another


def test_nobody_without_the_key_is_answered(server: LlamaServer) -> None:
    body = b'{"prompt": "a", "max_tokens": 1}'

    def answer(**headers: str) -> int:
        asked = urllib.request.Request(f"{server.base_url()}/completions", body, headers)  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(asked, timeout=30) as response:  # noqa: S310
                return int(response.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    assert answer() == answer(authorization="Bearer no-key") == 401
    assert answer(authorization=f"Bearer {server.key.get_secret_value()}") == 200
    assert server.key.get_secret_value() not in repr(vars(server))


@pytest.mark.parametrize("ending", ["exception", "return", "SIGINT", "SIGTERM", "SIGKILL"])
def test_no_server_is_left_however_its_run_ends(ending: str, tiny_model: Path) -> None:
    kind = ending if ending in ("exception", "return") else "waits"
    with subprocess.Popen(
        [sys.executable, str(ASKING), str(tiny_model), kind],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as run:
        assert run.stdout is not None
        base_url = run.stdout.readline().strip()
        if kind == "waits":
            assert is_listening(base_url)
            os.killpg(run.pid, signal.Signals[ending])  # as a terminal sends it: to the whole group
        run.wait(timeout=30)

    assert ends(base_url)


def test_a_child_ends_with_its_input_also_while_it_loads(tmp_path: Path) -> None:
    model = tmp_path / "slow.gguf"
    os.mkfifo(model)  # a file that takes for ever to open, for nobody opens the other end
    with subprocess.Popen([sys.executable, "-P", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        order = b'{"path": "%s", "key": "k", "parallel": 1, "context_tokens": 512, "output_tokens": 8, "threads": 1}\n'
        child.stdin.write(order % str(model).encode())
        child.stdin.flush()
        deadline = time.monotonic() + 60
        while not waits_in_llama(child.pid):
            assert child.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        child.stdin.close()
        assert child.wait(timeout=20) == -signal.SIGIO


def waits_in_llama(process_id: int) -> bool:
    """Whether a process has more threads than Python's one, and all of them wait for something."""
    states = [
        (thread / "stat").read_text().rpartition(")")[2].split()[0]
        for thread in Path(f"/proc/{process_id}/task").iterdir()
    ]
    return len(states) > 1 and set(states) == {"S"}


@pytest.mark.parametrize(("missing", "words"), [(50_000, "not within the file bounds"), (100_000, "failed to read")])
def test_a_model_that_cannot_be_loaded_says_why(missing: int, words: str, tiny_model: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny_model.read_bytes()[:-missing])
    server = LlamaServer(Serving(cut, context_tokens=512, output_tokens=64, threads=1))

    with pytest.raises(PermanentEngineError, match=rf"llama.cpp cannot load cut.gguf: [a-z].*{words}") as failed:
        server.base_url()

    assert "Is the file whole" in (failed.value.hint or "")


def test_a_server_that_was_ended_from_outside_is_said(server: LlamaServer) -> None:
    base_url = server.base_url()
    command = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())]
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        if str(CHILD) in line:
            os.kill(int(line.split()[0]), signal.SIGKILL)

    assert ends(base_url)
    with pytest.raises(PermanentEngineError, match="was ended by signal 9") as failed:
        server.base_url()
    assert "DOSSIER_CONTEXT_TOKENS" in (failed.value.hint or "")
