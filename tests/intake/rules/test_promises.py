"""The check for promises that an agreement must not hold (AB 1388), in five languages."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.rules.promises import Promise, forbidden_promises

P = Promise
FORBIDDEN = [
    ("The complaint will be withdrawn.", P.WITHDRAWN),
    ("Ms. Villanueva agrees to withdraw her complaint.", P.WITHDRAWN),
    ("She will drop all\nallegations against the officer.", P.WITHDRAWN),
    ("She promises never to file another complaint.", P.WITHDRAWN),
    ("She won’t make any further complaint.", P.WITHDRAWN),
    ("The complaint will be erased from his file.", P.ERASED),
    ("The Department shall expunge the record.", P.ERASED),
    ("All documents about this matter are destroyed.", P.ERASED),
    ("The matter will not be investigated.", P.NOT_INVESTIGATED),
    ("There will be no further investigation.", P.NOT_INVESTIGATED),
    ("The Department will close the investigation.", P.NOT_INVESTIGATED),
    ("The inquiry shall be halted.", P.NOT_INVESTIGATED),
    ("The allegation will be recorded as unfounded.", P.SETTLED),
    ("Both keep this secret from the Independent Police Auditor.", P.SECRET),
    ("They will not talk about it to Internal Affairs.", P.SECRET),
    ("She will never testify in court.", P.SECRET),
    ("Any discipline is waived.", P.NO_DISCIPLINE),
    ("The City waives discipline.", P.NO_DISCIPLINE),
    ("The officer will not be disciplined.", P.NO_DISCIPLINE),
    ("THE COMPLAINT  WILL BE\tWITHDRAWN", P.WITHDRAWN),
    ("The com\u00adplaint will be with\u200bdrawn.", P.WITHDRAWN),
    ("La señora retirará su queja.", P.WITHDRAWN),
    ("La queja será retirada.", P.WITHDRAWN),
    ("No presentará ninguna queja.", P.WITHDRAWN),
    ("La queja se borrará del expediente.", P.ERASED),
    ("El caso no será investigado.", P.NOT_INVESTIGATED),
    ("Se cerrará la investigación.", P.NOT_INVESTIGATED),
    ("Lo mantendrán en secreto ante el auditor.", P.SECRET),
    ("No habrá ninguna medida disciplinaria.", P.NO_DISCIPLINE),
    ("Բողոքը հետ կվերցվի։", P.WITHDRAWN),
    ("Նա հետ կվերցնի իր բողոքը։", P.WITHDRAWN),
    ("Նա այլևս բողոք չի ներկայացնի։", P.WITHDRAWN),
    ("Բողոքի մասին գրառումը կջնջվի։", P.ERASED),
    ("Գործը չի քննվի։", P.NOT_INVESTIGATED),
    ("Հետաքննությունը կդադարեցվի։", P.NOT_INVESTIGATED),
    ("Սա գաղտնի կպահվի վերահսկող մարմնից։", P.SECRET),
    ("Կարգապահական տույժ չի կիրառվի։", P.NO_DISCIPLINE),
    ("她同意撤回投訴。", P.WITHDRAWN),
    ("投诉将被撤销。", P.WITHDRAWN),
    ("以後不再提出任何投訴。", P.WITHDRAWN),
    ("有關投訴的紀錄將被刪除。", P.ERASED),
    ("投诉记录将被删除。", P.ERASED),
    ("警察局不會調查此事。", P.NOT_INVESTIGATED),
    ("调查将终止。", P.NOT_INVESTIGATED),
    ("雙方不會告訴監督機構。", P.SECRET),
    ("警员不会受到纪律处分。", P.NO_DISCIPLINE),
]
ALLOWED = [
    "Officer Park will greet Ms. Villanueva by name when they meet at the market.",
    "Both agree to speak calmly and to listen until the other has finished.",
    "The officer explained why the stop took so long and said she was sorry that it frightened him.",
    "They will meet once more in March to see how it goes.",
    "La agente hablará más despacio y escuchará hasta el final.",
    "Ոստիկանը կխոսի դանդաղ և կլսի մինչև վերջ։",
    "雙方同意以後見面時互相問好，並聽對方把話說完。",
    "双方同意以后见面时互相问好，并听对方把话说完。",
    "",
]


@pytest.mark.parametrize(("text", "promise"), FORBIDDEN)
def test_a_forbidden_promise_is_found(text, promise):
    assert promise in [found.promise for found in forbidden_promises(text)]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_people_may_promise_each_other_is_left_alone(text):
    assert forbidden_promises(text) == ()


def test_it_is_found_among_much_else_and_each_kind_once():
    text = "\n".join([*ALLOWED, "The complaint is withdrawn. The complaint is dropped.", "He will not be punished."])
    assert [found.promise for found in forbidden_promises(text)] == [P.WITHDRAWN, P.NO_DISCIPLINE]


def test_words_of_two_sentences_make_no_promise():
    assert forbidden_promises("They talked about the complaint. She dropped her keys.") == ()


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text):
    forbidden_promises(text)


def test_a_long_text_takes_no_longer_than_a_breath():
    text = "not complaint file never make " * 1500
    start = time.perf_counter()
    forbidden_promises(text)
    assert time.perf_counter() - start < 5
