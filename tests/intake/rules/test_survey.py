"""What a survey may look like, which answers it takes, and what is asked after which answer."""

from intake.constants.survey import NOT_APPLICABLE, QuestionKind
from intake.rules.survey import is_complete, kept_answers, mistakes_in, pages_for, question_of, sections_of, texts_of


def section(name="one"):
    return {"type": "section", "id": name, "value": {"heading": "A page", "intro": ""}}


def question(key, kind=QuestionKind.YES_NO, **value):
    return {"type": kind.value, "id": f"id-{key}", "value": {"key": key, "stem": f"Is it {key}?", **value}}


def choices(*keys):
    return [{"type": "item", "id": f"id-{key}", "value": {"key": key, "label": key.title()}} for key in keys]


def whys(*stream):
    return [(mistake.block, mistake.field) for mistake in mistakes_in(stream)]


def test_a_section_begins_a_page():
    pages = sections_of([section(), question("a"), question("b"), section("two"), question("c")])
    assert [[each.key for each in page.questions] for page in pages] == [["a", "b"], ["c"]]


def test_a_survey_without_a_mistake_has_none():
    stream = (section(), question("a"), section("two"), question("b", asked_after="a", asked_if="no, not_sure"))
    assert whys(*stream) == []
    assert mistakes_in(()) == []


def test_it_says_at_which_block_and_in_which_field_the_mistake_is():
    assert whys(question("a")) == [(0, "")]
    assert whys(section(), section("two"), question("a")) == [(0, "heading")]
    assert whys(section(), question("a"), question("a")) == [(2, "key")]
    assert whys(section(), question("a", QuestionKind.SINGLE, choices=choices("x", "x"))) == [(1, "choices")]
    assert whys(section(), question("a", asked_after="b", asked_if="yes"), question("b")) == [(1, "asked_after")]
    on_the_same_page = (section(), question("a"), question("b", asked_after="a", asked_if="yes"))
    assert whys(*on_the_same_page) == [(2, "asked_after")]
    before = (section(), question("a"), section("two"))
    assert whys(*before, question("b", asked_after="a", asked_if="maybe")) == [(3, "asked_if")]
    assert whys(*before, question("b", asked_after="a")) == [(3, "asked_if")]


def test_does_not_apply_is_an_answer_only_where_it_is_offered():
    assert NOT_APPLICABLE in question_of(question("a", QuestionKind.AGREEMENT, may_not_apply=True)).answers
    assert NOT_APPLICABLE not in question_of(question("a", QuestionKind.AGREEMENT)).answers
    assert question_of(question("a", QuestionKind.LONG_TEXT)).answers == ()


def test_an_answer_to_a_question_that_is_not_asked_is_not_kept():
    stream = [
        section(),
        question("a"),
        question("b", asked_after="a", asked_if="no"),
        question("c", asked_after="b", asked_if="yes"),
    ]
    pages = sections_of(stream)
    assert kept_answers(pages, {"a": "no", "b": "yes", "c": "no"}) == {"a": "no", "b": "yes", "c": "no"}
    assert kept_answers(pages, {"a": "yes", "b": "yes", "c": "no"}) == {"a": "yes"}
    assert kept_answers(pages, {"b": "yes", "unknown": "x"}) == {}


def test_any_of_several_answers_may_lead_on():
    stream = [
        section(),
        question("a", QuestionKind.MULTIPLE, choices=choices("x", "y", "z")),
        question("b", asked_after="a", asked_if="y,z"),
    ]
    pages = sections_of(stream)
    assert "b" in kept_answers(pages, {"a": ["x", "z"], "b": "yes"})
    assert "b" not in kept_answers(pages, {"a": ["x"], "b": "yes"})


def test_a_translation_is_complete_when_it_says_all_that_the_source_says():
    source = texts_of([section(), question("a", QuestionKind.SINGLE, choices=choices("x", "y"), hint="Think of it.")])
    missing_label = texts_of([section(), question("a", QuestionKind.SINGLE, choices=choices("x"), hint="Think.")])
    missing_hint = texts_of([section(), question("a", QuestionKind.SINGLE, choices=choices("x", "y"), hint=" ")])
    assert is_complete(source, source)
    assert not is_complete(source, missing_label)
    assert not is_complete(source, missing_hint)


def test_a_page_on_which_nothing_is_asked_is_left_out():
    follow_up = question("b", asked_after="a", asked_if="no")
    pages = sections_of([section(), question("a"), section("two"), follow_up, section("three"), question("c")])
    assert [page.id for page in pages_for(pages, {})] == ["one", "three"]
    assert [page.id for page in pages_for(pages, {"a": "no"})] == ["one", "two", "three"]
