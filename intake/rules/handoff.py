"""Where a person can turn instead, when mediation is not the way: what staff say by phone, by the reason.

The public page "Not this program? Where else to turn" says the same in five languages. No promises: whether somebody
else acts is theirs to say.
"""

from enum import StrEnum

from intake.constants import IneligibleReason as Reason


class Place(StrEnum):
    """A place to turn to, in words that can be said by phone."""

    EMERGENCY = "Call 911 if anyone is in danger now."
    COMPLAINT = (
        "Formal complaint: the Police Department's office that handles complaints takes it, at the department or"
        " through the City. Offer help with filing it; deadlines may apply."
    )
    AUDITOR = "City oversight: the Independent Police Auditor and the oversight commission can explain the process."
    ATTORNEY = "The county district attorney's office, if an employee may have committed a crime."
    HARM = "A support center for people who were harmed by a crime, whether or not they report it."
    LAWYER = "A lawyer or a legal aid office. Claims against a city can have short deadlines."
    COURT = "The court that their papers name, by the date that the papers give."
    CIVIL_RIGHTS = "The state's civil rights department, about unfair treatment because of who they are."
    OTHER_AGENCY = "The complaint office of the agency that it was: sheriff, highway patrol, campus or another city."
    MEETING = "A public meeting of the City Council or of the police oversight commission, about a rule or a plan."
    CITY_SERVICE = "The City's main line or City Hall, about a City service."
    HUMAN_RESOURCES = "For employees: Human Resources, or their representative."
    COME_BACK = "They may ask us again when the matter has ended or something has changed."
    ASK_US = "If they are not sure: we help to find the right office. They do not have to give their name."


SERIOUS = (Place.COMPLAINT, Place.AUDITOR)
PLACES: dict[Reason, tuple[Place, ...]] = {
    Reason.FORCE: (Place.EMERGENCY, *SERIOUS, Place.LAWYER),
    Reason.WEAPON: (Place.EMERGENCY, *SERIOUS, Place.LAWYER),
    Reason.CRIME: (*SERIOUS, Place.ATTORNEY, Place.HARM),
    Reason.SEXUAL: (Place.EMERGENCY, *SERIOUS, Place.ATTORNEY, Place.HARM),
    Reason.DISHONESTY: (*SERIOUS, Place.ATTORNEY),
    Reason.DISCRIMINATION: (*SERIOUS, Place.CIVIL_RIGHTS, Place.LAWYER),
    Reason.ARREST_SEARCH: (Place.COURT, Place.LAWYER, *SERIOUS),
    Reason.PENDING_CASE: (Place.COURT, Place.LAWYER, Place.COME_BACK),
    Reason.RETALIATION: (*SERIOUS, Place.LAWYER, Place.HUMAN_RESOURCES),
    Reason.NOT_PPD: (Place.OTHER_AGENCY,),
    Reason.POLICY: (Place.MEETING, Place.CITY_SERVICE),
    Reason.TOO_OLD: SERIOUS,
    Reason.DECIDED: (Place.AUDITOR, Place.LAWYER),
    Reason.UNIDENTIFIED: SERIOUS,
    Reason.HISTORY: SERIOUS,
    Reason.SAFETY: (Place.EMERGENCY, Place.HARM, *SERIOUS),
    Reason.CITY: SERIOUS,
}
"""The places for each reason, the first one first."""


def places_for(reason: str) -> tuple[Place, ...]:
    """What to say by phone for this reason; asking us is always the last."""
    return (*PLACES.get(Reason(reason), ()), Place.ASK_US) if reason in Reason.values else (Place.ASK_US,)
