"""Of a cell that holds another person's value only the nominal's own part is left."""

from __future__ import annotations

import pytest

from cohortmatch.values.own_values import own_value

CELLS = """
date_of_birth | 16/12/1973                                          | 16/12/1973
date_of_birth | 16/12/1973 (victim 24/03/1977)                      | 16/12/1973
date_of_birth | 16/12/1973; mother Una Odell 24/03/1977             | 16/12/1973
date_of_birth | 16/12/1973 & son 24/03/1977                         | 16/12/1973
date_of_birth | 16/12/1973 / V 24/03/1977                           | 16/12/1973
date_of_birth | V: 24/03/1977                                       |
date_of_birth | 24/03/1977 (Una)                                    |
date_of_birth | 24/03/1977 mother                                   |
date_of_birth | 16 December 1973 (age 52)                           | 16 December 1973 (age 52)
date_of_birth | approx 1973, from PNC                               | approx 1973, from PNC
date_of_birth | XX/XX/1973                                          | XX/XX/1973
date_of_birth | 16/12/1973 or 17/12/1973                            | 16/12/1973 or 17/12/1973
date_of_birth | Not disclosed                                       | Not disclosed
pnc           | victim Una Odell 2002/0037569Q                      |
pnc           | 2002/0037569Q (victim)                              |
pnc | 2002/0037569Q and 2003/0037569Q | 2002/0037569Q and 2003/0037569Q
pnc           | NOT ON PNC                                          | NOT ON PNC
nino          | AB 12 34 56 C                                       | AB 12 34 56 C
nino          | mother's                                            |
phone         | Una Odell - 07700 900252                            |
phone         | 07700 900252 (Una Odell)                            |
phone         | Una: 07700 900252                                   |
phone         | 07700 900252 g/f                                    |
phone         | 07700 900252, mum                                   |
phone         | 07700 900252 / 07700 900369 (g/f)                   | 07700 900252
phone         | 07700 900252 / mum 07700 900369                     | 07700 900252
phone         | 07700 900252 belongs to Una Odell                   |
phone         | 07700 900252 c/o Una Odell                          |
phone         | 07700 900252 victim - do not ring                   |
phone | Mob: 07700 900252 (not working) | Mob: 07700 900252 (not working)
phone         | 020 8555 1234 ext 12                                | 020 8555 1234 ext 12
phone         | refuses to give                                     | refuses to give
address       | 26 Calder Road; victim's address 36 Vetch Road      | 26 Calder Road
address       | 27 Denholm Road (not to go to 37 Vetch Road - Una)  | 27 Denholm Road
address       | 27 Denholm Road - banned from 37 Vetch Road         | 27 Denholm Road
address       | mother's: 38 Zinnia Road                            |
address       | 39 Larkspur Road (with ex-partner Una Odell)        |
address       | 3 High Road (g/f's)                                 |
address       | 3 High Road - mum's address                         |
address       | at home of Una Odell 3 High Road                    |
address       | same as victim: 3 High Road                         |
address       | c/o Una Odell, 3 High Road                          | c/o
address | c/o The Mission, 212 Whitechapel Road | c/o The Mission, 212 Whitechapel Road
address       | 3 Sisters Avenue, SW11                              | 3 Sisters Avenue, SW11
address       | Nan Clark's Lane, NW7                               | Nan Clark's Lane, NW7
address | Flat 3, Stephenson House, Stepney | Flat 3, Stephenson House, Stepney
postcode      | RM8 1AA (victim)                                    |
postcode      | RM8 1AA                                             | RM8 1AA
"""
ROWS = [[part.strip() for part in line.split("|")] for line in CELLS.strip().splitlines()]


@pytest.mark.parametrize(("field", "cell", "own"), ROWS)
def test_only_the_nominals_own_value_is_left(field: str, cell: str, own: str) -> None:
    assert own_value(field, cell) == own


@pytest.mark.parametrize(("field", "cell", "own"), ROWS)
def test_what_is_left_stays_as_it_is(field: str, cell: str, own: str) -> None:
    assert own_value(field, own) == own
