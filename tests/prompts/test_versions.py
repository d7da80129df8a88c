"""Prompt versions are immutable; what is missing in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from core.errors import PromptError
from prompts.loader import all_versions, digests, latest, listed_versions, load
from tests.prompts.immutability import complaint


@pytest.mark.parametrize(("name", "version"), all_versions())
def test_every_version_is_listed_and_unchanged(name: str, version: str) -> None:
    found = complaint(name, version)

    if found is not None:
        pytest.fail(found, pytrace=False)


def test_every_listed_version_is_there() -> None:
    assert set(listed_versions()) == {f"{name}/{version}" for name, version in all_versions()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for version, text in {"v2": "two {{ who }}", "v9": "nine {{ who.name }}", "v10": "ten {% if %}"}.items():
        (tmp_path / "greet" / version).mkdir(parents=True)
        (tmp_path / "greet" / version / "system.jinja").write_text(text)
    digest = digests("greet", "v2", tmp_path)["system.jinja"]
    (tmp_path / "versions.toml").write_text(f'["greet/v2"]\n"system.jinja" = "{digest}"\n')
    return tmp_path


def test_a_version_is_rendered(folder: Path) -> None:
    prompt = load("greet", "v2", folder)

    assert prompt.id == "greet/v2"
    assert prompt.render("system", {"who": "<you>"}) == "two <you>"


def test_a_changed_version_is_refused(folder: Path) -> None:
    (folder / "greet" / "v2" / "system.jinja").write_text("changed")

    with pytest.raises(PromptError, match=r"greet/v2 was changed after it was committed: system.jinja") as failed:
        load("greet", "v2", folder)
    assert "new folder" in (failed.value.hint or "")


def test_an_added_template_is_a_change(folder: Path) -> None:
    (folder / "greet" / "v2" / "more.jinja").write_text("more")

    with pytest.raises(PromptError, match=r"committed: more\.jinja"):
        load("greet", "v2", folder)


def test_the_latest_version_is_the_highest_number(folder: Path) -> None:
    with pytest.raises(PromptError, match=r"system.jinja, line 1"):
        latest("greet", folder)  # v10, a draft with a mistake in it


def test_what_is_missing_is_named(folder: Path) -> None:
    with pytest.raises(PromptError, match=r"greet/v2, system.jinja: no value for who"):
        load("greet", "v2", folder).render("system", {"whom": "you"})
    with pytest.raises(PromptError, match="has no attribute 'name'"):
        load("greet", "v9", folder).render("system", {"who": object()})
    with pytest.raises(PromptError, match="has no part 'user'"):
        load("greet", "v2", folder).render("user", {})
    with pytest.raises(PromptError, match="there is no prompt greet/v3"):
        load("greet", "v3", folder)
    with pytest.raises(PromptError, match="there is no prompt 'part'"):
        latest("part", folder)


def test_the_package_offers_its_loader() -> None:
    assert prompts.load("extract", prompts.latest("extract").version).id == prompts.latest("extract").id
