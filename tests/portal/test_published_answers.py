"""From a report to its panels and back, by the code that publishes: nothing made up in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cli.deciding import a_report, small_lists
from cohortmatch.portal.accounts.notices import notify_label
from cohortmatch.portal.carrying import forget
from cohortmatch.portal.gate import current_run
from cohortmatch.portal.models import (
    KeptAnswer,
    PairAnswer,
    ProgressChange,
    ProgressRow,
    PublishedPerson,
)
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import publish
from cohortmatch.portal.published.withdrawing import withdraw
from portal.test_progress_pages import form, member, type_into, typed
from portal.test_review_pages import answered, ledger, reviewer
from portal.visiting import account, logged_in
from running import AS_OF, Command


@pytest.fixture
def published(portal: PortalFolder, cohortmatch: Command, tmp_path: Path) -> PortalFolder:
    """Two small lists, run in June and published for two reviewers."""
    a_report(cohortmatch, small_lists(tmp_path / "small"))
    publish(portal, Path("june"), reviewers=2)
    return portal


def on_iom(name: str) -> PublishedPerson:
    return PublishedPerson.objects.get(edition__label="IOM", name__icontains=name)


def next_month(cohortmatch: Command, portal: PortalFolder, content: bytes) -> None:
    """The list that IOM sends next, run in July and published in the place of June's."""
    Path("lists/IOM.csv").write_bytes(content)
    told = cohortmatch("run", "lists", "-o", "july", "--as-of", "2026-07-01")
    assert told.exit_code == 0, told.stderr
    publish(portal, Path("july"), reviewers=2)


def test_each_person_of_the_own_list_has_a_progress_page_with_the_lists_words(
    published: PortalFolder,
) -> None:
    ann = member("ann")
    people = PublishedPerson.objects.filter(edition__label="IOM").exclude(own_listings=[])
    assert people.count() == 6
    quarmby = on_iom("quarmby")
    fields, names = form(ann, f"/panels/iom/progress/{quarmby.token}/")
    assert fields[names["RAG"]] == "Red"
    page = ann.get(f"/panels/iom/people/{quarmby.token}/").content.decode()
    assert f"/panels/iom/progress/{quarmby.token}/" in page


def test_typed_in_june_sent_back_and_on_julys_list(
    published: PortalFolder, cohortmatch: Command
) -> None:
    """The whole month: typed, downloaded as the own list, run again, published, nothing to do."""
    type_into(member("ann"), f"/panels/iom/progress/{on_iom('quarmby').token}/", RAG="Amber")
    kit = member("kit", keeper=True)
    made = kit.get("/panels/iom/own-list/file/").content
    assert made == Path("lists/IOM.csv").read_bytes().replace(b"RM1 3BD,Red", b"RM1 3BD,Amber")
    next_month(cohortmatch, published, made)
    assert typed() == [("RAG", "Red", "Amber", "on list")]
    shown = kit.get(f"/panels/iom/progress/{on_iom('quarmby').token}/").content.decode()
    assert 'value="Amber"' in shown and "On the list" in shown


def test_both_changed_by_july_is_asked(published: PortalFolder, cohortmatch: Command) -> None:
    type_into(member("ann"), f"/panels/iom/progress/{on_iom('quarmby').token}/", RAG="Amber")
    july = Path("lists/IOM.csv").read_bytes().replace(b"RM1 3BD,Red", b"RM1 3BD,Green")
    next_month(cohortmatch, published, july)
    assert typed() == [("RAG", "Red", "Amber", "asked")]
    assert ProgressChange.objects.get().list_says == "Green"


def test_what_was_typed_waits_when_a_withdrawn_report_is_published_again(
    published: PortalFolder,
) -> None:
    type_into(member("ann"), f"/panels/iom/progress/{on_iom('quarmby').token}/", RAG="Amber")
    withdraw("sam")
    publish(published, Path("june"), reviewers=2)
    assert typed() == [("RAG", "Red", "Amber", "open")]
    made = member("kit", keeper=True).get("/panels/iom/own-list/file/").content
    assert made == Path("lists/IOM.csv").read_bytes().replace(b"RM1 3BD,Red", b"RM1 3BD,Amber")


def test_what_was_typed_goes_by_the_label_of_the_edition_that_answers_for_the_list_now(
    published: PortalFolder,
) -> None:
    type_into(member("ann"), f"/panels/iom/progress/{on_iom('quarmby').token}/", RAG="Amber")
    ProgressRow.objects.update(label="Keeper of IOM")
    publish(published, Path("june"), reviewers=2)
    assert typed() == [("RAG", "Red", "Amber", "open")]
    assert set(ProgressRow.objects.values_list("label", flat=True)) == {"IOM"}


