"""How much of a contact a summary shows, and what goes along with a change."""

import pytest

from intake.rules.details import followed, last_digits, masked_email

WRITTEN = {"en", "es", "hy"}


@pytest.mark.parametrize(
    ("address", "shown"),
    [("rosa@example.org", "r…@example.org"), ("ab@example.org", "…@example.org"), ("a@b@c.org", "a…@c.org")],
)
def test_an_address_shows_its_first_letter_and_where_it_lies(address, shown):
    assert masked_email(address) == shown


def test_a_number_shows_its_last_two_digits_and_no_extension():
    assert last_digits("+16265550142;ext=5") == "42"


@pytest.mark.parametrize(
    ("changes", "known", "found"),
    [
        ({"reading": "es"}, {}, {"reading": "es", "language": "es"}),
        ({"reading": "aloud"}, {}, {"reading": "aloud"}),
        ({"language": "hy"}, {"reading": "es"}, {"language": "hy", "reading": "hy"}),
        ({"language": "hy"}, {"reading": "other"}, {"language": "hy"}),
        ({"spoken": "ko"}, {"spoken": "other", "spoken_other": "Lao"}, {"spoken": "ko", "spoken_other": ""}),
        ({"interpreter": "yes"}, {"spoken": "other", "spoken_other": "Lao"}, {"interpreter": "yes"}),
        ({"spoken_other": "Hmong"}, {"spoken": "other", "spoken_other": "Lao"}, {"spoken_other": "Hmong"}),
    ],
)
def test_what_goes_along_with_a_change(changes, known, found):
    assert followed(changes, known, WRITTEN) == found
