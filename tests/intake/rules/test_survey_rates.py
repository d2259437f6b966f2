"""Which response rates may be shown: none of fewer than ten people, and none from which such a one could be found."""

from intake.rules.survey_rates import response_rates_of


def in_half_year(counts, half_year="2026-H1"):
    return {(*group, half_year): people for group, people in counts.items()}


def shown(asked, replied):
    rows = response_rates_of(in_half_year(asked), in_half_year(replied), 10)
    return {(row.audience, row.language): (row.asked, row.replied, row.percent) for row in rows}


def test_ten_of_each_are_shown_and_nine_are_not():
    found = shown({("community", "en"): 20, ("employee", "en"): 20}, {("community", "en"): 10, ("employee", "en"): 9})
    assert found["community", "en"] == found["community", ""] == (20, 10, 50)
    assert found["employee", "en"] == found["employee", ""] == (None, None, None)


def test_one_small_language_is_not_found_by_subtracting_the_others():
    asked = {("community", "en"): 40, ("community", "es"): 30, ("community", "hy"): 3}
    found = shown(asked, {("community", "en"): 20, ("community", "es"): 15, ("community", "hy"): 2})
    assert found["community", ""] == (73, 37, 51)
    assert found["community", "en"] == (40, 20, 50)
    assert found["community", "es"] == found["community", "hy"] == (None, None, None)


def test_two_small_languages_hide_each_other():
    asked = {("community", "en"): 40, ("community", "es"): 9, ("community", "hy"): 9}
    found = shown(asked, {("community", "en"): 20, ("community", "es"): 5, ("community", "hy"): 5})
    assert found["community", "en"] == (40, 20, 50)


def test_replies_in_a_language_in_which_nobody_was_asked_count_for_the_whole():
    found = shown({("community", "hy"): 20}, {("community", "en"): 12})
    assert found["community", ""] == (20, 12, 60)
    assert found["community", "en"][0] is found["community", "hy"][0] is None


def test_a_replaced_link_never_makes_more_than_everybody():
    assert shown({("community", "en"): 10}, {("community", "en"): 11})["community", "en"] == (10, 11, 100)
    assert response_rates_of({}, {}, 10) == []


def test_a_half_year_with_few_replies_waits_until_enough_came_together():
    group = ("community", "en")
    asked = {(*group, "2026-H1"): 20, (*group, "2026-H2"): 12, (*group, "2027-H1"): 3}
    replied = {(*group, "2026-H1"): 11, (*group, "2026-H2"): 9}
    assert response_rates_of(asked, replied, 10)[0].asked == 20
    later = {**replied, (*group, "2027-H1"): 1}
    assert [(rate.asked, rate.replied) for rate in response_rates_of(asked, later, 10)] == [(35, 21)] * 2
