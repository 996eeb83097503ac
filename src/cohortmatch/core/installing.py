"""What to type where an extra is missing: always the wheel file, never a name.

On the public index the name `cohortmatch` belongs to another project. So no message asks for it by
name: whoever follows such a message would install that project's code beside persons' data.
"""

from __future__ import annotations

from cohortmatch.version import __version__

__all__ = ["WHEEL", "install_extra"]

WHEEL = f"cohortmatch-{__version__}-py3-none-any.whl"
"""The file name of this version's wheel."""


def install_extra(extra: str) -> str:
    """A phrase that says how to install the extra of this name, such as `passwords`."""
    return (
        f"install the extra `{extra}` of the wheel file that cohortmatch came from, for example: "
        f'pip install "./{WHEEL}[{extra}]"'
    )
