"""What the administrator's page of an account does, and what it asks before it does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cohortmatch.portal.accounts import managing
from cohortmatch.portal.accounts.account_forms import RightForm
from cohortmatch.portal.accounts.managing import Right
from cohortmatch.portal.making import address_of
from cohortmatch.portal.models import User

__all__ = ["Done", "change", "question_of"]

Question = tuple[str, list[str], str]
"""What is asked, what follows, and the words of the button that does it."""
AT_ONCE = "It counts at once. You can give it again."
ENDS = "The old password stops at once, and every session of the account ends."
APP = "The second factor is set up anew, too."
REMOVED = (
    "It can no longer log in, and loses every right, its password and its second factor at once. "
    "Its name stays in the log and cannot be given to anybody else."
)


@dataclass(frozen=True)
class Done:
    """What was done, in a sentence, and the address of a new link where one was made."""

    words: str = ""
    link: str = ""


def question_of(asked: Mapping[str, str], user: User) -> Question | None:
    """What is to be asked once more before a form's wish is done; None where nothing is."""
    name = user.username
    if "take" in asked and (right := _right(asked, user)):
        return f"Take away from {name}: {right}?", [AT_ONCE], "Yes, take it away"
    if "link" in asked:
        words = [ENDS, *([APP] if asked["link"] == "app" else [])]
        return f"Make a new link for {name}?", words, "Yes, make a new link"
    if "remove" in asked:
        return f"Remove the account {name}?", [REMOVED], "Yes, remove the account"
    return None


def change(asked: Mapping[str, str], user: User, form: RightForm, by: str) -> Done:
    """Do what the form asks. SettingsError where that cannot be."""
    name = user.username
    if "give" in asked and form.is_valid():
        managing.give(name, form.right(), by)
        return Done(f"{name} is now {form.right()}.")
    if "take" in asked and (right := _right(asked, user)):
        managing.take_away(name, right, by)
        return Done(f"{name} is no longer {right}.")
    if "link" in asked:
        path = managing.link_again(name, by, lost_app=asked["link"] == "app")
        return Done("", address_of(path))
    if "remove" in asked:
        managing.remove_user(name, by)
        return Done(f"The account {name} is removed, and every session of it ended.")
    return Done()


def _right(asked: Mapping[str, str], user: User) -> Right | None:
    """The right that is to be taken away; None where the account has it no more."""
    found = (each for each in user.memberships.all() if str(each.pk) == asked["take"])
    return next(map(managing.right_of, found), None)
