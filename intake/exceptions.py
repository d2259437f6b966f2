"""What intake refuses, by name; the views turn these into words."""

from datetime import timedelta


class ReferralIsImmutable(Exception):
    """A referral is what a person sent; a correction is a new entry on its case."""


class NoFreeReference(Exception):
    """Several references in a row were taken, which chance does not do: something is wrong with the source of them."""


class DraftNotHere(Exception):
    """This browser holds no such draft: it is another's, it is unknown, or its time is up. One answer for all three."""


class CaseNotHere(Exception):
    """There is no such case for this person; whether it exists is not told."""


class CopyIsOver(Exception):
    """The time in which a sender can open a copy of what they sent is up."""


class CodeOpensNothing(Exception):
    """A code that is unknown or wrong, or whose draft has run out of time. One answer for all."""


class TryLater(Exception):
    """Too many tries; `wait` says how long until the next one may be made."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


class RuleRefused(Exception):
    """A rule of the program was not changed: the person may not, or the value makes no sense."""


class CaseChanged(Exception):
    """Somebody else changed the case since the form was opened; nothing was written."""


class MoveRefused(Exception):
    """A case can't make this move now; `refusal` (intake/rules/lifecycle.py) says why."""

    def __init__(self, refusal: object) -> None:
        super().__init__()
        self.refusal = refusal


class ReasonMissing(Exception):
    """The move needs a reason, and none of its own was given."""


class LetterRefused(Exception):
    """A letter can't be written now: its text is missing, out of date or wrong, or a value is not known. The arguments
    say so in plain words, without naming anyone."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each reason in a few words."""
        return tuple(map(str, self.args))
