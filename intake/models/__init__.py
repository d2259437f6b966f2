from intake.models.case import Case
from intake.models.code import ParticipantCode
from intake.models.draft import Draft
from intake.models.event import CaseEvent
from intake.models.holder import DraftHolder
from intake.models.referral import Referral
from intake.models.statistics import StatisticsAnswer
from intake.models.trace import ContactTrace, TraceKey
from intake.models.tries import TryCount

__all__ = [
    "Case",
    "CaseEvent",
    "ContactTrace",
    "Draft",
    "DraftHolder",
    "ParticipantCode",
    "Referral",
    "StatisticsAnswer",
    "TraceKey",
    "TryCount",
]
