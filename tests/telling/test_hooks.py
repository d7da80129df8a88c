"""Hooks against a real server and real commands: what reaches them, and that none of them can do harm."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest

from core.errors import UsageError
from flows.hooks import Event, Hook, fire, read_hooks
from tests.telling.listener import Listener

BODY = '{"events": ["failure"], "quote": "“Honduras”\\n"}'


def fired(*hooks: Hook, events: tuple[Event, ...] = ("failure",)) -> list[str]:
    return asyncio.run(fire(hooks, events, BODY))


def test_a_hook_hears_only_what_it_listens_to(listener: Listener) -> None:
    hooks = [
        Hook(name="failures", on=["failure"], url=f"{listener.url}/failures"),
        Hook(name="all but news", url=f"{listener.url}/usual"),
        Hook(name="news", on=["news"], url=f"{listener.url}/news"),
    ]
    assert fired(*hooks) == []
    assert sorted(path for path, _, _ in listener.posted) == ["/failures", "/usual"]
    assert listener.bodies == [json.loads(BODY)] * 2
    assert {headers["content-type"] for _, headers, _ in listener.posted} == {"application/json"}
    assert fired(*hooks, events=()) == []
    assert len(listener.posted) == 2


def test_keys_come_from_the_environment_and_are_never_said(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_TOKEN", "t0ken-5ecret")
    hook = Hook(name="chat", url=f"{listener.url}/$CHAT_TOKEN", headers={"Authorization": "Bearer $CHAT_TOKEN"})
    assert fired(hook) == []
    ((path, headers, _),) = listener.posted
    assert (path, headers["authorization"]) == ("/t0ken-5ecret", "Bearer t0ken-5ecret")
    listener.status = 500
    assert fired(hook) == ["the hook chat failed: it answered 500"]
    nowhere = Hook(name="chat", url="http://127.0.0.1:9/$CHAT_TOKEN")
    assert fired(nowhere) == ["the hook chat failed: it cannot be reached (ConnectError)"]
    broken = Hook(name="chat", url="http://[$CHAT_TOKEN/", timeout_s=5)
    (said,) = fired(broken)
    assert "5ecret" not in said
    monkeypatch.delenv("CHAT_TOKEN")
    assert fired(hook) == ["the hook chat failed: CHAT_TOKEN is not set, in the environment or in .env"]


def test_a_server_that_does_not_answer_holds_nobody_up(listener: Listener) -> None:
    listener.slow_s = 2
    hook = Hook(name="slow", url=listener.url, timeout_s=0.2)
    (said,) = fired(hook)
    assert said.startswith("the hook slow failed: ")


def test_a_redirect_is_not_followed(listener: Listener) -> None:
    listener.status = 302
    assert fired(Hook(name="moved", url=listener.url)) == ["the hook moved failed: it answered 302"]


def test_a_command_reads_it_and_its_failure_is_said(tmp_path: Path) -> None:
    copy = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
    assert fired(Hook(name="copy", command=[sys.executable, "-c", copy, str(tmp_path / "told")])) == []
    assert (tmp_path / "told").read_text() == BODY
    fails = Hook(name="fails", command=[sys.executable, "-c", "import sys; sys.exit('no\\nmail today')"])
    gone = Hook(name="gone", command=["/nowhere/mail"])
    hangs = Hook(name="hangs", command=["sleep", "60"], timeout_s=0.2)
    assert fired(fails, gone, hangs) == [
        "the hook fails failed: exit code 1: no mail today",
        "the hook gone failed: No such file or directory",
        "the hook hangs failed: nothing came back within 0.2 s",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[hook]]\nname = 'a'\n", "give either url or command"),
        ("[[hook]]\nname = 'a'\nurl = 'http://x/'\ncommand = ['y']\n", "give either url or command"),
        ("[[hook]]\nname = 'a'\nurl = 'ftp://s3cret/'\n", "url"),
        ("[[hook]]\nname = 'a'\nurl = 'http://x/'\non = ['sunrise']\n", "on.0"),
        ("[[hooks]]\nname = 'a'\n", "hooks"),
        ("[limits]\ndrift = 7\n", "limits.drift"),
        ("[limits\n", "hooks.toml"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "hooks.toml"
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_hooks(file)
    assert says in str(caught.value)
    assert str(file) in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_without_a_file_nobody_is_told(tmp_path: Path) -> None:
    assert read_hooks(tmp_path / "hooks.toml").hook == []