def test_a_waiting_answer_outlives_the_next_publishing_and_counts_there(
    published: PortalFolder, cohortmatch: Command
) -> None:
    run = current_run()
    assert run is not None and run.pairs.count() > 2
    answered(reviewer("ann"), run.pairs.all()[0], "same")
    next_month(cohortmatch, published, Path("lists/IOM.csv").read_bytes())
    (waits,) = PairAnswer.objects.all()
    answered(reviewer("ben"), waits.pair, "same")
    (only,) = ledger(cohortmatch)
    assert only["by"] == "ann, ben"


def test_a_waiting_answer_outlives_a_withdrawal_and_counts_when_the_report_is_back(
    published: PortalFolder, cohortmatch: Command
) -> None:
    run = current_run()
    assert run is not None
    answered(reviewer("ann"), run.pairs.all()[0], "same", "one address")
    withdraw("sam")
    assert not PairAnswer.objects.exists()
    publish(published, Path("june"), reviewers=2)
    (waits,) = PairAnswer.objects.all()
    assert (waits.reviewer.username, waits.answer, waits.reason) == ("ann", "same", "one address")
    assert not KeptAnswer.objects.exists()
    answered(reviewer("ben"), waits.pair, "same")
    (only,) = ledger(cohortmatch)
    assert only["by"] == "ann, ben"


def test_an_answer_of_a_withdrawn_run_goes_with_its_day(published: PortalFolder) -> None:
    run = current_run()
    assert run is not None and run.delete_by is not None
    answered(reviewer("ann"), run.pairs.all()[0], "same", "Quillfeather said so")
    withdraw("sam")
    forget(run.delete_by)
    assert KeptAnswer.objects.count() == 1
    forget(run.delete_by + timedelta(days=1))
    assert not KeptAnswer.objects.exists()


def test_an_answer_whose_pair_is_not_in_the_next_run_is_not_kept(
    published: PortalFolder, cohortmatch: Command
) -> None:
    run = current_run()
    assert run is not None
    pair = next(e for e in run.pairs.all() if "IOM" in f"{e.card['left']} {e.card['right']}")
    answered(reviewer("ann"), pair, "same")
    withdraw("sam")
    head, *_ = Path("lists/IOM.csv").read_bytes().splitlines()
    next_month(cohortmatch, published, head + b"\nOlive Quint,11/11/1995,RM12 5AA,Red\n")
    assert not KeptAnswer.objects.exists() and not PairAnswer.objects.exists()


def test_the_notice_that_both_changed_is_there_after_publishing(
    published: PortalFolder, cohortmatch: Command
) -> None:
    ann = member("ann")
    type_into(ann, f"/panels/iom/progress/{on_iom('quarmby').token}/", RAG="Amber")
    july = Path("lists/IOM.csv").read_bytes().replace(b"RM1 3BD,Red", b"RM1 3BD,Green")
    next_month(cohortmatch, published, july)
    shown = ann.get("/").content.decode()
    assert "1 cell of your list changed both" in shown and "of 1 July 2026" in shown


def test_news_of_an_edition_that_is_gone_is_news_no_more(published: PortalFolder) -> None:
    """A member whose panel is not in the run any more is not told that it is new."""
    sid = member("sid", label="Closed panel")
    notify_label("Closed panel", "A new run is published, of 1 May 2026.")
    assert "of 1 May 2026" in sid.get("/").content.decode()
    publish(published, Path("june"), reviewers=2)
    assert "of 1 May 2026" not in sid.get("/").content.decode()


def test_a_decided_pair_is_not_asked_when_the_report_is_published_again(
    published: PortalFolder, cohortmatch: Command
) -> None:
    run = current_run()
    assert run is not None
    before = run.pairs.count()
    pair = run.pairs.all()[0]
    for name in ("ann", "ben"):
        answered(reviewer(name), pair, "different")
    assert cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF).exit_code == 0
    publish(published, Path("june"), reviewers=2)
    again = current_run()
    assert again is not None and again.pairs.count() == before - 1


def test_nobody_of_another_panel_types_on_this_list(published: PortalFolder) -> None:
    other = logged_in(account("sid", ("member", "SGV"), keeper=True))
    token = on_iom("quarmby").token
    for panel in ("iom", "sgv"):
        assert other.get(f"/panels/{panel}/progress/{token}/").status_code == 404
    assert other.get("/panels/iom/own-list/file/").status_code == 404
    assert other.get("/panels/sgv/own-list/file/").content == Path("lists/SGV.csv").read_bytes()
