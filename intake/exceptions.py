"""What intake refuses, by name; the views turn these into words."""


class ReferralIsImmutable(Exception):
    """A referral is what a person sent; a correction is a new entry on its case."""


class NoFreeReference(Exception):
    """Several references in a row were taken, which chance does not do: something is wrong with the source of them."""


class DraftNotHere(Exception):
    """This browser holds no such draft: it is another's, it is unknown, or its time is up. One answer for all three."""


class CaseNotHere(Exception):
    """There is no such case for this person; whether it exists is not told."""
