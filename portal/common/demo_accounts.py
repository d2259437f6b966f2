"""The people of the demo, one for each role: `seed_demo` makes their accounts, `make run` prints them.

They are fictional and their password is public, so production never has them.
"""

from dataclasses import dataclass

from portal.common.roles import Role

DEMO_PASSWORD = "two-banks-one-bridge"  # noqa: S105 - printed on purpose


@dataclass(frozen=True)
class DemoAccount:
    """One demo person who signs in: their role, the address they sign in with, and their name."""

    role: Role
    email: str
    first_name: str
    last_name: str


DEMO_ACCOUNTS = (
    DemoAccount(Role.LEAD, "lead@demo.example", "Nadia", "Ferreira"),
    DemoAccount(Role.ADMINISTRATOR, "administrator@demo.example", "Marisol", "Quintero"),
    DemoAccount(Role.MEDIATOR, "mediator@demo.example", "Anahit", "Sarkisova"),
    DemoAccount(Role.LIAISON, "liaison@demo.example", "Desmond", "Whitlock"),
    DemoAccount(Role.EDITOR, "editor@demo.example", "Priya", "Raman"),
    DemoAccount(Role.REVIEWER, "reviewer@demo.example", "Tomas", "Oyelaran"),
    DemoAccount(Role.TRANSLATOR, "translator@demo.example", "Wei-Lin", "Chou"),
    DemoAccount(Role.AUDITOR, "auditor@demo.example", "Joel", "Abernathy"),
)
