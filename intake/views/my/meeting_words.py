"""How a side's own space speaks of a meeting: who is there, by role and never by name, and what was agreed on."""

from django.utils.translation import gettext_lazy as _

from intake.constants import AttireTerms, SessionType
from intake.rules.moving import Moving, PartOfDay

YOU = _("You, and whoever comes along with you as agreed with us")
OTHER_SIDE = _("The other side, and whoever comes along with them as agreed with us")
OTHER_SIDE_APART = _("The other side, but not in the same room as you")
ONE_MEDIATOR, TWO_MEDIATORS, MEDIATORS = _("One mediator"), _("Two mediators"), _("One or two mediators")
FROM_THE_PROGRAM = _("A person from the program")
INTERPRETER = _("An interpreter")
APART = frozenset({SessionType.SHUTTLE})
ATTIRE = {
    AttireTerms.PLAIN: _("Plain clothes, and no weapon in the room"),
    AttireTerms.UNIFORM: _("Police uniform, and no weapon in the room"),
    AttireTerms.UNIFORM_ARMED: _("Police uniform, with the weapon"),
}
"""What was agreed about uniform and weapon; nothing is said while it is open."""
NOT_HERE = {
    Moving.TOO_LATE: _("The meeting is too near to ask for another time on this page."),
    Moving.USED_UP: _("You have had another time already. A further change is possible only by phone."),
}
DAY_PARTS = {
    PartOfDay.MORNING: _("%(day)s, in the morning"),
    PartOfDay.AFTERNOON: _("%(day)s, in the afternoon"),
    PartOfDay.EVENING: _("%(day)s, in the evening"),
}
