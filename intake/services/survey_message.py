"""What a message about a survey brings when it goes out: the link, made at that moment, and one neutral line.

The secret of the link goes into the message and nowhere else: each try makes another one. Whether the message is still
wanted is asked again at that moment.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.constants import Channel, DutyKind, LetterKind
from intake.constants.survey import Audience, SurveyPurpose
from intake.models import Case, Notification, SurveyEdition, SurveyInvitation
from intake.notifications import channel_for_survey
from intake.rules.clock import add_business_days
from intake.rules.survey_times import audience_of
from intake.services.duties import open_duty
from intake.services.survey_due import SILENT, askable_sides
from intake.services.survey_invitation import HAND_OVER_DAYS
from intake.services.survey_reply import make_link
from portal.common.dates import long_date
from portal.common.languages import Language

SECRET_BYTES = 16
"""Of a link that has to fit into a text: 128 bits, as those of a side's own page."""


def invitation_of(notification: Notification) -> SurveyInvitation | None:
    """What the message belongs to: its key begins with the id."""
    found = SurveyInvitation.objects.filter(pk=UUID(notification.key.partition(":")[0]))
    return found.select_related("message", "party", "mediator__user", "case").first()


def edition_for(invitation: SurveyInvitation, notification: Notification) -> SurveyEdition | None:
    """The edition that is asked now; for a reminder none that was opened after the link went out."""
    editions = SurveyEdition.objects.filter(purpose=invitation.purpose, closed_at=None)
    if notification.letter == LetterKind.SURVEY_REMINDER:
        sent_at = invitation.sent_at
        editions = editions.filter(opened_at__lte=sent_at) if sent_at else editions.none()
    return editions.defer("stream", "texts").first()


def is_over(notification: Notification) -> bool:
    """Whether the message is not to go out any more: the edition is closed, the side stepped back or wants to be
    deleted, or this way is not safe any more."""
    invitation = invitation_of(notification)
    if invitation is None or edition_for(invitation, notification) is None:
        return True
    party = invitation.party
    if party is None:
        user = invitation.user
        return user is None or not user.is_active or not user.email or invitation.case.state in SILENT
    if not askable_sides(SurveyPurpose(invitation.purpose)).filter(pk=party.pk).exists():
        return True
    return channel_for_survey(party) != Channel(notification.channel)


def address_of(notification: Notification, language: Language) -> str:
    """The address of a new link to the edition that is asked now. Raises ValueError where there is none."""
    invitation = invitation_of(notification)
    edition = edition_for(invitation, notification) if invitation else None
    if invitation is None or edition is None:
        raise ValueError("nothing is asked any more")
    audience = audience_of(invitation.party.side) if invitation.party else Audience.MEDIATOR
    with override(language.code):
        path = reverse("intake:survey", kwargs={"token": make_link(edition, audience, SECRET_BYTES)})
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def mail_words(notification: Notification, phone: str) -> str:
    """The line of a mail, in the active language."""
    if notification.letter == LetterKind.SURVEY:
        return _("We have a few questions for you. Nobody can see who has answered. This link is for you alone.")
    day = _first_day(notification)
    if notification.party is None or not phone:
        return _(
            "On %(date)s we sent you a link to a few questions. Thank you if you have answered. If you lost the link,"
            " ask us for another one."
        ) % {"date": day}
    return _(
        "On %(date)s we sent you a link to a few questions. Thank you if you have answered. If you lost the link, call"
        " us at %(phone)s, or write to us here."
    ) % {"date": day, "phone": phone}


def text_words(notification: Notification, phone: str, link: str) -> str:
    """A whole text message, in the active language."""
    if notification.letter == LetterKind.SURVEY:
        return link_text(link)
    return reminder_text(_first_day(notification), phone)


def link_text(link: str) -> str:
    """The text that brings the link; two segments at most."""
    return _("A few questions for you: %(link)s Reply STOP to get no more texts.") % {"link": link}


def reminder_text(day: str, phone: str) -> str:
    """The text that reminds; two segments at most."""
    return _(
        "On %(date)s we sent you a few questions. Thank you if you answered. Link lost? Call %(phone)s. Reply STOP to"
        " get no more texts."
    ) % {"date": day, "phone": phone}


def _first_day(notification: Notification) -> str:
    invitation = invitation_of(notification)
    if invitation is None or invitation.sent_at is None:
        raise ValueError("no link went out")
    return long_date(invitation.sent_at)


def hand_over_instead(notification: Notification) -> None:
    """Asks a person to hand a link over where the message was given up; not for a reminder, and not after a no. In the
    caller's transaction."""
    invitation = invitation_of(notification)
    if notification.letter != LetterKind.SURVEY or invitation is None or invitation.party is None:
        return
    if invitation.purpose != SurveyPurpose.DECLINE:
        case = Case.objects.select_for_update().get(pk=invitation.case_id)
        due_on = add_business_days(timezone.localdate(), HAND_OVER_DAYS)
        open_duty(case, DutyKind.HAND_OVER_SURVEY, due_on, party=invitation.party)
