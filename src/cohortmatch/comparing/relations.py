"""Could two listings be relatives rather than one person?

Surname, address and date of birth agree inside a family, so their agreement proves little where
the forenames differ. Levels: relatives at one address (one surname, one address, forenames
different, dates of birth not both known); parent and child of one name (one name, one address,
born 14 years apart or more); twins (one surname and date of birth, forenames different), and twins
at one address. The national service's rule for possible twins is the least we do.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cohortmatch.comparing import addresses, dates, words
from cohortmatch.types import Int8s

LEVELS = ("missing", "relatives", "parent_child", "twins", "twins_one_address")
GENERATION = 14
"""Years between parent and child at the least."""


def relation_levels(levels: Mapping[str, Int8s], years_apart: npt.NDArray[np.int32]) -> Int8s:
    """Levels (LEVELS) from the levels of surname, forename, date of birth and address."""
    surname = levels["surname"] >= words.SURNAME.index("half")
    forename = levels["forename"]
    other_name = forename == words.FORENAME.index("different")
    one_name = forename >= words.FORENAME.index("nickname")
    birth = levels["date_of_birth"]
    born_together = birth >= dates.LEVELS.index("swapped")
    home = levels["address"] >= addresses.LEVELS.index("street")
    out = np.zeros(len(surname), dtype=np.int8)
    unknown = (birth == 0) | (birth == dates.LEVELS.index("year"))
    out[surname & other_name & home & unknown] = LEVELS.index("relatives")
    out[surname & one_name & home & (years_apart >= GENERATION)] = LEVELS.index("parent_child")
    out[surname & other_name & born_together] = LEVELS.index("twins")
    out[surname & other_name & born_together & home] = LEVELS.index("twins_one_address")
    return out
