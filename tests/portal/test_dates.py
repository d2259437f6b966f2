"""Dates in words, in five languages, never in numbers alone (UX.md 3.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.common.dates import length_in_words, long_date, long_datetime, short_datetime

DAYS = {
    "en": "March 4, 2026",
    "es": "4 de marzo de 2026",
    "hy": "2026 թ. մարտի 4",
    "zh-hant": "2026年3月4日",
    "zh-hans": "2026年3月4日",
}
MOMENTS = {
    "en": "Wednesday, March 4, 2026, 3:05\u202fPM Pacific Time",
    "es": "miércoles, 4 de marzo de 2026, 3:05\u202fp.m. hora del Pacífico",
    "hy": "2026 թ. մարտի 4, չորեքշաբթի, 15:05 Խաղաղօվկիանոսյան ժամանակ",
    "zh-hant": "2026年3月4日 星期三 下午3:05（太平洋時間）",
    "zh-hans": "2026年3月4日星期三 北美太平洋时间 15:05",
}
# Wednesday afternoon in Pasadena.
MOMENT = datetime(2026, 3, 4, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize("code", DAYS)
def test_a_day_is_written_in_words(code):
    with translation.override(code):
        assert long_date(date(2026, 3, 4)) == DAYS[code]


@pytest.mark.parametrize("code", DAYS)
def test_a_moment_has_weekday_and_time_zone(code):
    with translation.override(code):
        assert plain(long_datetime(MOMENT)) == plain(MOMENTS[code])


def test_the_day_of_a_moment_is_the_local_one():
    with translation.override("en"):
        assert long_date(datetime(2026, 3, 5, 7, 59, tzinfo=UTC)) == "March 4, 2026"


def test_the_zone_keeps_its_name_in_summer():
    with translation.override("en"):
        assert long_datetime(datetime(2026, 7, 1, 19, 0, tzinfo=UTC)).endswith("Pacific Time")
        assert "12:00" in long_datetime(datetime(2026, 7, 1, 19, 0, tzinfo=UTC))


def test_lists_have_the_moment_in_few_words():
    with translation.override("en"):
        assert plain(short_datetime(datetime(2026, 3, 5, 7, 59, tzinfo=UTC))) == "Mar 4, 2026, 11:59 PM"


def test_lists_in_armenian_and_chinese_have_it_as_people_write_it():
    moment = datetime(2026, 3, 5, 7, 59, tzinfo=UTC)
    for code, words in {"hy": "2026 թ. մրտ 4, 23:59", "zh-hant": "2026年3月4日 晚上11:59"}.items():
        with translation.override(code):
            assert plain(short_datetime(moment)) == words


def test_templates_write_both_and_nothing_for_nothing():
    template = Template("{% load dates %}{{ day|long_date }}|{{ moment|long_datetime }}|{{ none|long_date }}")
    with translation.override("es"):
        words = template.render(Context({"day": date(2026, 3, 4), "moment": MOMENT, "none": None}))
    assert words.startswith("4 de marzo de 2026|miércoles")
    assert words.endswith("Pacífico|")


def plain(text):
    """CLDR puts narrow no-break spaces before AM and PM in some releases."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


LENGTHS = {
    "en": ("2 hours", "90 minutes"),
    "es": ("2 horas", "90 minutos"),
    "hy": ("2 ժամ", "90 րոպե"),
    "zh-hant": ("2 小時", "90 分鐘"),
    "zh-hans": ("2小时", "90分钟"),
}


@pytest.mark.parametrize("code", LENGTHS)
def test_a_length_is_in_hours_where_it_is_whole_hours_and_in_minutes_else(code):
    with translation.override(code):
        found = length_in_words(timedelta(hours=2)), length_in_words(timedelta(minutes=90))
    assert found == LENGTHS[code]
