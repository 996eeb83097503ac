"""Which sharing agreement a command obeys, and the refusals under it.

Policy: an agreement.toml that stands in the current folder, beside the lists (in their folder or
the one around it, and where links lead) or beside the settings is always obeyed, and so is the one
that the settings name. Two that say different things stop the command, and so does one that should
be there and is not. A file that looks like one by its name stops the command where there is none,
and is told where there is one. No option chooses, changes or loosens one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.own_names import AGREEMENT, SETTINGS, accepted_beside
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.reader import Agreed, own_list, refuse_not_in_force
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.dates import date_warnings
from cohortmatch.disclosure.sharing_agreement.reading import read_agreement
from cohortmatch.disclosure.sharing_agreement.recipients import party_named, recipients_named
from cohortmatch.services.agreement_names import looks_like_agreement
from cohortmatch.services.places import Keeping
from cohortmatch.settings.file import Settings, load_settings
from cohortmatch.settings.plan import Plan

__all__ = [
    "agreement_for",
    "folders_around",
    "is_changed",
    "log_refusal",
    "look_alikes_told",
    "party_for",
    "places_of",
    "stated",
    "stated_for",
    "warnings_of",
]

GONE = (
    "{}: there is no sharing agreement, and {} shows that there was. Put it back; or, if it holds "
    "no longer, remove both. Nothing was written"
)
LOOKS_LIKE = (
    "{}: looks like a sharing agreement and is not called {}, so it is not read. Rename it, or "
    "remove it. Nothing was written"
)
NO_FILE = (
    "{}: is no file, or leads to none, so it is not known what the sharing agreement says. Put the "
    "file there, or remove what stands there. Nothing was written"
)
CHANGED = (
    "{}: has changed since it was accepted, so it is not used yet. See who gains and who loses "
    "what: cohortmatch agreement diff {}; to accept it, add --accept. Nothing was written"
)


def agreement_for(lists: Sequence[Path], settings: Settings) -> SharingAgreement | None:
    """The agreement in force for a command; None where there is none. SettingsError for a faulty
    one, for one that is gone while its accepted copy is there, for two that differ, and for one
    that has changed since it was accepted."""
    places = dict.fromkeys(place for place in places_of(lists, settings) if _is_there(place))
    places |= dict.fromkeys(named.resolve() for named in _named(lists, settings))
    found = [read_agreement(place) for place in places]
    if len({each.digest for each in found}) > 1:
        told = " and ".join(str(place) for place in places)
        raise SettingsError(f"two sharing agreements say different things: {told}. Keep one")
    for each in found:
        _refuse_changed(each)
    if not found:
        _refuse_look_alikes(lists, settings)
    return found[0] if found else None


def _refuse_look_alikes(lists: Sequence[Path], settings: Settings) -> None:
    """SettingsError for the first file that looks like an agreement, where none is in force."""
    for each in _look_alikes(lists, settings):
        raise SettingsError(LOOKS_LIKE.format(each, AGREEMENT))


def look_alikes_told(lists: Sequence[Path], settings: Settings) -> Iterator[str]:
    """Sentences about files that look like the agreement beside the one that is in force."""
    for each in _look_alikes(lists, settings):
        yield f"{each.name}: looks like a sharing agreement and is not the one in force; not read."


def _look_alikes(lists: Sequence[Path], settings: Settings) -> Iterator[Path]:
    """Files that look like an agreement where one is looked for, but for those that are named."""
    folders = dict.fromkeys(place.resolve().parent for place in places_of(lists, settings))
    named = {each.resolve() for each in _named(lists, settings)}
    own = named | {accepted_beside(each) for each in named}
    for folder in folders:
        with contextlib.suppress(OSError):
            files = (each for each in sorted(folder.iterdir()) if each.is_file())
            yield from (e for e in files if looks_like_agreement(e.name) and e not in own)


def stated_for(lists: Sequence[Path], settings: Settings) -> SharingAgreement | None:
    """The one agreement that can be read, whether or not it may be used; None for none, or
    several that differ."""
    places = places_of(lists, settings)
    with contextlib.suppress(SettingsError):
        places = chain(places, _named(lists, settings))
    found: dict[str, SharingAgreement] = {}
    for place in places:
        with contextlib.suppress(SettingsError):
            if place.is_file():
                read = read_agreement(place)
                found[read.digest] = read
    return next(iter(found.values())) if len(found) == 1 else None


def _named(lists: Sequence[Path], settings: Settings) -> Iterator[Path]:
    """The agreement that the settings name, and those that the settings files here and beside the
    lists name: another settings file, or a variable, changes nothing in what is obeyed."""
    folders = (Path(), *(each if each.is_dir() else each.parent for each in lists))
    files = [settings.file, *(folder / SETTINGS for folder in folders)]
    there = dict.fromkeys(each.resolve() for each in files if each is not None and each.is_file())
    read = (settings, *(load_settings(each, environment={}) for each in there))
    yield from (named for each in read if (named := each.path_of("agreement")) is not None)


def _is_there(place: Path) -> bool:
    """Whether an agreement stands in a place; SettingsError where something stands there that shows
    that one should."""
    accepted = accepted_beside(place)
    if place.is_file() and (accepted.is_symlink() or accepted.exists()) and not accepted.is_file():
        raise SettingsError(NO_FILE.format(accepted))
    if place.is_file():
        return True
    if accepted.is_symlink() or accepted.exists():
        raise SettingsError(GONE.format(place, accepted.name))
    if place.is_symlink() or place.exists():
        raise SettingsError(NO_FILE.format(place))
    if (other := _other_spelling(place)) is not None:
        raise SettingsError(LOOKS_LIKE.format(other, place.name))
    return False


def _other_spelling(place: Path) -> Path | None:
    """A file beside whose name only its capitals or a further ending tell from the agreement's."""
    names = {place.name.casefold(), f"{place.name}.txt".casefold()}
    with contextlib.suppress(OSError):
        return next((e for e in sorted(place.parent.iterdir()) if e.name.casefold() in names), None)
    return None


