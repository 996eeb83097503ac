"""`cohortmatch audit`: show, verify, export."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from cli.deciding import a_report, again, fill_in, small_lists
from running import Command

STORE = ("--store", "cohortmatch.db")
LOG = Path("cohortmatch.audit.jsonl")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def logged(cohortmatch: Command, lists: Path) -> None:
    """A store whose log has two runs."""
    a_report(cohortmatch, lists, *STORE, "--purpose", "panel")
    again(cohortmatch, *STORE, "--by", "kim")


@pytest.mark.usefixtures("logged")
def test_what_was_done_is_shown_line_by_line(cohortmatch: Command) -> None:
    lines = cohortmatch("audit", "show", *STORE).stdout.splitlines()
    assert lines[0].split()[:4] == ["No.", "When", "(UTC)", "By"]
    assert len(lines) == 3
    assert "combination  run" in lines[1] and "panel" in lines[1] and "kim" in lines[2]
    assert len(cohortmatch("audit", "show", "--last", 1, *STORE).stdout.splitlines()) == 2


@pytest.mark.usefixtures("logged")
def test_a_whole_log_passes_and_says_what_to_keep(cohortmatch: Command) -> None:
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 0
    assert told.stdout.startswith("2 lines; nothing was changed, moved or removed\n")
    anchor = told.stdout.split()[-1]
    assert cohortmatch("audit", "verify", "--anchor", anchor, *STORE).exit_code == 0
    assert cohortmatch("audit", "verify", "--anchor", f"9:{anchor[2:]}", *STORE).exit_code == 1
    assert cohortmatch("audit", "verify", "--anchor", "nonsense", *STORE).exit_code == 2


@pytest.mark.usefixtures("logged")
def test_a_changed_byte_is_found(cohortmatch: Command) -> None:
    LOG.write_bytes(LOG.read_bytes().replace(b"panel", b"Panel", 1))
    told = cohortmatch("audit", "verify", *STORE, "--json")
    assert told.exit_code == 1
    answer = json.loads(told.stdout)
    assert not answer["whole"] and answer["faults"] == [f"{LOG}: line 1 is not as it was written"]
    for command in ("show", "export"):
        assert cohortmatch("audit", command, *STORE).exit_code == 1


@pytest.mark.usefixtures("logged")
def test_lines_cut_off_at_the_end_are_found_by_what_the_store_noted(cohortmatch: Command) -> None:
    LOG.write_bytes(LOG.read_bytes().splitlines(keepends=True)[0])
    assert cohortmatch("audit", "verify", "--audit", LOG).exit_code == 0
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 1
    assert "line 2 was there and is gone" in told.stdout


@pytest.mark.usefixtures("logged")
def test_an_export_is_the_log_itself(cohortmatch: Command) -> None:
    assert cohortmatch("audit", "export", *STORE).stdout == LOG.read_text()
    assert cohortmatch("audit", "export", "-o", "out.jsonl", *STORE).exit_code == 0
    assert Path("out.jsonl").read_bytes() == LOG.read_bytes()
    assert cohortmatch("audit", "verify", "--audit", "out.jsonl").exit_code == 0


def test_no_log_is_wrong_usage_or_told(cohortmatch: Command) -> None:
    told = cohortmatch("audit", "show")
    assert told.exit_code == 2
    assert "Say where the audit log is" in told.stderr
    told = cohortmatch("audit", "verify", "--audit", "nothing.jsonl")
    assert told.exit_code == 1
    assert "nothing.jsonl: no such file" in told.stderr


NAMED = "Gertrudine Smithwozzle referrals"
PLACES = ("ASB Harold Hill", "ASB Victoria Park")
APART = [part for name in PLACES for part in ("--panel", f"{name}=lists/{name}.csv")]


def _no_names(text: str) -> None:
    assert not {"gertrudine", "smithwozzle", "harold", "victoria"} & set(
        text.casefold().replace("-", " ").replace('"', " ").split()
    )


def _lists_of_files(lists: Path) -> None:
    """Lists whose files no panel or register is known by, or that share one panel."""
    (lists / "SGV.csv").rename(lists / f"{NAMED}.csv")
    rows = (lists / "IOM.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for fewer, name in enumerate(PLACES, 1):  # else they would be copies of each other
        (lists / f"{name}.csv").write_text("".join(rows[:-fewer]), encoding="utf-8")


def test_a_list_that_nobody_knows_is_a_number_in_the_log_and_its_file_on_screen(
    cohortmatch: Command, lists: Path
) -> None:
    _lists_of_files(lists)
    a_report(cohortmatch, lists, *STORE, *APART)
    fill_in()
    assert cohortmatch("decide", "june").exit_code == 0
    lines = [json.loads(line)["event"] for line in LOG.read_text().splitlines()]
    manifest = json.loads(Path("june/run.json").read_text(encoding="utf-8"))["inputs"]
    right = {"IOM": "IOM", NAMED: "list {}"}
    for event in lines:
        assert [each["list"] for each in event["inputs"]] == [
            right.get(each["list"], "ASB (list {})").format(number)
            for number, each in enumerate(manifest, 1)
        ]
    _no_names(LOG.read_text())
    assert NAMED in cohortmatch("check", "lists", *APART).stdout


def test_an_edition_for_a_list_that_nobody_knows_names_no_file_in_the_log(
    cohortmatch: Command, lists: Path
) -> None:
    _lists_of_files(lists)
    a_report(cohortmatch, lists, *APART)
    told = cohortmatch("run", "lists", "-o", "own", "--for", NAMED, *STORE, *APART)
    assert told.exit_code == 0, told.stderr
    event = json.loads(LOG.read_text().splitlines()[-1])["event"]
    (number,) = (n for n, each in enumerate(event["inputs"], 1) if each["list"] == f"list {n}")
    assert event["recipients"] == [f"list {number}"]
    assert all(name.startswith(f"agenda-list-{number}-") for name in event["outputs"])
    assert [path for path in Path("own").iterdir() if "Gertrudine" in path.name]
    _no_names(LOG.read_text())


WAY_ON = ("audit", "restart", *STORE, "--because", "the disk was lost")


def cut_to(lines: int) -> bytes:
    """The log with its first lines only."""
    kept = b"".join(LOG.read_bytes().splitlines(keepends=True)[:lines])
    LOG.write_bytes(kept)
    return kept


def printed_command(text: str) -> list[str]:
    """The command that a refusal names as the way on, as somebody types it."""
    return [
        "audit",
        "restart",
        *shlex.split(text.rpartition("`cohortmatch audit restart")[2].partition(" --because")[0]),
    ]


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("lines", [1, 0, None], ids=["cut", "emptied", "deleted"])
def test_nothing_is_done_while_the_log_is_not_what_it_was(
    cohortmatch: Command, lines: int | None
) -> None:
    """Every command that would add a line is refused and changes nothing; reading goes on."""
    fill_in()
    if lines is None:
        LOG.unlink()
    else:
        cut_to(lines)
    before = {path: path.read_bytes() for path in Path("june").iterdir()}
    for command in (
        ["run", "lists", "-o", "june", "--as-of", "2026-06-01", *STORE],
        ["run", "lists", "-o", "own", "--as-of", "2026-06-01", "--for", "IOM", *STORE],
        ["decide", "june", *STORE],
        ["decisions", "export", *STORE],
        ["review", "june", "--no-browser", *STORE],
    ):
        told = cohortmatch(*command)
        assert told.exit_code == 1, command
        assert "line 2, which the store noted, is not in it" in told.stderr
    assert {path: path.read_bytes() for path in Path("june").iterdir()} == before
    assert not Path("own").exists()
    assert cohortmatch("decisions", "list", *STORE).stdout == "Nothing is decided yet\n"
    assert cohortmatch("check", "lists").exit_code == 0
    assert cohortmatch("why", "june", "IOM:2", "SGV:2").exit_code == 0
    assert cohortmatch("audit", "verify", *STORE).exit_code == 1
    way = printed_command(told.stderr)
    assert cohortmatch(*way, "--because", "the disk was lost").exit_code == 0
    assert cohortmatch("decide", "june", *STORE).exit_code == 0
    again(cohortmatch, *STORE)
    for _ in range(3):
        verified = cohortmatch("audit", "verify", *STORE)
        assert verified.exit_code == 0, verified.stdout
        assert "with line 3: the disk was lost." in verified.stdout
        assert "in no log any more: line" in verified.stdout
        again(cohortmatch, *STORE)


@pytest.mark.usefixtures("logged")
def test_a_restart_sets_the_old_log_aside_and_is_told_as_json(cohortmatch: Command) -> None:
    kept = cut_to(1)
    told = cohortmatch(*WAY_ON, "--by", "kim", "--json")
    assert told.exit_code == 0, told.stderr
    answer = json.loads(told.stdout)
    assert Path(answer["set_aside"]).read_bytes() == kept
    event = json.loads(LOG.read_text())["event"]
    assert (event["by"], event["restart"]["number"]) == ("kim", 2)
    verified = json.loads(cohortmatch("audit", "verify", *STORE, "--json").stdout)
    (restart,) = verified["restarts"]
    assert (restart["because"], restart["lost"]) == ("the disk was lost", [2])
    assert verified["whole"] and verified["number"] == 3


@pytest.mark.usefixtures("logged")
def test_a_log_that_was_cut_again_after_a_restart_is_found(cohortmatch: Command) -> None:
    cut_to(1)
    assert cohortmatch(*WAY_ON).exit_code == 0
    again(cohortmatch, *STORE)
    cut_to(1)
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 1
    assert f"{LOG}: line 4 was there and is gone" in told.stdout
    assert "the disk was lost" in told.stdout


@pytest.mark.usefixtures("logged")
def test_a_log_that_is_whole_is_not_begun_again(cohortmatch: Command) -> None:
    before = LOG.read_bytes()
    told = cohortmatch(*WAY_ON)
    assert told.exit_code == 1 and "there is no reason to begin it again" in told.stderr
    assert cohortmatch(*WAY_ON[:-1], " ").exit_code == 2
    assert LOG.read_bytes() == before
    none = cohortmatch("audit", "restart", "--audit", "other.jsonl", "--because", "why not")
    assert none.exit_code == 1 and "there is no such log" in none.stderr
    assert not Path("other.jsonl").exists()


@pytest.mark.usefixtures("logged")
def test_a_log_that_is_gone_is_a_fault_and_no_wrong_name(cohortmatch: Command) -> None:
    LOG.unlink()
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 1
    assert f"{LOG}: lines 1 to 2 were there and are gone, or are others" in told.stdout


def test_a_log_without_a_store_is_begun_again_from_its_last_whole_line(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--audit", "log.jsonl")
    log = Path("log.jsonl")
    log.write_bytes(log.read_bytes() + b"somebody's note\n")
    told = cohortmatch("run", "lists", "-o", "july", "--audit", "log.jsonl")
    assert told.exit_code == 1 and not Path("july").exists()
    way = printed_command(told.stderr)
    assert cohortmatch(*way, "--because", "a note stood in it").exit_code == 0
    assert cohortmatch("run", "lists", "-o", "july", "--audit", "log.jsonl").exit_code == 0
    told = cohortmatch("audit", "verify", "--audit", "log.jsonl")
    assert told.exit_code == 0 and "with line 2: a note stood in it." in told.stdout


def run(command: Command, log: str) -> str:
    """What a run with the store and this log says where it fails; else nothing."""
    told = command("run", "lists", "-o", "july", "--as-of", "2026-07-01", *STORE, "--audit", log)
    return told.stderr if told.exit_code else ""


@pytest.mark.usefixtures("logged")
def test_a_store_has_one_log_and_another_is_refused_with_both_ways_on(
    cohortmatch: Command, tmp_path: Path
) -> None:
    """Else whoever wants to leave lines out names another file, and lines are missing unseen."""
    other = tmp_path / "apart" / "b.jsonl"
    other.parent.mkdir()
    said = run(cohortmatch, str(other))
    assert f"{other}: is not the log of {STORE[1]}, which is {LOG}." in said
    assert f"To go on with it: `--audit {LOG}`." in said
    assert not other.exists() and not Path("july").exists()
    assert run(cohortmatch, str(LOG)) == ""
    way = printed_command(run(cohortmatch, str(other)))
    before = LOG.read_bytes()
    assert cohortmatch(*way, "--because", "logs are kept apart now").exit_code == 0
    assert run(cohortmatch, str(other)) == "" and LOG.read_bytes() == before
    told = cohortmatch("audit", "verify", *STORE, "--audit", other)
    assert told.exit_code == 0 and "logs are kept apart now" in told.stdout
    said = run(cohortmatch, str(LOG))
    assert "is not in it" in said and "is not the log of" not in said, "nobody knows where it is"


@pytest.mark.usefixtures("logged")
def test_two_stores_may_share_a_log(cohortmatch: Command) -> None:
    for store in ("one.db", "two.db", "one.db"):
        where = ("--store", store, "--audit", "both.jsonl")
        assert cohortmatch("run", "lists", "-o", "july", *where).exit_code == 0
        told = cohortmatch("audit", "verify", *where)
        assert told.exit_code == 0, told.stdout


@pytest.mark.usefixtures("logged")
def test_what_keeps_nothing_about_anybody_is_not_logged(cohortmatch: Command) -> None:
    before = LOG.read_bytes()
    for command in (
        ["check", "lists", "--save"],
        ["demo", "-o", "practice"],
        ["decisions", "list"],
        ["store", "list"],
        ["audit", "show"],
    ):
        assert cohortmatch(*command).exit_code == 0, command
    assert LOG.read_bytes() == before
