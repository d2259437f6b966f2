"""Where a case stands, what it is about, why it ends or waits, and what has to be done."""

from django.db.models import TextChoices


class CaseState(TextChoices):
    """Where a case stands (DOMAIN section 8). The moves between states are intake/rules/lifecycle.py's."""

    RECEIVED = "received", "Received"
    SCREENING = "screening", "Screening"
    INFO_NEEDED = "info_needed", "Waiting for information"
    CITY_REVIEW = "city_review", "With the City for review"
    ELIGIBLE = "eligible", "Eligible"
    CONSENT = "consent", "Asking both sides"
    MEDIATOR_ASSIGN = "mediator_assign", "Choosing mediators"
    PREMEDIATION = "premediation", "Preparing"
    SCHEDULED = "scheduled", "Scheduled"
    SESSION_HELD = "session_held", "Session held"
    OUTCOME = "outcome", "Recording the outcome"
    FOLLOW_UP = "follow_up", "Following up"
    CLOSED = "closed", "Closed"
    # Side states: out of the main line. ON_HOLD leads back to where the case was; the others end it.
    ON_HOLD = "on_hold", "On hold"
    INELIGIBLE = "ineligible", "Not eligible"
    UNREACHABLE = "unreachable", "Could not be reached"
    DUPLICATE = "duplicate", "Duplicate"
    NOT_MEDIATED = "not_mediated", "Not mediated"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SERIOUS_REFERRED = "serious_referred", "Stopped: serious matter"


ENDED = frozenset(
    {
        CaseState.CLOSED,
        CaseState.INELIGIBLE,
        CaseState.UNREACHABLE,
        CaseState.DUPLICATE,
        CaseState.NOT_MEDIATED,
        CaseState.WITHDRAWN,
        CaseState.SERIOUS_REFERRED,
    }
)
"""States in which nothing more happens unless the case is opened again."""


class CaseKind(TextChoices):
    """What kind of matter a case is (DOMAIN section 8)."""

    COMPLAINT = "complaint", "Complaint filed"
    PRE_COMPLAINT = "pre_complaint", "No complaint filed"
    INTERNAL = "internal", "Inside the department"


class Sharing(TextChoices):
    """Whether the person who asked lets the City see the referral record (zone A)."""

    NOT_ASKED = "not_asked", "Not asked yet"
    YES = "yes", "Yes"
    NO = "no", "No"


class Check(TextChoices):
    """What a decision that a case is eligible has checked, point by point."""

    LOWER_LEVEL = "lower_level", "It is about tone, respect, listening, explaining or service: nothing more serious"
    NO_OPEN_CASE = "no_open_case", "No criminal case, claim or lawsuit about it is open"
    EMPLOYEE_KNOWN = "employee_known", "The employee is identified and still works for the department"
    BOTH_CAN_TAKE_PART = "both_can_take_part", "Both sides can take part safely, with the help that they need"


class IneligibleReason(TextChoices):
    """Why mediation is not the way (DOMAIN section 8, Ineligible)."""

    FORCE = "force", "Force or injury"
    WEAPON = "weapon", "A weapon was pointed or used"
    CRIME = "crime", "A crime is alleged"
    SEXUAL = "sexual", "Sexual misconduct"
    DISHONESTY = "dishonesty", "Dishonesty or corruption"
    DISCRIMINATION = "discrimination", "Serious discrimination, or a pattern that was sustained"
    ARREST_SEARCH = "arrest_search", "Whether an arrest or search was lawful"
    PENDING_CASE = "pending_case", "A criminal case or a lawsuit is pending"
    RETALIATION = "retaliation", "Retaliation"
    NOT_PPD = "not_ppd", "Not about the department's personnel"
    POLICY = "policy", "About a policy or service only"
    TOO_OLD = "too_old", "Too long ago"
    DECIDED = "decided", "Already decided"
    UNIDENTIFIED = "unidentified", "The employee has left or can't be identified"
    HISTORY = "history", "The employee's earlier mediations"
    SAFETY = "safety", "Someone's safety"
    CITY = "city", "The City's discretion"


