"""The commands that are swept: how their folder is made, how they are called, and what they may leave."""

from __future__ import annotations

import json
import os
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from core.errors import DossierError
from core.identity import digest
from core.landing.log import LandingLog
from flows.private_api import PrivateApi
from tests.conftest import ROOT, Dossier, warm_process
from tests.crash.invariants import Contents, contents, landed, log_is_sound, nothing_is_paid_twice, published_is_whole
from tests.crash.lander import land_and_load
from tests.crash.syscalls import Injection, Traced, traced, traced_fork
from tests.faults.notes import TABLE, facts_in, note
from tests.model_server import KEY, MODEL, Asked, Behaviour, ModelServer, Says, serving
from tests.warm_process import may_be_forked

EVERY = 1
PACKAGES = Path(duckdb.__file__).parents[1]
IS_OWN_DUCKDB = PACKAGES.is_relative_to(sys.prefix)
NAMES = ("first", "next", "rebuild", "rules", "model")


class Scenario(ABC):
    """One command on a folder of its own. `source`: the code that it runs, ours or a copy that was changed."""

    name: str
    of_runs = True
    """Whether what is landed and loaded is the same to the second each time."""

    def __init__(self, source: Path = ROOT) -> None:
        self._source = source

    @abstractmethod
    def prepare(self, folder: Path) -> None:
        """Make what the command finds in `folder`."""

    @abstractmethod
    def command(self, folder: Path) -> Sequence[str]:
        """Return the command."""

    def run(self, folder: Path, injection: Injection | None = None) -> Traced:
        """Run it in `folder` under strace."""
        return traced(self.command(folder), self.environment(folder), folder, injection)

    @abstractmethod
    def again(self, folder: Path) -> list[str]:
        """Run the same command once more, undisturbed; return what is wrong with how it ended."""

    def warehouse(self, folder: Path) -> Path:
        """Return where the warehouse is to be."""
        return folder / "warehouse" / "dossier.duckdb"

    def log(self, folder: Path) -> LandingLog:
        """Return the landing log."""
        return LandingLog(folder / "warehouse" / "landing")

    def contents(self, folder: Path) -> Contents | None:
        """Return what the warehouse holds."""
        return contents(self.warehouse(folder), of_runs=self.of_runs)

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the command's environment: with the DuckDB that the sweep itself has, and nothing of the machine's."""
        packages = [str(PACKAGES), str(self._source)]
        home = str(folder / "home")
        return {"PATH": os.environ["PATH"], "HOME": home, "PYTHONPATH": os.pathsep.join(packages)}

    def acknowledged(self, folder: Path, done: Traced) -> list[str]:
        """Return what has been landed by what the command, or who talked with it, says."""
        return [line.removeprefix("landed ") for line in done.out.splitlines() if line.startswith("landed ")]

    def unlanded(self, folder: Path, done: Traced) -> list[str]:
        """Return what is wrong with the landing log."""
        log = self.log(folder)
        return log_is_sound(log, self.acknowledged(folder, done)) + nothing_is_paid_twice(log)

    def unpublished(self, folder: Path, legitimate: Sequence[Contents | None]) -> list[str]:
        """Return what is wrong with what is published."""
        return published_is_whole(self.warehouse(folder), legitimate, of_runs=self.of_runs)


class Landing(Scenario):
    """The lander: a document more is landed, with a model's answer, and loaded into what is there."""

    def __init__(self, name: str, before: int, source: Path = ROOT) -> None:
        super().__init__(source)
        self.name, self._before = name, before

    def prepare(self, folder: Path) -> None:
        """Have as many versions published as documents were landed before."""
        (folder / "warehouse").mkdir()
        if self._before:
            land_and_load(folder / "warehouse", self._before, EVERY)

    def command(self, folder: Path) -> Sequence[str]:
        """Land one document more."""
        arguments = [str(folder / "warehouse"), str(self._before + 1), str(self._before + 1)]
        return [sys.executable, "-P", "-m", "tests.crash.lander", *arguments]

    def again(self, folder: Path) -> list[str]:
        """Land and load here: what is imported already need not be imported again."""
        try:
            land_and_load(folder / "warehouse", self._before + 1, self._before + 1)
        except DossierError as error:
            return [f"the same command fails afterwards: {error}"]
        return []


