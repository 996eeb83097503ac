"""`cohortmatch demo`: invented lists for practice."""

from __future__ import annotations

from pathlib import Path

import click

from cohortmatch.cli.options import json_option, verbose_option
from cohortmatch.services.demo import FOLDER, SEED

__all__ = ["demo"]


@click.command()
@click.option(
    "folder",
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    show_default=True,
    help="Folder for the lists; must be empty, or hold lists that demo wrote.",
)
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Another seed makes other lists."
)
@json_option
@verbose_option
def demo(folder: Path, seed: int, as_json: bool, verbose: bool) -> None:
    """Write invented lists of five panels and four registers for practice."""
    from cohortmatch.cli.printing import print_answer
    from cohortmatch.cli.text import demo_text
    from cohortmatch.services.demo import demo as write_lists

    answer = write_lists(folder, seed=seed)
    print_answer(answer, demo_text(answer), as_json)
