"""Codes as people copy and type them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.common.access_codes import ALPHABET, AccessCode, new_access_code, read_access_code

LETTERS = st.sampled_from(ALPHABET)
CODES = st.builds(AccessCode, st.text(LETTERS, min_size=8, max_size=8), st.text(LETTERS, min_size=16, max_size=16))
LOOK_ALIKES = {"0": "0Oo", "1": "1IiLl"}


@given(CODES)
def test_a_code_is_read_as_it_is_shown(code):
    assert read_access_code(code.text) == code


@pytest.mark.proves("UX-32")
@given(CODES, st.data())
def test_small_letters_spaces_dashes_and_look_alikes_do_not_matter(code, data):
    typed = "".join(
        data.draw(st.sampled_from(LOOK_ALIKES.get(letter, letter + letter.lower())))
        + data.draw(st.sampled_from(["", " ", "-", "–", "\u00a0"]))
        for letter in "".join(code.groups)
    )
    assume(len(typed) <= 64)
    assert read_access_code(typed) == code


@given(CODES, st.integers(0, 24), LETTERS)
def test_one_wrong_letter_is_a_slip(code, place, letter):
    letters = "".join(code.groups)
    assume(letters[place] != letter)
    assert read_access_code(letters[:place] + letter + letters[place + 1 :]) is None


@given(CODES, st.integers(0, 24), st.integers(0, 24))
def test_two_letters_exchanged_are_a_slip(code, one, other):
    letters = list("".join(code.groups))
    assume(letters[one] != letters[other])
    letters[one], letters[other] = letters[other], letters[one]
    assert read_access_code("".join(letters)) is None


@given(st.text(max_size=200))
def test_any_text_is_a_code_or_none(text):
    code = read_access_code(text)
    assert code is None or read_access_code(code.text) == code


def test_a_code_that_is_too_short_too_long_or_of_other_letters_is_none():
    text = new_access_code().text
    for wrong in ("", text[:-1], text + "0", "U" * 25, "*" * 25, " " * 100_000 + text):
        assert read_access_code(wrong) is None


def test_codes_are_random_and_do_not_print_their_secret():
    codes = [new_access_code() for _ in range(2000)]
    assert len({code.locator for code in codes}) == len({code.secret for code in codes}) == 2000
    assert set("".join(code.secret for code in codes)) == set(ALPHABET)
    assert codes[0].secret not in f"{codes[0]} {codes[0]!r}"
