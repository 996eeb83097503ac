"""Ages: what is written, which years it means, what is noted."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.values.ages import Age, parse_age

ON = date(2026, 6, 1)
READ = """
32               | 32       |
32.0             | 32       |
32 yrs           | 32       |
32yrs            | 32       |
32 years old     | 32       |
32-year-old      | 32       |
25yo             | 25       |
25 y/o           | 25       |
aged 32          | 32       |
Age: 40          | 40       |
32 (at referral) | 32       |
0                | 0        |
110              | 110      |
18 mths          | 1        |
6 months         | 0        |
3 weeks          | 0        |
approx 25        | 22 to 28 | age-approximate
c. 25            | 22 to 28 | age-approximate
~40              | 37 to 43 | age-approximate
25?              | 22 to 28 | age-approximate
about 1          | 0 to 4   | age-approximate
30s              | 30 to 39 | age-approximate
late 30's        | 30 to 39 | age-approximate
30-35            | 30 to 35 | age-approximate
17 or 18         | 17 to 18 | age-approximate
111              |          | age-not-understood
126              |          | age-not-understood
35-30            |          | age-not-understood
over 18          |          | age-not-understood
adult            |          | age-not-understood
1990             |          | age-not-understood
12/05/1990       |          | age-not-understood
N/K              |          |
unknown          |          |
none             |          |
-                |          |
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "span", "notes"), ROWS)
def test_an_age(text: str, span: str, notes: str) -> None:
    found = parse_age(text, ON)
    assert ([str(age) for age in found.values], list(found.notes)) == (
        [span] if span else [],
        notes.split(),
    )


def test_an_age_keeps_the_day_on_which_it_was_true_and_shows_nothing_of_itself() -> None:
    (age,) = parse_age("32", ON).values
    assert age == Age(32, 32, ON)
    assert "32" not in repr(age)
