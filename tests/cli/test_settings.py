from __future__ import annotations

import pytest

from core.errors import UsageError
from core.settings import Settings, environment_name, load_settings
from tests.conftest import Dossier


def test_the_key_is_masked_and_every_setting_is_shown(dossier: Dossier) -> None:
    dossier.environment |= {"OPENAI_API_KEY": "sk-very-secret", "DOSSIER_CONCURRENCY": "3"}
    done = dossier("settings")
    assert done.code == 0
    assert "sk-very-secret" not in done.out + done.err
    assert "DOSSIER_CONCURRENCY" in done.out
    assert all(environment_name(name) in done.out for name in Settings.model_fields)


def test_a_file_env_is_read(dossier: Dossier) -> None:
    dossier.write(".env", "DOSSIER_ENGINE=openai/gpt-5\nOPENAI_BASE_URL=http://127.0.0.1:8080/v1\nUNRELATED=1\n")
    assert "openai/gpt-5" in dossier("settings").out
    assert "http://127.0.0.1:8080/v1" in dossier("settings").out


def test_a_wrong_value_is_named_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CONCURRENCY", "sk-many")
    with pytest.raises(UsageError, match="DOSSIER_CONCURRENCY") as caught:
        load_settings()
    assert "sk-many" not in str(caught.value)


def test_a_wrong_value_ends_a_command_with_2(dossier: Dossier) -> None:
    dossier.environment["DOSSIER_BATCH_SIZE"] = "0"
    done = dossier("settings")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: DOSSIER_BATCH_SIZE")
    assert "Traceback" not in done.err
