"""Which sessions there can be when (DOMAIN section 8), and what is said when one can't be planned or recorded so."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from intake.constants import CaseKind, CaseState, NotMediatedReason, SessionType, Side

Type = SessionType

OF_COMMUNITY = frozenset({Type.PRE_COMMUNITY, Type.PRE_EMPLOYEE})
OF_COLLEAGUES = frozenset({Type.INTERNAL_PRE})
WITH_ONE = OF_COMMUNITY | OF_COLLEAGUES | {Type.FOLLOW_UP_CALL}
"""Sessions with one side alone."""

SIDE_OF: Mapping[SessionType, Side] = {Type.PRE_COMMUNITY: Side.COMMUNITY, Type.PRE_EMPLOYEE: Side.EMPLOYEE}
"""The side that a talk is with, where its type says so."""


class Why(StrEnum):
    """Why a session was refused. The value is the sentence that staff read."""

    WRONG_STATE = "A session of this kind can’t be planned where the case stands now."
    WRONG_SIDE = "Say which side this talk is with."
    NO_TIMES = "Propose at least one time."
    PAST = "This time is over."
    NOT_CONFIRMED = "This session has no time that stands."
    NOT_PROPOSED = "This session is not waiting for a time any more."
    NOT_AGREED = "Everyone who takes part has to say that this time suits them."
    NO_MEDIATOR = "Choose at least one mediator who has accepted this case."
    IN_DOUBT = "What this mediator declared is still open: ask both sides first, or choose another."
    NO_PLACE = "A session in person needs a place that is in use."
    NO_LINK = "A session by video needs a link."
    NO_INTERPRETER = "Choose an interpreter who is on the list."
    NO_MORE_MOVES = "This side has already moved a session as often as the rules allow."
    NO_MORE_SESSIONS = "No further joint session is allowed in this case."
    ONE_IS_PLANNED = "Another joint session is planned already. Move or cancel it first."
    NOT_BEGUN = "The session has not begun yet."
    TOO_SOON = "Wait longer for somebody who does not come, and write down how long you waited."
    NOBODY_THERE = "Say who was there: both sides and a mediator for a joint session, the side for a talk."
    NOBODY_MISSING = "Say which side did not come."


def types_open(state: CaseState, kind: CaseKind) -> tuple[SessionType, ...]:
    """The kinds of session that can be planned in a case of this kind that stands here, in the order to offer them."""
    if state is CaseState.FOLLOW_UP:
        return (Type.FOLLOW_UP_CALL,)
    if state is not CaseState.PREMEDIATION:
        return ()
    if kind is CaseKind.INTERNAL:
        return (Type.INTERNAL_PRE, Type.INTERNAL_JOINT, Type.SHUTTLE)
    return (Type.PRE_COMMUNITY, Type.PRE_EMPLOYEE, Type.JOINT, Type.SHUTTLE)


def check_in_day(session_day: date, today: date, days: int) -> date:
    """The day of the personal call before a session; today when that day is over."""
    return max(session_day - timedelta(days=days), today)


def day_in(moment: datetime, zone: str) -> date:
    """The day of a session on the clocks on which its time was agreed."""
    return moment.astimezone(ZoneInfo(zone)).date()


def replace_day(session_day: date, today: date, days: int, in_time: date) -> date:
    """The day by which a session that nobody leads has another mediator: `in_time`, as for any choice of mediators, but
    not after the personal call before the session, in which the sides hear that it stands."""
    return min(in_time, check_in_day(session_day, today, days))


def reason_of_no_show(side: Side) -> NotMediatedReason:
    """The private reason of a case that ends because this side did not come again."""
    community = side is Side.COMMUNITY
    return NotMediatedReason.NO_SHOW_COMMUNITY if community else NotMediatedReason.NO_SHOW_EMPLOYEE
