from portal.common.models.audit import ActorKind, AuditEvent
from portal.common.models.factor_secret import FactorSecret
from portal.common.models.key_check import KeyCheck
from portal.common.models.media import PortalDocument, PortalImage, PortalRendition
from portal.common.models.stamp import ContentStamp
from portal.common.models.user import User, UserManager

__all__ = [
    "ActorKind",
    "AuditEvent",
    "ContentStamp",
    "FactorSecret",
    "KeyCheck",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "User",
    "UserManager",
]
