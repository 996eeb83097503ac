"""A panel's own list in a published run, for tests of progress and uploads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from cohortmatch.portal.carrying import carry_over, lists_key
from cohortmatch.portal.models import PublishedList, PublishedPerson, PublishedRun
from cohortmatch.services.list_upload import ListUpload
from cohortmatch.services.own_list import own_list
from cohortmatch.services.pipeline import Plan, survey
from portal.visiting import publish_small

ROWS: dict[str, list[str]] = {
    "Name": ["Ivor Quarmby", "Una Tindall", "Rex Osgood"],
    "DOB": ["03/04/1989", "12/11/1991", "21/07/1985"],
    "Post Code": ["RM1 3BD", "RM2 6AA", "RM7 7AA"],
    "RAG": ["Red", "Amber", "Green"],
    "Last contact": ["01/05/2026", "02/05/2026", ""],
    "Notes": ["", "his brother Kit Osgood was seen with him at the station and said that", ""],
}


def csv_of(**columns: list[str]) -> bytes:
    """The list as CSV, with other columns where they are given."""
    text: str = pd.DataFrame({**ROWS, **columns}).to_csv(index=False)
    return text.encode()


def publish_list(
    folder: Path, content: bytes | None = None, name: str = "IOM.csv", **run: Any
) -> PublishedRun:
    """A current run in which IOM's own list is published, in the place of the run before."""
    PublishedRun.objects.update(is_current=False)
    made = publish_small("IOM", "SGV", **run)
    path = folder / name
    path.write_bytes(content or csv_of())
    listings = survey([path], Plan(), panels={"IOM": path}).listings
    own = own_list(listings, 0, lists_key())
    PublishedList.objects.create(
        run=made,
        name="IOM",
        label="IOM",
        file_name=name,
        content=path.read_bytes(),
        rows=own.to_json(),
    )
    edition = made.editions.get(label="IOM")
    edition.people.all().delete()
    for number, row in enumerate(own.rows):
        PublishedPerson.objects.create(
            edition=edition, ref=f"P{number}", name=f"Person {number}", own_listings=[row.listing]
        )
    carry_over(made)
    PublishedRun.objects.filter(is_current=False).delete()
    return made


def read_here(
    content: bytes, name: str, list_name: str, key: str, scratch: Path, **more: Any
) -> ListUpload:
    """What `read_upload` reads, in this process and without findings: it is sooner done."""
    path = scratch / name
    path.write_bytes(content)
    listings = survey([path], Plan(), panels={list_name: path}).listings
    path.unlink()
    return ListUpload({"lists": [], "findings": [], "errors": []}, own_list(listings, 0, key))


def person(run: PublishedRun, ref: str = "P0") -> PublishedPerson:
    """A person of IOM's edition."""
    return PublishedPerson.objects.get(edition__run=run, edition__label="IOM", ref=ref)