class Command(Scenario):
    """A command of `dossier` in a folder where an earlier one has published a version."""

    arguments: tuple[str, ...]

    def __init__(self, source: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
        super().__init__(source)
        self._given = dict(environment or {})

    def environment(self, folder: Path) -> dict[str, str]:
        """Return the environment of every command here."""
        return {**super().environment(folder), **self._given}

    def command(self, folder: Path) -> Sequence[str]:
        """Type the command."""
        return [sys.executable, "-P", "-m", "cli.main", *self.arguments]

    def run(self, folder: Path, injection: Injection | None = None) -> Traced:
        """Run it, and this code with its own DuckDB in a fork: the imports are most of what a process costs."""
        if self._source != ROOT or not IS_OWN_DUCKDB or not may_be_forked(self._given):
            return super().run(folder, injection)
        process = warm_process(self._given.get("PREFECT_API_URL"))
        return traced_fork(process, self.arguments, self.environment(folder), folder, injection)

    def dossier(self, folder: Path) -> Dossier:
        """Return this code's command line, with the DuckDB that the sweep has."""
        path = {} if IS_OWN_DUCKDB else {"PYTHONPATH": f"{PACKAGES}{os.pathsep}{ROOT}"}
        return Dossier(folder, {**self._given, **path})

    def again(self, folder: Path) -> list[str]:
        """Type it again, to this code."""
        done = self.dossier(folder)(*self.arguments)
        return [] if done.code == 0 else [f"the same command ends with {done.code} afterwards: {done.err}"]


class Rebuilding(Command):
    """`dossier rebuild`: what is published is the same before and after."""

    name = "rebuild"
    arguments = ("rebuild",)

    def prepare(self, folder: Path) -> None:
        """Have a log and a version of it."""
        land_and_load(folder / "warehouse", 2)


class RulesRun(Command):
    """`dossier run` with the rules over a document more than before; the environment names a Prefect server."""

    name = "rules"
    of_runs = False
    arguments: tuple[str, ...] = ("run", "documents")

    def prepare(self, folder: Path) -> None:
        """Run over one document, and put more beside it."""
        (folder / "documents").mkdir()
        self._write(folder, 0)
        first = self.dossier(folder)(*self.arguments)
        assert first.code == 0, first.err
        for number in (1, 2):
            self._write(folder, number)

    def _write(self, folder: Path, number: int) -> None:
        (folder / "documents" / f"{number}.txt").write_text(note(number).text)


class ModelRun(RulesRun):
    """`dossier run` with a model, one document at a time: when a request comes, the answer before it has been taken."""

    name = "model"
    arguments = ("run", "documents", "--engine", f"openai/{MODEL}")

    def __init__(self, server: ModelServer, source: Path = ROOT, environment: Mapping[str, str] | None = None) -> None:
        reaching = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "DOSSIER_CONCURRENCY": "1"}
        super().__init__(source, {**(environment or {}), **reaching})
        self._server = server

    def run(self, folder: Path, injection: Injection | None = None) -> Traced:
        """Run it, and listen from now on what the server is asked."""
        self._server.requests.clear()
        return super().run(folder, injection)

    def acknowledged(self, folder: Path, done: Traced) -> list[str]:
        """Return the requests whose answer came, and for which the run went on afterwards."""
        asked = [digest(asked.text) for asked in self._server.requests]
        return asked if done.code == 0 else asked[:-1]

    def again(self, folder: Path) -> list[str]:
        """Type it again, and see what the server is asked."""
        known = landed(self.log(folder))
        self._server.requests.clear()
        failed = super().again(folder)
        asked = [digest(asked.text) for asked in self._server.requests]
        return failed + [f"paid for again: {each}" for each in asked if each in known]


def truthful(asked: Asked) -> Behaviour:
    """Answer with the facts of the note that is asked about, as a careful model does."""
    items = [fact.item for fact in facts_in(asked.user)]
    return Says(json.dumps({table: items if table == TABLE else [] for table in asked.schema["properties"]}))


def copied(prepared: Path, folder: Path) -> None:
    """Copy a prepared folder; published versions, which nobody may write to, are linked."""

    def one(source: str, target: str) -> str:
        if "/published/" in source:
            os.link(source, target)
            return target
        return str(shutil.copy2(source, target))

    shutil.copytree(prepared, folder, symlinks=True, copy_function=one)


@contextmanager
def scenario(name: str, source: Path = ROOT) -> Iterator[Scenario]:
    """Open the scenario of this name, with the servers that it needs."""
    with ExitStack() as stack:
        environment = {}
        if name in ("rules", "model"):
            api = PrivateApi(Path(stack.enter_context(TemporaryDirectory())))
            stack.callback(api.stop)
            environment = {"PREFECT_API_URL": api.url()}
        match name:
            case "first":
                yield Landing(name, 0, source)
            case "next":
                yield Landing(name, 3, source)
            case "rebuild":
                yield Rebuilding(source)
            case "rules":
                yield RulesRun(source, environment)
            case _:
                server = ModelServer("", truthful)
                stack.enter_context(serving(server))
                yield ModelRun(server, source, environment)
