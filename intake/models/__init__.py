from intake.models.case import Case
from intake.models.draft import Draft
from intake.models.event import CaseEvent
from intake.models.referral import Referral

__all__ = ["Case", "CaseEvent", "Draft", "Referral"]
