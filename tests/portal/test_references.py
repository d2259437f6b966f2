"""Reference numbers: random, easy to read aloud, and forgiving about how they are typed."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.common.references import ALPHABET, LENGTH, new_reference, normalise_reference

references = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH).map(lambda text: f"{text[:4]}-{text[4:]}")


def test_references_are_grouped_and_hold_no_letter_that_looks_like_another():
    for _ in range(500):
        assert re.fullmatch(r"[2-9B-HJKMNP-TV-Z]{4}-[2-9B-HJKMNP-TV-Z]{4}", new_reference())
    assert not set("01OILUAE") & set(ALPHABET)


def test_references_do_not_repeat_and_carry_no_order():
    made = [new_reference() for _ in range(5000)]
    assert len(set(made)) == len(made)
    rising = sum(one < other for one, other in pairwise(made))
    assert 2250 < rising < 2750


def test_every_letter_of_the_alphabet_comes_up():
    assert set("".join(new_reference() for _ in range(500))) - {"-"} == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7KQM-4WXR",
        "7kqm4wxr",
        " 7kqm 4wxr\n",
        "7KQM–4WXR",
        "7KQM — 4WXR",
        "7KQM\u22124WXR",
        "7KQM\u30fc4WXR",
        "７ＫＱＭ－４ＷＸＲ",
        "７ｋｑｍ　４ｗｘｒ",
        "7 K Q M - 4 W X R",
        "7KQM_4WXR.",
        "#7KQM/4WXR",
        "\u200e7KQM\u200b-\u00ad4WXR\ufeff",
        "٧KQM-٤WXR",
    ],
)
def test_what_people_type_for_a_reference_is_understood(typed):
    assert normalise_reference(typed) == "7KQM-4WXR"


@pytest.mark.parametrize(
    "typed",
    ["", "-", "7KQM", "7KQM-4WX", "7KQM-4WXRR", "OKQM-4WXR", "0KQM-4WXR", "IKQM-4WXR", "1KQM-4WXR", "7KQM+4WXR"],
)
def test_what_can_not_be_a_reference_is_none(typed):
    assert normalise_reference(typed) is None


def test_a_megabyte_of_text_is_refused_without_reading_it():
    assert normalise_reference("7" * 1_000_000) is None
    assert normalise_reference(" " * 1_000_000 + "7KQM-4WXR") is None


@given(references)
def test_a_reference_is_its_own_normal_form(reference):
    assert normalise_reference(reference) == reference


@given(references, st.lists(st.sampled_from(" -–—_\u2212\u3000\u200b."), min_size=9, max_size=9), st.booleans())
def test_case_separators_and_width_never_matter(reference, separators, wide):
    letters = reference.replace("-", "").lower()
    if wide:
        letters = "".join(chr(ord(letter) + 0xFEE0) for letter in letters)
    typed = "".join(a + b for a, b in zip(separators, [*letters, ""], strict=True))
    assert normalise_reference(typed) == reference


@given(st.text(max_size=20))
@example("\ud800")
@example("ß" * 4)
@example("ﬀ" * 4)
def test_any_text_gives_a_reference_or_none(text):
    found = normalise_reference(text)
    assert found is None or (normalise_reference(found) == found and len(found) == LENGTH + 1)
    assert normalise_reference(unicodedata.normalize("NFKC", text)) == found
