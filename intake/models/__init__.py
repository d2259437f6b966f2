from intake.models.attempt import ContactAttempt
from intake.models.case import Case
from intake.models.code import ParticipantCode
from intake.models.consent import Consent, EarlierAnswer
from intake.models.decision import EligibilityDecision
from intake.models.draft import Draft
from intake.models.duty import Duty
from intake.models.erasure import Erasure
from intake.models.event import CaseEvent
from intake.models.holder import DraftHolder
from intake.models.letter import LetterTemplate
from intake.models.link import AskedLink, EntryLink
from intake.models.mediator import Assignment, ConflictDeclaration, Mediator
from intake.models.meeting_link import MeetingLink
from intake.models.message import PartyMessage
from intake.models.move_request import MoveRequest
from intake.models.notification import Heartbeat, Notification
from intake.models.outcome import AgreedStep, ClosureNotice, EarlierEnd, Outcome
from intake.models.party import Party
from intake.models.place import Interpreter, Place
from intake.models.policy import PolicyChange
from intake.models.referral import Referral
from intake.models.saved_filter import SavedFilter
from intake.models.session import Attendance, Booking, ProposalAnswer, Session, TimeProposal
from intake.models.statistics import StatisticsAnswer
from intake.models.stopped import StoppedPhone
from intake.models.survey import Survey, SurveyEdition
from intake.models.survey_invitation import SurveyAsked, SurveyInvitation
from intake.models.survey_open import KeyedReplies, OpenSurveyLink
from intake.models.survey_quote import SurveyQuote
from intake.models.survey_reply import SurveyDraft, SurveyLink, SurveyResponse, UsedSurveyLink
from intake.models.trace import ContactTrace, TraceKey
from intake.models.tries import TryCount
from intake.models.waiver import Waiver

__all__ = [
    "AgreedStep",
    "AskedLink",
    "Assignment",
    "Attendance",
    "Booking",
    "Case",
    "CaseEvent",
    "ClosureNotice",
    "ConflictDeclaration",
    "Consent",
    "ContactAttempt",
    "ContactTrace",
    "Draft",
    "DraftHolder",
    "Duty",
    "EarlierAnswer",
    "EarlierEnd",
    "EligibilityDecision",
    "EntryLink",
    "Erasure",
    "Heartbeat",
    "Interpreter",
    "KeyedReplies",
    "LetterTemplate",
    "Mediator",
    "MeetingLink",
    "MoveRequest",
    "Notification",
    "OpenSurveyLink",
    "Outcome",
    "ParticipantCode",
    "Party",
    "PartyMessage",
    "Place",
    "PolicyChange",
    "ProposalAnswer",
    "Referral",
    "SavedFilter",
    "Session",
    "StatisticsAnswer",
    "StoppedPhone",
    "Survey",
    "SurveyAsked",
    "SurveyDraft",
    "SurveyEdition",
    "SurveyInvitation",
    "SurveyLink",
    "SurveyQuote",
    "SurveyResponse",
    "TimeProposal",
    "TraceKey",
    "TryCount",
    "UsedSurveyLink",
    "Waiver",
]
