"""The fixed codes of intake: states, kinds, paths. They are stored, so a value never changes its meaning."""

from intake.constants.case import (
    ENDED,
    CaseKind,
    CaseState,
    Check,
    DutyKind,
    HoldReason,
    IneligibleReason,
    NotMediatedReason,
    ReopenReason,
    Sharing,
)
from intake.constants.letter import ENTRY_LINK, SURVEY_LETTERS, LetterKind
from intake.constants.mediator import AssignmentState, Conflict, TrainingTopic
from intake.constants.outcome import ClosureCode, OutcomeCode, RetentionClass
from intake.constants.party import (
    CONSENT_IS_IN,
    SENT_BY_WORKER,
    AttemptResult,
    Channel,
    ConsentState,
    ErasureReason,
    Side,
    SideEvent,
)
from intake.constants.referral import DRAFT_SCHEMA, Path, Source
from intake.constants.session import (
    JOINT_TYPES,
    NAMING_A_SIDE,
    PRE_TYPES,
    AttireTerms,
    Guest,
    SessionMode,
    SessionState,
    SessionType,
)

__all__ = [
    "CONSENT_IS_IN",
    "DRAFT_SCHEMA",
    "ENDED",
    "ENTRY_LINK",
    "JOINT_TYPES",
    "NAMING_A_SIDE",
    "PRE_TYPES",
    "SENT_BY_WORKER",
    "SURVEY_LETTERS",
    "AssignmentState",
    "AttemptResult",
    "AttireTerms",
    "CaseKind",
    "CaseState",
    "Channel",
    "Check",
    "ClosureCode",
    "Conflict",
    "ConsentState",
    "DutyKind",
    "ErasureReason",
    "Guest",
    "HoldReason",
    "IneligibleReason",
    "LetterKind",
    "NotMediatedReason",
    "OutcomeCode",
    "Path",
    "ReopenReason",
    "RetentionClass",
    "SessionMode",
    "SessionState",
    "SessionType",
    "Sharing",
    "Side",
    "SideEvent",
    "Source",
    "TrainingTopic",
]
