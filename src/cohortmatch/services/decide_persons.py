"""Say whether somebody with a new id is somebody known before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cohortmatch.core.accepting import a_flag, a_path, accepting, mapping_of, of_kind, refuse
from cohortmatch.core.errors import AnswersError, SettingsError
from cohortmatch.core.fingerprints import Contents
from cohortmatch.decisions import Answered, entries_of
from cohortmatch.decisions.ledger import Answer, Entry, Ledger
from cohortmatch.decisions.persons import is_person
from cohortmatch.services.decide import decide_answer, log_decisions
from cohortmatch.services.kept_answers import DecideAnswer
from cohortmatch.services.places import kept_for, now
from cohortmatch.services.run_again import load_report
from cohortmatch.services.unsupported import unsupported
from cohortmatch.store import Store

__all__ = ["decide_persons"]

Pair = tuple[str, str]
NO_STORE = "ids last only with a store; name it: --store FILE"
NO_ID = "{}: is no id of a person; ids are like P0012 and stand on the sheet “Changes”"
UNKNOWN = "{}: nobody of this id is remembered; ids stand on the sheet “Changes”"
ITSELF = "{}: is one id; name the new one and the earlier one"
ROWS_APART = (
    "{0} and {1}: decision {2} says that rows of theirs are different people; if that is wrong, "
    "undo it first: cohortmatch decisions undo {2}"
)
BOTH = "{} and {}: both stand on the lists; decide the pair of their rows on “To review”"


def _some_pairs(name: str, given: Any) -> list[Pair]:
    """Pairs of ids."""
    pairs = given if isinstance(given, Sequence) and not isinstance(given, str | bytes) else [given]
    for each in pairs:
        is_pair = isinstance(each, Sequence) and not isinstance(each, str | bytes)
        if not is_pair or len(each) != 2 or not all(isinstance(one, str) for one in each):
            refuse(name, "pairs of ids, such as [('P0008', 'P0007')]", given)
    return [(one, other) for one, other in pairs]


@accepting(
    report_folder=a_path,
    same=_some_pairs,
    different=_some_pairs,
    sure=a_flag,
    settings=a_path,
    kept_in=mapping_of("{option: text}", of_kind("text or a path", str, Path, type(None))),
)
def decide_persons(
    report_folder: Path,
    *,
    same: Sequence[Pair] = (),
    different: Sequence[Pair] = (),
    sure: bool = False,
    settings: Path | None = None,
    kept_in: Mapping[str, str | None] | None = None,
) -> DecideAnswer:
    """Keep that pairs of person ids are the `same` person, or `different` people; the first person
    of a pair then goes by the earlier id, or the doubt is not told again.

    `report_folder` is a report that tells of them, `settings` and `kept_in` as in `decide`. Two ids
    of which no report asked whether they are one person are refused as `same`, unless `sure`; so
    are, in any case, two of whom a decision about rows says that they are different people.
    AnswersError with every pair that cannot be decided, and then none is; FileError where there is
    no report; SettingsError where no store is kept.
    """
    report = load_report(report_folder)
    inputs = [each.path for each in report.manifest.inputs]
    kept = kept_for(inputs, settings, dict(kept_in or {}), report.manifest)
    if kept.store is None:
        raise SettingsError(NO_STORE)
    with Store(kept.store) as store:
        _refuse([*same, *different], store.persons(), store.persons(only_last=True))
        if faults := [*_against_rows(same, store.decided_apart(store.ledger()))]:
            raise AnswersError(faults)
        if not sure and (asked := [*unsupported(store, same)]):
            raise AnswersError(asked)
    answers = [*_answered(same, "same"), *_answered(different, "different")]
    with kept.home() as home:

        def make(ledger: Ledger) -> list[Entry]:
            nobody = Contents(ledger.key, ())
            found = entries_of(answers, nobody, ledger, by=kept.by, at=now())
            log_decisions(kept, report, {"decisions": len(found)}, "decide", home=home)
            return found

        added, place = home.add(make), str(home.path)
    return decide_answer(report, kept, place, added, len(answers))


def _answered(pairs: Sequence[Pair], answer: Answer) -> Iterator[Answered]:
    for one, other in pairs:
        yield Answered((one, other), answer, f"{one} {other}")


def _refuse(pairs: Sequence[Pair], known: frozenset[str], listed: frozenset[str]) -> None:
    """AnswersError with what is wrong with pairs of ids."""
    faults = [fault for pair in pairs for fault in _faults(pair, known, listed)]
    if faults:
        raise AnswersError(list(dict.fromkeys(faults)))


def _against_rows(same: Sequence[Pair], apart: Mapping[tuple[int, int], int]) -> Iterator[str]:
    """Which pairs cannot be the same, because a decision about rows of theirs says otherwise."""
    for pair in same:
        one, other = sorted(int(each[1:]) for each in pair)
        if number := apart.get((one, other)):
            yield ROWS_APART.format(*pair, number)


def _faults(pair: Pair, known: frozenset[str], listed: frozenset[str]) -> Iterator[str]:
    for each in pair:
        if not is_person(each):
            yield NO_ID.format(each)
        elif each not in known:
            yield UNKNOWN.format(each)
    if pair[0] == pair[1]:
        yield ITSELF.format(pair[0])
    elif set(pair) <= listed:
        yield BOTH.format(*pair)
