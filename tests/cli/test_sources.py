"""`dossier sources` and `dossier run --source`: one list, used by name."""

from __future__ import annotations

from tests.conftest import Dossier

LIST = """
[[source]]
name = "desk"
address = "documents/"
kinds = ["agreement"]
tags = ["daily", "official"]
schedule = "0 6 * * *"
time_zone = "Europe/Berlin"

[[source]]
name = "by-hand"
address = "https://ministry.example/feed.xml"
"""
TEXT = "The United States and Honduras signed a safe third country agreement on 25 September 2019, officials said.\n"


def test_the_list_is_printed(dossier: Dossier) -> None:
    dossier.write("sources.toml", LIST)
    done = dossier("sources")
    assert done.code == 0
    assert "desk\n  documents/\n  0 6 * * * (Europe/Berlin), next 20" in done.out
    assert "kinds agreement; tags daily, official" in done.out
    assert "by hand: dossier run --source by-hand" in done.out


def test_a_list_that_is_wrong_names_the_line(dossier: Dossier) -> None:
    dossier.write("sources.toml", LIST.replace("0 6", "0 66"))
    done = dossier("sources")
    assert done.code == 2
    assert "sources.toml: line 7, source 'desk': schedule:" in done.err


def test_a_source_is_run_by_its_name(dossier: Dossier) -> None:
    dossier.write("documents/a.txt", TEXT)
    dossier.write("lists/mine.toml", LIST)
    done = dossier("run", "--source", "desk", "--sources", "lists/mine.toml")
    assert done.code == 0, done.err
    told = dossier("sql", "SELECT source, tags FROM document_sources", "--format", "csv").out
    assert told.splitlines()[1:] == ['documents/a.txt,"[""daily"", ""official""]"']
    assert dossier("sql", "SELECT kinds[1] FROM runs", "--format", "csv").out.splitlines()[1:] == ["agreement"]


def test_names_and_sources_do_not_mix(dossier: Dossier) -> None:
    dossier.write("sources.toml", LIST)
    for arguments, said in (
        (("--source", "desk", "documents"), "two sources"),
        (("--source", "desks"), "it has desk, by-hand"),
        (("--sources", "sources.toml"), "Add --source NAME"),
        (("--source", "desk", "--sources", "nowhere.toml"), "no list of sources"),
    ):
        done = dossier("run", *arguments)
        assert done.code == 2
        assert said in done.err


def test_what_does_not_fetch_says_so(dossier: Dossier) -> None:
    done = dossier("triage", "https://ministry.example/feed.xml")
    assert done.code == 2
    assert "this command fetches nothing" in done.err
