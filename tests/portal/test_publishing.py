"""Publishing into the portal: whole or not at all, one run at a time, and gone when it is gone."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections

import tracked
from cohortmatch.audit import read_log
from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.portal.models import (
    PortalNotice,
    PublishedCounts,
    PublishedEdition,
    PublishedPerson,
    PublishedRow,
    PublishedRun,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published import publishing
from cohortmatch.portal.published.erasing import overwrite, purge
from cohortmatch.portal.published.publishing import publish, put_in_place, shown_now
from cohortmatch.portal.published.withdrawing import withdraw
from cohortmatch.services.publication import Publication
from portal.reports import ROWS, publication_of, reported
from portal.visiting import account, logged_in
from tracked import matched

LISTS = {"IOM": ROWS, "SGV": ROWS}
PEOPLE = {"Quarmby": {"RAG": "Red"}, "Odell": {"RAG": "Amber"}}


def small(surname: str = "Kowalski") -> Publication:
    result = matched({"IOM": {**PEOPLE, surname: {}}, "SGV": PEOPLE})
    return publication_of(result, ("IOM", ""), ("SGV", ""))


def told_to(label: str) -> list[str]:
    return list(PortalNotice.objects.filter(label=label).values_list("text", flat=True))


def test_a_report_is_published_and_its_readers_see_it(portal: PortalFolder, tmp_path: Path) -> None:
    done = publish(portal, reported(tmp_path, LISTS))
    assert done.editions == (("analyst", 2), ("IOM", 2), ("SGV", 2))
    assert (done.refused, done.not_erased) == ((), "")
    browser = logged_in(account("ann", ("member", "IOM")))
    page = browser.get("/panels/iom/").content.decode()
    assert "2 of 2 people on IOM are also on another panel" in page
    assert told_to("IOM") == ["A new run is published, of 1 June 2026."]
    (line, *_) = read_log(portal.log)
    assert line.event["command"] == "portal publish"
    assert line.event["recipients"] == ["IOM", "SGV", "analyst"]


def test_the_new_run_takes_the_place_of_the_old_one_and_only_counts_stay(
    portal: PortalFolder,
) -> None:
    put_in_place(small("Kowalski"), None)
    old = shown_now()
    put_in_place(small("Yardley"), old)
    assert PublishedRun.objects.get().is_current
    assert PublishedEdition.objects.exclude(run_id=shown_now()).count() == 0
    assert PublishedPerson.objects.filter(words__contains="kowalski").count() == 0
    assert PublishedPerson.objects.filter(words__contains="yardley").count() > 0
    assert PublishedCounts.objects.filter(label="IOM").count() == 1, "of the same day"


@pytest.mark.parametrize("step", ["store", "keep_counts", "record_event", "carry_over"])
def test_what_fails_on_the_way_leaves_the_old_run_as_it_was(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put_in_place(small(), None)
    before = shown_now(), PublishedRow.objects.count()

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, step, fails)
    with pytest.raises(OSError):
        put_in_place(small("Yardley"), shown_now())
    assert (shown_now(), PublishedRow.objects.count()) == before


def test_a_database_that_cannot_be_written_is_told_in_words_without_a_value(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("disk is full near Kowalski")

    monkeypatch.setattr(publishing, "store", fails)
    with pytest.raises(OutputError, match="Nothing was published, and what was stays") as told:
        put_in_place(small(), None)
    assert "Kowalski" not in str(told.value)


def test_the_line_of_the_log_is_there_before_the_run_is_seen(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int | None] = []
    record = publishing.record_event

    def recorded(event: object) -> object:
        def look() -> None:
            seen.append(shown_now())
            connections.close_all()

        other = threading.Thread(target=look)
        line = record(event)  # type: ignore[arg-type]
        other.start()
        other.join()
        return line

    monkeypatch.setattr(publishing, "record_event", recorded)
    put_in_place(small(), None)
    assert seen == [None], "another connection sees no run yet, though the line is written"


def test_of_two_publishers_at_once_the_second_is_refused_in_words(portal: PortalFolder) -> None:
    put_in_place(small(), None)
    before, start = shown_now(), threading.Barrier(2)
    told: list[str] = []
    made = [small("Yardley"), small("Mensah")]

    def work(number: int) -> None:
        start.wait()
        try:
            put_in_place(made[number], before)
            told.append("done")
        except SettingsError as error:
            told.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    done, refused = sorted(told, key=len)
    assert done == "done"
    assert refused.startswith("Somebody else published the run of 1 June 2026 while")
    assert PublishedRun.objects.count() == 1


def test_two_first_publishers_at_once_leave_one_run(portal: PortalFolder) -> None:
    put_in_place(small(), None)
    with pytest.raises(SettingsError, match="Somebody else published"):
        put_in_place(small("Yardley"), None)
    assert PublishedRun.objects.count() == 1


def test_who_published_while_the_run_was_withdrawn_is_told(portal: PortalFolder) -> None:
    put_in_place(small(), None)
    before = shown_now()
    withdraw("ann")
    with pytest.raises(SettingsError, match="Somebody withdrew the run"):
        put_in_place(small("Yardley"), before)
    assert shown_now() is None


def test_a_run_without_an_agreement_takes_no_place_of_one_under_it(portal: PortalFolder) -> None:
    """The file was mislaid: everybody would see what it keeps closed."""
    put_in_place(replace(small(), agreement=("Borough 1", "2", "f" * 64)), None)
    before = shown_now()
    with pytest.raises(SettingsError, match=r"under the sharing agreement Borough 1, and this one"):
        put_in_place(small("Yardley"), before)
    assert shown_now() == before and PublishedRun.objects.count() == 1
    put_in_place(replace(small("Yardley"), agreement=("Borough 1", "3", "e" * 64)), before)
    withdraw("ann")
    put_in_place(small("Mensah"), None)
    assert PublishedRun.objects.get().agreement_hash == ""


def test_content_of_another_form_is_refused_and_a_run_of_one_is_not_shown(
    portal: PortalFolder,
) -> None:
    with pytest.raises(SettingsError, match="form 2 and this portal shows form 1"):
        put_in_place(replace(small(), content_version=2), None)
    put_in_place(small(), None)
    PublishedRun.objects.update(content_version=2)
    browser = logged_in(account("ann", ("member", "IOM")))
    assert "No run is published now" in browser.get("/").content.decode()
    assert browser.get("/panels/iom/").status_code == 404


def test_a_run_that_nobody_would_have_an_edition_of_is_refused(portal: PortalFolder) -> None:
    content = small()
    alone = replace(content, editions=content.editions[:1], refused=(("IOM", "no list is its"),))
    with pytest.raises(SettingsError, match=r"Nobody would have an edition .* IOM: no list is its"):
        put_in_place(alone, None)


def test_a_withdrawn_run_is_gone_and_its_readers_are_told(portal: PortalFolder) -> None:
    put_in_place(small(), None)
    browser = logged_in(account("ann", ("member", "IOM")))
    assert browser.get("/panels/iom/").status_code == 200
    assert withdraw("ann") == date(2026, 6, 1)
    assert browser.get("/panels/iom/").status_code == 404
    assert [each.partition(" was ")[2][:9] for each in told_to("IOM")] == ["withdrawn"]
    for model in (PublishedRun, PublishedEdition, PublishedPerson, PublishedRow, PublishedCounts):
        assert not model.objects.exists(), model
    with pytest.raises(SettingsError, match="No run is published"):
        withdraw("ann")


def files_of(portal: PortalFolder) -> bytes:
    """The bytes of the database: of SQLite's files, or of every table of PostgreSQL."""
    if connection.vendor == "sqlite":
        return b"".join(each.read_bytes() for each in portal.path.glob("portal.sqlite3*"))
    from django.apps import apps

    with connection.cursor() as cursor:
        found = b""
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            found += "\n".join(row for (row,) in cursor.fetchall()).encode()
    return found


