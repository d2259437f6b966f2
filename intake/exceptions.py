"""What intake refuses, by name; the views turn these into words."""

from datetime import timedelta
from typing import Any


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


class SpaceClosed(Exception):
    """The code behind an open space was replaced or is gone: whoever is in it has to come in again."""


class LinkOpensNothing(Exception):
    """A link to a meeting's page that is unknown, was ended, or whose day is over. One answer for all."""


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


class NoLaterFiling(Exception):
    """A complaint was filed before, the case is one between colleagues, or it has ended."""


class OwnerRefused(Exception):
    """The account does not work on cases, so it can't own one."""


class TooManyFilters(Exception):
    """A person keeps as many lists as anyone needs, and no more."""


class AlreadyAnswered(Exception):
    """A side has given its answer, or its time to answer is over; a yes can still be taken back by withdrawing."""


class NotAskingNow(Exception):
    """Nobody is asked for a yes or no at this point of the case."""


class NotAskedYet(Exception):
    """The day from which this side is asked has not come."""


class DetailsChanged(Exception):
    """The program changed what a side changes at the same time; nothing was written. `mine` are the answers that the
    person changed, `both` those of them that the program changed too."""

    def __init__(self, mine: frozenset[str], both: frozenset[str]) -> None:
        super().__init__()
        self.mine, self.both = mine, both


class ErasureRefused(Exception):
    """What a side asked us to delete can't be deleted now; `why` says it in words for staff."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooLateToWithdraw(Exception):
    """The outcome is recorded, or the case has ended: there is nothing left to withdraw from."""


class MediatorRefused(Exception):
    """A mediator can't be asked, or can't answer, now; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class NoSuchTime(Exception):
    """A wall time that the clocks jump over, or a time zone that nobody knows."""


class SessionRefused(Exception):
    """A session can't be planned, changed or recorded so; `why` (intake/rules/sessions.py) says it in words."""

    def __init__(self, why: object) -> None:
        super().__init__()
        self.why = why


class SlotTaken(Exception):
    """Another session has the mediator, the place or the interpreter at that time; `kind` says which of them."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class OutcomeRefused(Exception):
    """What was said about the end of a mediation can't be recorded so; `why` (intake/rules/outcome.py) says it."""

    def __init__(self, why: object) -> None:
        super().__init__()
        self.why = why


class SecondPersonNeeded(Exception):
    """This takes another account than the one that began it."""


class CallFirst(Exception):
    """Answers that ask for a call are not settled before somebody talked with the person."""


class OriginalUnknown(Exception):
    """No case of this reference can be the one that this case repeats."""


class MessageUnread(Exception):
    """The duty to answer a message ends only once somebody has read it."""


class MessagesClosed(Exception):
    """A joint session has begun: what was said there is written down nowhere, so no message is taken any more."""


class TooManyMessages(Exception):
    """A side has sent as many messages today as it can."""


class NotByHand(Exception):
    """This duty ends with a move or is over already; nobody ticks it off."""


class LetterRefused(Exception):
    """A letter can't be written now: its text is missing, out of date or wrong, or a value is not known. The arguments
    say so in plain words, without naming anyone."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Each reason in a few words."""
        return tuple(map(str, self.args))


class SurveyNotReady(Exception):
    """The survey is not published, or its questions hold a mistake; `words` say what to do."""

    words = "Nothing was opened: publish the English survey first, without mistakes in its questions."


class SurveyNotHere(Exception):
    """There is no such link to a survey, or its days are over. One answer for both."""


class SurveyAnswered(Exception):
    """The link was used: one reply for each. `open_link` is the link for many by which it was begun, if any."""

    def __init__(self, open_link: Any = None) -> None:
        super().__init__()
        self.open_link = open_link


class DoubtsChanged(Exception):
    """More or fewer replies are doubted than the person saw."""

    words = "Nothing was changed: other replies came in or were settled meanwhile. Look again."


class SurveyClosed(Exception):
    """The edition that an open link leads to is closed."""


class QuoteNotHere(Exception):
    """There is no such quote to decide on, or the words may not be quoted."""
