"""Who works in the demo besides the accounts that are printed: more mediators, neutral places, an interpreter."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group

from intake.models import Interpreter, Mediator, Place
from portal.common.demo_accounts import DEMO_ACCOUNTS
from portal.common.models import User
from portal.common.roles import Role

EVENINGS = ["weekday_evening", "weekend"]
TOPICS = ["confidentiality", "bias", "police", "interpreters"]
# Address, first and last name, languages, hours of training, cases at a time. The first is a printed account.
MEDIATORS: tuple[tuple[str, str, str, list[str], int, int], ...] = (
    ("mediator@demo.example", "Anahit", "Sarkisova", ["en", "hy", "ru"], 64, 8),
    ("mediator2@demo.example", "Gabriel", "Montalvo", ["en", "es"], 48, 8),
    ("mediator3@demo.example", "Shu-Fen", "Pai", ["en", "cmn", "yue"], 40, 8),
)
PLACES = (
    (
        "Elm Street library, quiet room",
        "118 Elm Street",
        "Step-free from the car park. The side door is open.",
    ),
    ("Rose Hall, upper room", "40 Rose Lane", "Lift beside the entrance. Two separate waiting rooms."),
)


@dataclass(frozen=True)
class Staff:
    """The accounts that act in the stories."""

    lead: Any
    administrator: Any
    liaison: Any
    mediators: tuple[Mediator, ...]
    places: tuple[Place, ...]
    interpreter: Interpreter


def the_staff() -> Staff:
    """Makes what is missing of it; safe to run again."""
    by_role = {account.role: User.objects.get(email=account.email) for account in DEMO_ACCOUNTS}
    places = tuple(
        Place.objects.get_or_create(name=name, defaults={"address": address, "access_notes": notes})[0]
        for name, address, notes in PLACES
    )
    interpreter, _ = Interpreter.objects.get_or_create(
        name="Ilse Marchetti", defaults={"languages": ["es", "cmn"], "qualification": "Certified court interpreter"}
    )
    return Staff(
        lead=by_role[Role.LEAD],
        administrator=by_role[Role.ADMINISTRATOR],
        liaison=by_role[Role.LIAISON],
        mediators=tuple(_mediator(*person) for person in MEDIATORS),
        places=places,
        interpreter=interpreter,
    )


def _mediator(email: str, first: str, last: str, languages: list[str], hours: int, capacity: int) -> Mediator:
    """The printed account has a password; the others can't sign in until somebody gives them one."""
    user, _ = User.objects.get_or_create(email=email, defaults={"first_name": first, "last_name": last})
    user.groups.add(Group.objects.get(name=Role.MEDIATOR.value))
    profile = {
        "languages": languages,
        "training_hours": hours,
        "topics": TOPICS,
        "times": EVENINGS,
        "capacity": capacity,
    }
    return Mediator.objects.get_or_create(user=user, defaults=profile)[0]