def places_of(lists: Sequence[Path], settings: Settings) -> Iterator[Path]:
    """Where an agreement is looked for: here, beside the settings, and beside the lists, which is
    their folder and the one that it stands in, wherever links lead."""
    folders = [Path(), *(around for each in lists for around in folders_around(each))]
    folders += [] if settings.file is None else [settings.file.parent]
    for each in folders:
        yield from dict.fromkeys((each.absolute() / AGREEMENT, each.resolve() / AGREEMENT))


def folders_around(source: Path) -> Iterator[Path]:
    """The folder of a file or the folder itself, the one that it stands in, and those of the files
    that links in it lead to."""
    folder = source if source.is_dir() else source.parent
    files = [source]
    with contextlib.suppress(OSError):
        files += [each for each in folder.iterdir() if each.is_symlink()]
    real = (each.resolve().parent for each in files if not each.is_dir())
    for each in dict.fromkeys((folder.absolute(), folder.resolve(), *real)):
        yield each
        yield each.parent


def _refuse_changed(agreement: SharingAgreement) -> None:
    """Raise SettingsError where another agreement than this was accepted in its place."""
    if is_changed(agreement):
        assert agreement.path is not None
        raise SettingsError(CHANGED.format(agreement.path.name, agreement.path))


def is_changed(agreement: SharingAgreement) -> bool:
    """Whether another agreement than this was accepted in its place."""
    if agreement.path is None:
        return False
    accepted = accepted_beside(agreement.path)
    return accepted.is_file() and read_agreement(accepted).digest != agreement.digest


def party_for(
    lists: Sequence[ListInfo], agreement: SharingAgreement, plan: Plan, name: str, kept: Keeping
) -> tuple[Agreed, str]:
    """For whom an edition of this name is under an agreement, for the purpose that was given, and
    the name of their own list, '' for none. A refusal is logged before it is raised."""
    try:
        refuse_not_in_force(agreement, plan.as_of or date.today())
        party = party_named(agreement, name, kept.purpose)
        return Agreed(agreement, party), own_list(lists, agreement, party)
    except SettingsError:
        log_refusal(kept, agreement, name)
        raise


def log_refusal(
    kept: Keeping,
    agreement: SharingAgreement | None,
    name: str,
    command: str = "run --for, refused",
) -> None:
    """Log that an edition was refused, for which no agreement may be in force; only a recipient
    that the agreement has is logged, also where it was asked for by its panel."""
    kept.log(
        "consultation",
        command,
        recipients=() if agreement is None else tuple(recipients_named(agreement, name)),
        agreement=stated(agreement),
    )


def stated(agreement: SharingAgreement | None) -> str:
    """An agreement in a line of the log."""
    if agreement is None:
        return ""
    about = agreement.file.agreement
    return f"{about.id} version {about.version}, {agreement.digest}"


def warnings_of(plan: Plan) -> tuple[str, ...]:
    """What is to be known of the agreement's dates, for the analyst."""
    if plan.agreement is None:
        return ()
    days = {plan.as_of or date.today(), date.today()}
    found = (text for day in sorted(days) for text in date_warnings(plan.agreement, day))
    return tuple(dict.fromkeys(found))