@pytest.mark.parametrize("way", ["withdrawn", "past its day", "replaced"])
def test_no_name_of_a_run_that_is_gone_is_in_the_database_s_files(
    portal: PortalFolder, way: str
) -> None:
    rows = {f"Farthingay{number}": ("Jo", "03/04/1989") for number in range(40)}
    tracked.PEOPLE.update(rows)
    try:
        result = matched({"IOM": {name: {"RAG": "Amber"} for name in rows}, "SGV": PEOPLE})
    finally:
        for name in rows:
            del tracked.PEOPLE[name]
    put_in_place(publication_of(result, ("IOM", "")), None)
    connections.close_all()
    assert b"farthingay" in files_of(portal).lower(), "the search finds what is there"
    if way == "withdrawn":
        withdraw("ann")
        assert overwrite() == ""
    elif way == "replaced":
        put_in_place(small(), shown_now())
        assert overwrite() == ""
    else:
        PublishedRun.objects.update(delete_by=date(2026, 7, 1))
        PublishedCounts.objects.update(delete_by=date(2026, 7, 1))
        done = purge(date(2026, 7, 2))
        assert (done.runs, done.counts, done.not_erased) == (1, 2, "")
    assert b"farthingay" not in files_of(portal).lower()


def test_a_run_is_shown_on_its_last_day_and_not_after_it(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_place(small(), None)
    browser = logged_in(account("ann", ("member", "IOM")))
    PublishedRun.objects.update(delete_by=date(2026, 7, 1))
    for day, status in ((date(2026, 7, 1), 200), (date(2026, 7, 2), 404)):
        monkeypatch.setattr("cohortmatch.portal.gate.today", lambda day=day: day)
        assert browser.get("/panels/iom/").status_code == status, day
    assert purge(date(2026, 7, 1)).runs == 0
    assert purge(date(2026, 7, 2)).runs == 1