class NotMediatedReason(TextChoices):
    """Why an eligible case was not mediated. Private to the program: the City never learns who declined."""

    COMMUNITY_INVESTIGATION = "community_investigation", "Community member: wants an investigation"
    COMMUNITY_AVOID = "community_avoid", "Community member: would rather not meet"
    COMMUNITY_TIME = "community_time", "Community member: no time"
    COMMUNITY_DISTRUST = "community_distrust", "Community member: no trust in it"
    COMMUNITY_RESOLVED = "community_resolved", "Community member: it resolved itself"
    COMMUNITY_NONE = "community_none", "Community member: no reason given"
    EMPLOYEE_INVESTIGATION = "employee_investigation", "Employee: wants an investigation"
    EMPLOYEE_AVOID = "employee_avoid", "Employee: would rather not meet"
    EMPLOYEE_ADVICE = "employee_advice", "Employee: advice of a representative"
    EMPLOYEE_NONE = "employee_none", "Employee: no reason given"
    NO_REPLY = "no_reply", "No reply"
    UNREACHABLE = "unreachable", "Could not be reached"
    WITHDREW = "withdrew", "A side withdrew"
    NO_SHOW_COMMUNITY = "no_show_community", "Community member did not come"
    NO_SHOW_EMPLOYEE = "no_show_employee", "Employee did not come"
    NO_INTERPRETER = "no_interpreter", "No interpreter or place"
    TIME_LIMIT = "time_limit", "Time limit"


class HoldReason(TextChoices):
    """Why a case waits (DOMAIN section 8, ON_HOLD)."""

    PENDING_CASE = "pending_case", "A criminal or civil case is pending"
    LEAVE = "leave", "Medical or other leave"
    UNAVAILABLE = "unavailable", "A participant is not available"
    OTHER = "other", "Another reason that is in nobody's power here"


class ReopenReason(TextChoices):
    """Why a case is opened again."""

    CAME_BACK = "came_back", "The person came back"
    MISTAKE = "mistake", "It was ended by mistake"
    NEW_FACTS = "new_facts", "Something new is known"


class DutyKind(TextChoices):
    """What somebody has to do by a day. The queue shows the next one of each case."""

    FIRST_CONTACT = "first_contact", "First contact by a person"
    SCREEN = "screen", "Screen the request"
    ASK_AGAIN = "ask_again", "Remind about the question"
    ANSWER_BY = "answer_by", "The answer is due"
    CITY_DECISION = "city_decision", "The City decides"
    INVITE = "invite", "Ask both sides"
    HAND_OVER_CODE = "hand_over_code", "Give a side its code"
    HAND_OVER_SURVEY = "hand_over_survey", "Hand over a survey link or a paper form"
    CONSENT_BY = "consent_by", "Both answers are due"
    ASSIGN = "assign", "Choose mediators"
    MEDIATOR_REPLY = "mediator_reply", "A mediator’s answer is due"
    PREPARE = "prepare", "Talk with each side"
    HOLD_SESSION = "hold_session", "Hold the session"
    CHECK_IN = "check_in", "Check-in call before the session"
    REPORT = "report", "Report the session"
    OUTCOME = "outcome", "Record the outcome"
    FOLLOW_UP = "follow_up", "Follow up with both sides"
    TEN_DAYS = "ten_days", "Extend or end the mediation (Evid. Code 1125)"
    CLOSE = "close", "Close the case"
    REVIEW_HOLD = "review_hold", "Look at the hold again"
    RETURN_TO_PSU = "return_to_psu", "Return the complaint to Professional Standards"
    CLOCK = "clock", "One-year limit of the complaint (Gov. Code 3304(d))"
    POST_LETTER = "post_letter", "Send a letter by post"
    CALL_PARTY = "call_party", "Tell a person by phone"
    ANSWER_MESSAGE = "answer_message", "Answer a message from a side"
    FIND_TIME = "find_time", "Find another time"
    FIND_MEDIATOR = "find_mediator", "Find a mediator for the session, or move it"
    CHECK_BOOKING = "check_booking", "Check the session: what a side needs has changed"
    ERASE = "erase", "Delete what the rules let us delete"
