"""`dossier eval`, as it is typed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.eval_page import page
from cli.eval_text import text
from cli.main import app
from core.document import Document
from core.errors import DossierError
from core.settings import Settings
from evaluation.baseline import read_baseline, write_baseline
from evaluation.golden import Goldens, golden_of
from evaluation.outcome import Evaluation, Skipped
from evaluation.running import evaluate
from evaluation.selection import Selection, Task
from schemas.registry import select_kinds
from tests.conftest import Dossier, Finished
from tests.evaluation.conftest import Copy
from tests.evaluation.test_regression import change_a_code
from tests.show import hostile
from tests.show.browser import CHROMIUM, Page, Site, served

Typed = Callable[..., Finished]


@pytest.fixture
def command(copied: Copy, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """The command at the root of the copy, in this process: a process of its own takes a second to begin."""
    monkeypatch.chdir(copied.root)

    def typed(*arguments: str) -> Finished:
        result = CliRunner().invoke(app, list(arguments))
        if isinstance(result.exception, DossierError):
            return Finished(result.exception.exit_code, result.stdout, str(result.exception))
        assert isinstance(result.exception, SystemExit | None), result.exception
        return Finished(result.exit_code, result.stdout, result.stderr)

    return typed


def test_at_the_terminal(copied: Copy) -> None:
    copied.edit("004", change_a_code)
    command = Dossier(copied.root, {"COLUMNS": "80"})
    done = command("eval", "004", "--engine", "rules")
    assert done.code == 1
    assert max(len(line) for line in done.out.splitlines()) <= 80
    assert "rules on 1 document: 1 record expected, 1 found" in done.out
    assert "deportation_flight" in done.out
    assert 'wrong status: expected "turned_back", found "refused"' in done.out
    assert f"{copied.name('004')}: deportation_flight.status fell: 1 right → 1 wrong" in done.err
    assert "dossier eval --engine rules --accept" in done.err


def test_accept_shows_what_changed_and_writes_it(command: Typed, copied: Copy) -> None:
    copied.edit("004", change_a_code)
    done = command("eval", "--engine", "rules", "--accept")
    assert done.code == 0
    assert "deportation_flight.status fell: 1 right → 1 wrong" in done.err
    assert "Commit it" in done.err
    assert copied.check() is None
    again = command("eval")
    assert (again.code, again.err) == (0, "As the baseline says.\n")


def test_accept_without_an_engine_is_about_all_that_there_are(command: Typed, copied: Copy) -> None:
    earlier = read_baseline(copied.folder)
    write_baseline(copied.folder, earlier.with_engine("replay:gone/answer", earlier.engines["rules"]))
    copied.edit("004", change_a_code)
    done = command("eval", "--accept")
    assert done.code == 0
    assert "rules:\n" in done.err
    assert "deportation_flight.status fell" in done.err
    assert "replay:gone/answer is gone" in done.err
    assert set(read_baseline(copied.folder).engines) == {"rules"}


def test_an_earlier_run_is_what_json_printed(command: Typed, copied: Copy) -> None:
    assert command("eval", "--format", "json", "--output", "before.json", "--kinds", "deportation_flight").code == 0
    before = Evaluation.model_validate_json((copied.root / "before.json").read_bytes())
    assert before.scores.records.micro.f1 == 1.0
    copied.edit("004", change_a_code)
    done = command("eval", "--against", "before.json", "--format", "json")
    assert done.code == 1
    after = Evaluation.model_validate(json.loads(done.out))
    assert after.against is not None
    told = [(each.one, each.other) for each in after.against.differences if each.values]
    assert told == []  # another expectation is another record: it is told as gone and new
    assert {each.document for each in after.against.differences} == {copied.name("004")}


def test_beside_another_engine(command: Typed) -> None:
    done = command("eval", "004", "--against", "rules")
    assert done.code == 0
    assert "rules against rules, on 1 document" in done.out
    assert "No record differs." in done.out


def test_documents_that_are_elsewhere_are_named(command: Typed, copied: Copy) -> None:
    copied.edit("004", lambda content: content.update(source="../shared/corpus/gone.md"))
    done = command("eval")
    assert done.code == 0
    assert "on 4 documents (1 skipped)" in done.out
    assert "../shared/corpus/gone.md is not on this machine" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xml"], ["no format 'xml'", "table, json, html"]),
        (["--accept", "004"], ["about all goldens", "--kinds"]),
        (["--goldens", "nowhere"], ["no goldens in nowhere", "root of a clone", "--goldens DIR"]),
        (["9"], ["no golden 9", "000_d23dd8d71023b3e7"]),
        (["--kinds", "visas"], ["unknown kind: visas"]),
        (["--engine", "oracle"], ["unknown engine"]),
        (["--against", "gone.json"], ["cannot read gone.json", "--format json"]),
        (["--against", "seeds.json"], ["is no evaluation", "--format json"]),
    ],
)
def test_bad_usage(command: Typed, arguments: list[str], said: list[str]) -> None:
    Path("seeds.json").write_text("{}", encoding="utf-8")
    done = command("eval", *arguments)
    assert done.code == 2
    assert [part for part in said if part not in done.err] == []


def test_where_there_are_no_goldens(command: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = command("eval")
    assert done.code == 2
    assert "no goldens in tests/golden" in done.err
    assert "--goldens DIR" in done.err


def test_goldens_elsewhere_have_no_baseline_until_one_is_accepted(copied: Copy, command: Typed, tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine" / "own" / "golden"
    shutil.copytree(copied.folder, elsewhere)
    (elsewhere / "baseline.json").unlink()
    (elsewhere.parents[1] / "seeds").symlink_to(copied.root / "seeds")
    assert command("eval", "--goldens", str(elsewhere)).code == 0
    assert command("eval", "--goldens", str(elsewhere), "--accept").code == 0
    assert set(read_baseline(elsewhere).engines) == {"rules"}
    (elsewhere / "baseline.json").write_text('{"engines": {}}', encoding="utf-8")
    done = command("eval", "--goldens", str(elsewhere), "--accept", "--engine", "rules")
    assert "is not in the baseline yet" in done.err


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site") as site:
        yield site


@pytest.fixture
def attack(tmp_path: Path) -> tuple[Evaluation, dict[str, str]]:
    """A run on a golden and a document that attack whoever shows them."""
    document = Document(hostile.TEXT, hostile.OTHER_SOURCE, title=hostile.TITLE)
    content = {
        "source": hostile.OTHER_SOURCE,
        "document_id": document.document_id,
        "annotated_by": hostile.TITLE,
        "expected": [
            {"kind": "stance", "record": {"quotes": [line], "object": line, "topic": hostile.TITLE}, "reason": line}
            for line in hostile.FIELDS
        ],
        "forbidden": [],
    }
    golden = golden_of(content, hostile.TITLE, "expected.json")
    kinds = select_kinds(None)
    skipped = Skipped(name=hostile.TITLE, cause="absent", reason=hostile.OTHER_SOURCE)
    selection = Selection(Goldens(tmp_path), (Task(golden, document, kinds),), kinds, (skipped,))
    return evaluate("rules", selection, Settings()), {golden.name: document.text}


def test_what_documents_and_goldens_say_stays_text(attack: tuple[Evaluation, dict[str, str]]) -> None:
    run, texts = attack
    html = page(run, texts)
    read = Page()
    read.feed(html)
    assert not {tag for tag, _ in read.tags} & {"script", "img", "svg", "iframe", "link", "base", "object"}
    attributes = {name for _, given in read.tags for name in given}
    assert not [name for name in attributes if name.startswith("on")]
    assert all(link.startswith("#") for link in read.links())
    assert {link.removeprefix("#") for link in read.links()} <= set(read.ids())
    assert "<script>document.title = 'owned'; fetch('/script')</script> they said" in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert not set(html) & set("\x00\x07\x0d\x1b\x9b\u202e\u2066")
    printed = text(run, coloured=False)
    assert not set(printed) & set("\x00\x07\x0d\x1b\x9b\u202e\u2066")


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install -y --no-install-recommends chromium")
def test_in_a_browser_nothing_runs_and_nothing_is_loaded(attack: tuple[Evaluation, dict[str, str]], site: Site) -> None:
    (site.folder / "page.html").write_text(page(*attack), encoding="utf-8")
    visit = site.visit("page.html")
    assert visit.requests == ["/page.html"]
    assert visit.console == []
    assert visit.page.title == "rules against the goldens"


def test_the_page_shows_both_sides(copied: Copy, command: Typed) -> None:
    copied.edit("004", change_a_code)
    done = command("eval", "004", "--format", "html", "--output", "page.html", "--against", "rules")
    assert done.code == 1
    read = Page()
    read.feed((copied.root / "page.html").read_text(encoding="utf-8"))
    assert read.text.count("Mexico has taken an unprecedented step") >= 2
    assert "status: wrong" in read.text
    assert 'expected "turned_back"' in read.text
    assert 'found "refused"' in read.text
    assert "No record differs." in read.text
