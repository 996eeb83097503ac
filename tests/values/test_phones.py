"""Phone numbers: what is written, what is dialled, what is noted. Ofcom keeps all for drama."""

from __future__ import annotations

import pytest

from cohortmatch.values.phones import parse_phones

READ = """
07700 900252                   | 07700900252             |
07700-900-252                  | 07700900252             |
07700.900.252                  | 07700900252             |
(07700) 900252                 | 07700900252             |
020 7946 0013                  | 02079460013             |
(0207) 946 0013                | 02079460013             |
01632 960123                   | 01632960123             |
01632 96012                    | 0163296012              |
+44 7700 900252                | 07700900252             |
+447700900252                  | 07700900252             |
+44 (0)7700 900252             | 07700900252             |
0044 7700 900252               | 07700900252             |
44 7700 900252                 | 07700900252             |
+4407700900252                 | 07700900252             |
7700900252                     | 07700900252             |
7700900252.0                   | 07700900252             |
7.700900252E+09                | 07700900252             |
7.7E+09                        |                         | phone-damaged
O7700 9OO252                   | 07700900252             |
Tel: 07700 900252              | 07700900252             |
07700 900252 (prefers text)    | 07700900252             |
020 7946 0001 ext 12           | 02079460001             |
020 7946 0001 x12              | 02079460001             |
+353 20 917 4000               | +353209174000           |
00353 20 917 4000              | +353209174000           |
07700 900252 / 07700 900369    | 07700900252 07700900369 |
07700900252, 07700900369       | 07700900252 07700900369 |
07700 900252 or 01632 960123   | 07700900252 01632960123 |
07700 900252 07700 900369      | 07700900252 07700900369 |
07700 900252 & 07700 900252    | 07700900252             |
07700 900252 / 07700 000000    | 07700900252             | phone-placeholder
00000000000                    |                         | phone-placeholder
07700 000000                   |                         | phone-placeholder
07777777777                    |                         | phone-placeholder
01234567890                    |                         | phone-placeholder
07700 900252 (mum)             |                         | phone-of-another
mum's 07700 900252             |                         | phone-of-another
office: 020 7946 0001          |                         | phone-of-another
07700 900252 / mum 07700 900369 | 07700900252            | phone-of-another
0300 123 4567                  |                         | phone-not-understood
999                            |                         | phone-not-understood
07700 90025                    |                         | phone-not-understood
077009002521                   |                         | phone-not-understood
12345678                       |                         | phone-not-understood
123456789                      |                         | phone-placeholder
12.05.1990                     |                         | phone-not-understood
12/05/1990                     |                         | phone-not-understood
changed number                 |                         | phone-not-understood
N/K                            |                         |
none                           |                         |
-                              |                         |
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "numbers", "notes"), ROWS)
def test_a_phone_number(text: str, numbers: str, notes: str) -> None:
    assert parse_phones(text) == (tuple(numbers.split()), tuple(notes.split()))


def test_numbers_on_lines_of_their_own() -> None:
    assert parse_phones("07700 900252\n01632 960123").values == ("07700900252", "01632960123")
