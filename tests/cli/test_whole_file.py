"""What a file is written over, and what is no file although it looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.whole_file import whole_file
from core.errors import UsageError


def test_a_name_for_a_redirected_stream_is_left_alone(tmp_path: Path) -> None:
    """As root, `sql -o /dev/stdout > FILE` would otherwise put a file where the machine has that link."""
    with (tmp_path / "redirected").open("w") as stream:
        name = tmp_path / "stdout"
        name.symlink_to(f"/proc/self/fd/{stream.fileno()}")
        assert name.is_file()
        with (
            pytest.raises(UsageError, match="is no file that can be replaced"),
            whole_file(name, tmp_path / "w.duckdb"),
        ):
            pass
        assert name.is_symlink()
