"""The answers of the `agreement` commands: the shape of `--json`."""

from __future__ import annotations

from cohortmatch.services.answers import Answer
from cohortmatch.version import __version__


class AgreementInitAnswer(Answer):
    """What `agreement init --json` prints: the file that was written, the lists in it, and whether
    every run of them finds it, wherever the command is run."""

    version: str = __version__
    written: str
    lists: tuple[str, ...]
    is_found: bool = True


class PreflightQuestion(Answer):
    """One question before a list is shared, and what the tool can say to it."""

    question: str
    answer: str


class AgreementCheckAnswer(Answer):
    """What `agreement check --json` prints: which agreement, why nothing can be written for others
    today, its dates, its gaps, what to ask."""

    version: str = __version__
    id: str
    agreement_version: str
    digest: str
    not_used: tuple[str, ...] = ()
    dates: tuple[str, ...]
    gaps: tuple[str, ...]
    preflight: tuple[PreflightQuestion, ...]


class FlowAnswer(Answer):
    """What one recipient sees of one list for one purpose of people in one role, by age."""

    recipient: str
    purpose: str
    list: str
    role: str
    adults: tuple[str, ...]
    unknown_age: tuple[str, ...]
    under_18: tuple[str, ...]
    rules: tuple[str, ...]


class AgreementShowAnswer(Answer):
    """What `agreement show --json` prints: every flow, as if the agreement were in force, why
    nothing can be written for others today, and which members may compare their people."""

    version: str = __version__
    id: str
    agreement_version: str
    not_used: tuple[str, ...] = ()
    flows: tuple[FlowAnswer, ...]
    between: str = ""
    written: str | None = None


class WhyShared(Answer):
    """Whether one item may be shown of one role and age group, the rule that decides, and why."""

    role: str
    age: str
    purpose: str
    allowed: bool
    rule: str
    why: str


class AgreementWhyAnswer(Answer):
    """What `agreement why --json` prints; `not_used` says why nothing can be written for others
    today, whatever the rules allow."""

    version: str = __version__
    list: str
    item: str
    recipient: str
    not_used: tuple[str, ...] = ()
    answers: tuple[WhyShared, ...]


class AgreementDiffAnswer(Answer):
    """What `agreement diff --json` prints: who gains and who loses what, and whether it was
    accepted, and that was logged."""

    version: str = __version__
    gains: tuple[str, ...]
    losses: tuple[str, ...]
    other: tuple[str, ...]
    accepted: bool
    logged: bool = False


class AgreementAnnexAnswer(Answer):
    """What `agreement annex --json` prints: the file that was written, and of how many lists."""

    version: str = __version__
    written: str
    lists: int
