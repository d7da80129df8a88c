"""seeds/manifest.toml says what is in seeds/, byte for byte."""

import hashlib
import tomllib
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
HANDED_OVER = SEEDS.parents[1] / "shared" / "seeds"
ENTRIES = tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))["seed"]


def test_every_seed_is_listed_once() -> None:
    assert [entry["file"] for entry in ENTRIES] == sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: str(entry["file"]))
def test_entry_matches_its_file(entry: dict[str, object]) -> None:
    data = (SEEDS / str(entry["file"])).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert len(data.decode("utf-8")) == entry["characters"]
    assert set(entry) == {"file", "sha256", "characters", "language", "origin", "description"}


def test_seeds_are_the_ones_handed_over() -> None:
    if not HANDED_OVER.is_dir():
        pytest.skip("the seeds as handed over (../shared/seeds) are not on this machine")
    assert {path.name: path.read_bytes() for path in HANDED_OVER.iterdir()} == {
        path.name: path.read_bytes() for path in SEEDS.glob("*.txt")
    }
