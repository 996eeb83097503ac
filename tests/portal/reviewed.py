"""A report whose pairs are published, for tests of the review in the portal."""

from __future__ import annotations

from pathlib import Path

from cli.deciding import a_report, small_lists
from cohortmatch.portal.models import PublishedPair, PublishedRun
from cohortmatch.services.kept_pairs import kept_pairs
from cohortmatch.services.places import kept_for
from cohortmatch.services.recall import recall
from cohortmatch.services.run_again import load_report, read_again, repeat
from portal.visiting import publish_small
from running import Command


def publish_pairs(cohortmatch: Command, folder: Path, *, reviewers: int = 1) -> PublishedRun:
    """A report on two small lists in `june`, and a published run with its pairs."""
    a_report(cohortmatch, small_lists(folder / "small"))
    return republish_pairs(reviewers=reviewers)


def republish_pairs(*, reviewers: int = 1) -> PublishedRun:
    """The report in `june` published, in the place of what is published now."""
    PublishedRun.objects.update(is_current=False)
    folder = Path("june").resolve()
    run = publish_small("IOM", report_folder=str(folder), reviewers=reviewers)
    report = load_report(folder)
    kept = kept_for([each.path for each in report.manifest.inputs], None, {}, report.manifest)
    with kept.home() as home:
        ledger = home.ledger()
    again = read_again(report)
    for number, each in enumerate(
        kept_pairs(repeat(again, recall(ledger, again.listings)).result, ledger.key), 1
    ):
        PublishedPair.objects.create(run=run, position=number, **vars(each))
    return run
