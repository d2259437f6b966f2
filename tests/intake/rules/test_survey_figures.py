"""What answers amount to, which editions can be compared, and from which day words may be quoted."""

from datetime import date

from intake.constants.survey import QuestionKind
from intake.rules.survey import Choice, Question
from intake.rules.survey_comparison import Pair, changed_words, changes_of, compared
from intake.rules.survey_export import export_plan, label_of
from intake.rules.survey_figures import figures_of, tally_of
from intake.rules.survey_quote import publish_from
from intake.rules.survey_results import Cell, Size

AGREEMENT = Question("1", "heard", QuestionKind.AGREEMENT, may_not_apply=True)
REVERSED = Question("2", "pushed", QuestionKind.AGREEMENT, is_reversed=True)
RATING = Question("3", "likely", QuestionKind.RATING)
MULTIPLE = Question("4", "helped", QuestionKind.MULTIPLE, choices=(Choice("a", "place"), Choice("b", "time")))
ROLES = {"community": Cell("community", "en", "2026-H1"), "employee": Cell("employee", "en", "2026-H1")}


def figures(question, **given):
    return figures_of(question, tally_of(question, {key.strip("_"): number for key, number in given.items()}))


def test_agreeing_is_good_and_where_it_is_bad_the_order_is_turned_round():
    good, bad = figures(AGREEMENT, _1=1, _4=1, _5=2), figures(REVERSED, _1=1, _4=1, _5=2)
    assert [share.key for share in good.shares] == ["1", "2", "3", "4", "5"]
    assert [share.key for share in bad.shares] == ["5", "4", "3", "2", "1"]
    assert (good.good, bad.good) == (75, 25)


def test_does_not_apply_is_no_part_of_a_percentage():
    found = figures(AGREEMENT, _5=3, not_applicable=9)
    assert (found.size, found.shares[-1].percent) == (Size(3, 9), 100)


def test_mean_and_quartiles_of_a_rating():
    found = figures(RATING, _0=2, _5=4, _10=2)
    assert (found.mean, found.quartiles) == (5.0, (0, 5, 5))


def test_who_chose_two_answers_counts_once_for_each_and_once_in_all():
    tally = tally_of(MULTIPLE, {'["place", "time"]': 3, '["time"]': 2, '["gone"]': 9, "": 4})
    assert (tally.size.people, dict(tally.answers)) == (5, {"place": 3, "time": 5})


def test_answers_that_there_are_not_count_as_none():
    assert tally_of(AGREEMENT, {"9": 4, "": 3}).size.is_empty


def test_editions_are_compared_by_name_and_structure():
    turned = Question("9", "pushed", QuestionKind.AGREEMENT)
    found = compared([AGREEMENT, REVERSED, RATING], [RATING, turned, MULTIPLE])
    assert [(pair.second.key, pair.is_same) for pair in found.pairs] == [("likely", True), ("pushed", False)]
    assert ([q.key for q in found.only_first], [q.key for q in found.only_second]) == (["heard"], ["helped"])


def test_words_that_changed_are_found_in_questions_and_answers():
    before = {"words": {"4": {"stem": "What helped?"}, "a": {"label": "Place"}, "b": {"label": "Time"}}, "fixed": {}}
    after = {"words": {"4": {"stem": "What helped?"}, "a": {"label": "The place"}, "b": {"label": "Time"}}, "fixed": {}}
    assert changed_words(Pair(MULTIPLE, MULTIPLE), before, after) == [("Place", "The place")]


def test_the_difference_is_in_points():
    changes = changes_of(Pair(RATING, RATING), figures(RATING, _0=5, _10=5), figures(RATING, _0=2, _10=8))
    assert [change.signed for change in (changes[0], changes[5], changes[10])] == ["−30", "0", "+30"]


def test_a_quote_waits_from_the_end_of_the_half_year_on():
    assert publish_from("2026-H2", 180) == date(2026, 12, 28)
    assert publish_from("2027-H1", 180) == date(2027, 6, 30)


def test_a_download_leaves_out_what_would_single_out_a_small_group():
    replies = {cell: Size(12) for cell in ROLES.values()}
    full, thin = replies, replies | {ROLES["employee"]: Size(9)}
    plan = export_plan(replies, {"full": full, "thin": thin}, 10)
    assert (plan.labels[ROLES["employee"]].audience, plan.keys) == ("employee", ("full",))
    plan = export_plan(replies, {"thin": thin, "thinner": thin, "full": full}, 10)
    assert (plan.labels[ROLES["employee"]].audience, len(plan.keys)) == ("", 3)


def test_a_question_with_a_few_answers_is_in_no_download():
    replies = {ROLES["community"]: Size(12)}
    assert export_plan(replies, {"few": {ROLES["community"]: Size(3)}, "all": replies}, 10).keys == ("all",)


def test_a_label_says_what_all_of_a_block_share():
    assert label_of(frozenset(ROLES.values())) == Cell("", "en", "2026-H1")
