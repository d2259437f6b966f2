"""Mediators for the tests."""

from django.contrib.auth.models import Group

from intake.models import Mediator
from portal.common.models import User
from portal.common.roles import Role

EVERYTHING = {
    "languages": ["es", "en"],
    "training_hours": 50,
    "topics": ["confidentiality", "police"],
    "times": ["weekend"],
    "capacity": 2,
}


def a_mediator(name="Mira", **fields) -> Mediator:
    """A mediator of the pool, with an account of this name."""
    user = User.objects.create_user(f"{name.lower()}@example.org", first_name=name)
    user.groups.add(Group.objects.get(name=Role.MEDIATOR.value))
    return Mediator.objects.create(user=user, **(EVERYTHING | fields))
