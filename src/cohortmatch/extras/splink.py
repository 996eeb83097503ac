"""Tables for Splink, as the settings of `model.to_splink()` name their columns.

    for name, table in tables(listings).items():
        linker_tables.append(db_api.register(table, name))

Written for Splink 5 (MIT). Splink itself is not needed here.
"""

from __future__ import annotations

import pandas as pd

from cohortmatch.core.types import Listings
from cohortmatch.extras.frames import listing_frame
from cohortmatch.linkage.splink.shared import shared

__all__ = ["tables"]


def tables(listings: Listings) -> dict[str, pd.DataFrame]:
    """One table for each list, by its name, with the columns that Splink's settings compare.

    `unique_id` is the listing's id and `source_dataset` its list; cells are text, missing where
    nothing is recorded, and of several values the first.
    """
    whole = listing_frame(listings).rename_axis("unique_id").reset_index()
    for each in shared().values():
        for column in each.columns:
            if column not in whole:
                whole[column] = pd.Series([None] * len(whole), dtype=object)
    columns = {name: whole[name].astype(object).where(whole[name].notna(), None) for name in whole}
    whole = pd.DataFrame(columns).rename(columns={"list": "source_dataset"})
    return {
        info.name: whole[whole["source_dataset"] == info.name].reset_index(drop=True)
        for info in listings.lists
    }
