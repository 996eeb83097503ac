"""The same answers as plain text, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from cohortmatch.cli.layout import table
from cohortmatch.core.plurals import count, runs
from cohortmatch.decisions.ledger import ANSWER_WORDS
from cohortmatch.services.kept_answers import (
    AuditAnswer,
    DecideAnswer,
    DecisionsAnswer,
    LedgerLine,
    LogRestarted,
    PurgeAnswer,
    RestartAnswer,
    ReviewAnswer,
    StatisticsAnswer,
    StoreForgetAnswer,
    StoreListAnswer,
    VerifyAnswer,
)


def decide_text(answer: DecideAnswer) -> Iterator[str]:
    """What `decide` prints."""
    taken = answer.same + answer.different + answer.not_sure
    yield f"{count(taken, 'decision')} kept in {answer.kept_in}" if taken else "No new decision"
    yield from _tally(answer)
    if answer.known_already:
        yield f"{count(answer.known_already, 'decision')} already known"
    yield from _to_see(answer)


def review_text(answer: ReviewAnswer) -> Iterator[str]:
    """What `review` prints when it is finished."""
    if not answer.pairs:
        yield "No pair needs a person to decide"
        return
    answered = answer.same + answer.different + answer.not_sure
    yield f"{answered:,} of {count(answer.pairs, 'pair')} answered"
    yield from _tally(answer)
    yield from _to_see(answer)


def _to_see(answer: DecideAnswer | ReviewAnswer) -> Iterator[str]:
    """How to see decisions in the report."""
    if answer.run_again:
        yield f"To see it in the report, write it again: {answer.run_again}"
    elif isinstance(answer, DecideAnswer) and answer.lists_changed:
        yield "Other lists lie where this report's lists did: the next run counts what was decided"


def _tally(answer: DecideAnswer | ReviewAnswer) -> Iterator[str]:
    numbers = (answer.same, answer.different, answer.not_sure)
    told = zip(ANSWER_WORDS.values(), numbers, strict=True)
    rows = [(words, f"{number:,}") for words, number in told if number]
    if rows:
        yield from table(rows, right=(1,))


def decisions_text(answer: DecisionsAnswer) -> Iterator[str]:
    """What `decisions list` prints."""
    if not answer.decisions:
        yield "Nothing is decided yet"
        return
    heads = ("No.", "Day", "Pair", "Decision", "By", "Reason", "")
    rows = [
        (
            str(each.number),
            each.at.partition("T")[0],
            f"{each.left} | {each.right}",
            f"undo of {each.undoes}" if each.answer == "undo" else ANSWER_WORDS[each.answer],
            each.by,
            each.reason,
            "" if each.state in ("in force", "undo") else each.state,
        )
        for each in answer.decisions
    ]
    yield from table([heads, *rows], right=(0,), indent="")


def undo_text(answer: DecisionsAnswer) -> Iterator[str]:
    """What `decisions undo` prints: what is taken back, and what counts now."""
    for each in answer.decisions:
        yield f"Decision {each.number} ({each.left} | {each.right}) is taken back"
        yield _counts_now(answer.counts_now, each.number)


def _counts_now(now: LedgerLine | None, undone: int) -> str:
    if now is None or now.answer == "undo":
        return (
            "No other decision counts for these two. The pair is asked again where neither the "
            "lists nor decisions about other rows of the two people settle it"
        )
    said = f"decision {now.number}, “{ANSWER_WORDS[now.answer]}”"
    if now.number > undone:
        return f"It was replaced before: {said}, still counts for the pair"
    return f"Now {said}, counts for the pair again"


def audit_text(answer: AuditAnswer) -> Iterator[str]:
    """What `audit show` prints."""
    if not answer.events:
        yield "Nothing is logged yet"
        return
    heads = ("No.", "When (UTC)", "By", "What", "Command", "For", "Purpose", "Counts")
    rows = [
        (
            str(each.number),
            each.at.replace("T", " ").rstrip("Z"),
            each.by,
            each.kind,
            each.command,
            ", ".join(each.recipients),
            each.purpose,
            ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in each.counts.items()),
        )
        for each in answer.events
    ]
    yield from table([heads, *rows], right=(0,), indent="")


def verify_text(answer: VerifyAnswer) -> Iterator[str]:
    """What `audit verify` prints."""
    yield from answer.faults
    if answer.whole:
        yield f"{count(answer.lines, 'line')}; nothing was changed, moved or removed"
    else:
        yield "The log was changed"
    for each in answer.restarts:
        yield _restarted(each)
    for place in answer.unfinished:
        yield f"Line {place} of the file was not finished when it was written; the next one says so"
    if answer.number:
        yield f"The last line, to keep elsewhere: {answer.number}:{answer.hash}"


def _restarted(each: LogRestarted) -> str:
    day = each.at.partition("T")[0]
    lost = [
        f"{first}" if first == last else f"{first} to {last}" for first, last in runs(each.lost)
    ]
    more = f" Noted before it, and in no log any more: line {', '.join(lost)}." if lost else ""
    return f"Begun again on {day} with line {each.number}: {each.because}.{more}"


def restart_text(answer: RestartAnswer) -> Iterator[str]:
    """What `audit restart` prints."""
    if answer.set_aside:
        yield f"The old log is {answer.set_aside} now; keep it"
    yield f"{answer.log} begins again with line {answer.number}: {answer.because}"
    yield f"The last line, to keep elsewhere: {answer.number}:{answer.hash}"


def store_list_text(answer: StoreListAnswer) -> Iterator[str]:
    """What `store list` prints."""
    if not answer.runs:
        yield "No run is kept"
        return
    heads = ("Day", "Listings", "Delete by", "Lists")
    rows = [(e.day, f"{e.listings:,}", e.delete_by, ", ".join(e.lists)) for e in answer.runs]
    yield from table([heads, *rows], right=(1,), indent="")


def store_forget_text(answer: StoreForgetAnswer) -> Iterator[str]:
    """What `store forget` prints."""
    run = answer.run
    yield f"The run of {run.day} is forgotten: {count(run.listings, 'listing')}"
    if len(run.reports) > 1:
        yield f"Its reports stay until {run.delete_by}: {', '.join(run.reports)}"
    elif run.report:
        yield f"Its report stays until {run.delete_by}: {run.report}"


def purge_text(answer: PurgeAnswer) -> Iterator[str]:
    """What `purge` prints."""
    if not answer.runs:
        more = answer.decisions or answer.bases
        yield (
            "No report is past its delete-by date" if more else "Nothing is past its delete-by date"
        )
    done = "was erased" if answer.erased else "is due for erasure"
    for each in answer.runs:
        files = count(len(each.files), "file")
        kept = f", {count(each.listings, 'remembered listing')}" if each.listings else ""
        day = f"the delete-by date was {each.delete_by}" if each.delete_by else KILLED
        yield f"{each.folder}: {files}{kept}; {day}; {done}"
        if each.changed:
            yield f"  changed since it was written: {', '.join(each.changed)}"
    for base in answer.bases:
        made = f"the base made on {base.made}"
        yield f"{base.file}: {made}; the delete-by date was {base.delete_by}; {done}"
    if answer.decisions:
        yield _old_decisions(answer.decisions, answer.erased)
    if (answer.runs or answer.bases or answer.decisions) and not answer.erased:
        yield "Nothing was erased. To erase it, leave out --dry-run"


KILLED = "left by a run that was killed"


def stays_text(answer: PurgeAnswer) -> Iterator[str]:
    """What `purge` says on stderr: what it left, and why."""
    for each in answer.stays:
        yield f"{each.file}: {each.why}"


def _old_decisions(number: int, erased: bool) -> str:
    if number == 1:
        done = "was erased" if erased else "is due for erasure"
    else:
        done = "were erased" if erased else "are due for erasure"
    return f"{count(number, 'old decision')} about nobody who is still known {done}"


def statistics_text(answer: StatisticsAnswer) -> Iterator[str]:
    """What `statistics` prints: how much is shown, and where."""
    figures, runs = count(answer.figures, "figure"), count(answer.runs, "run")
    yield f"{figures} of {runs}, {answer.suppressed:,} of them suppressed"
    yield f"Written: {', '.join(answer.written)}"
