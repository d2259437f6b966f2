"""What a filter of the queue says and understands, how names are folded, which needs lie open."""

from datetime import date, timedelta
from urllib.parse import urlencode

from intake.rules.clock import amber_from, urgency, urgency_on
from intake.rules.names import folded_whole, folded_words
from intake.rules.needs import ShownNeeds, shown_needs
from intake.rules.queue import QueueFilter, Tab

DIGEST = "ab" * 32
WHOLE = {
    "tab": "overdue",
    "state": "open",
    "kind": "internal",
    "owner": "12",
    "language": "zh-hant",
    "duty": "screen",
    "urgency": "amber",
    "doubts": "false",
    "received_from": "2026-03-04",
    "received_to": "2026-04-05",
    "reference": "7KQM-4W",
    "order": "oldest",
}


def test_a_filter_says_itself_as_a_query_and_reads_it_back():
    query = urlencode([*WHOLE.items(), ("who", f"{DIGEST}.{DIGEST}"), ("who", DIGEST)])
    wanted = QueueFilter.of(query)
    assert wanted == QueueFilter(**WHOLE, who=(f"{DIGEST}.{DIGEST}", DIGEST))
    assert QueueFilter.of(wanted.query()) == wanted


def test_the_whole_queue_needs_no_query():
    assert QueueFilter().query() == ""
    assert QueueFilter.of("tab=all&order=due&p=3&row=7") == QueueFilter()


def test_what_is_not_known_counts_for_nothing():
    for name in WHOLE:
        for value in ("", "nonsense", "'; DROP", "2026-02-30", "0", "\x00"):
            assert QueueFilter.of(urlencode({name: value})) == QueueFilter(), (name, value)
    assert QueueFilter.of("who=Rosa&who=" + DIGEST[1:]) == QueueFilter()


def test_an_endless_query_is_not_read_to_its_end():
    assert QueueFilter.of("x=1&" * 2000 + "state=open") == QueueFilter()


def test_a_kept_list_is_about_nobody_in_particular():
    assert QueueFilter.of(f"state=open&who={DIGEST}").without_people().query() == "state=open"


def test_another_tab_keeps_the_rest():
    assert QueueFilter.of("state=open&tab=mine").with_tab(Tab.WAITING).query() == "tab=waiting&state=open"


def test_names_are_folded_over_scripts_accents_and_signs():
    assert folded_words("  José Núñez-Díaz ") == ("jose", "nunez", "diaz")
    assert folded_words("Անահիտ Սարգսյան") == ("անահիտ", "սարգսյան")
    assert folded_words("王小明") == ("王小明",)
    assert folded_words("O’Brien o'brien") == ("o", "brien")
    assert folded_words("...") == ()
    assert folded_whole("Van Nguyễn") == folded_whole("vannguyen") == "vannguyen"


def test_a_name_of_many_words_is_cut():
    assert len(folded_words(" ".join(str(number) for number in range(50)))) == 6


def test_the_first_amber_day_agrees_with_the_colour():
    today = date(2026, 3, 20)
    for length in range(15):
        for left in range(-3, 15):
            due = today + timedelta(days=left)
            opened = due - timedelta(days=length)
            whole = max(length, 1)
            expected = "red" if left < 0 else "amber" if left * 3 <= whole else ""
            assert urgency(due, today, opened) == expected
            assert urgency_on(today, due, amber_from(due, opened)) == expected
    assert urgency_on(today, None, None) == ""


def test_of_needs_only_three_words_lie_open():
    asked = {"spoken": "ko", "interpreter": "no", "access": [], "access_more": ""}
    assert shown_needs(asked) == ShownNeeds("ko", False, False)
    assert shown_needs(asked, [{"interpreter": "yes", "access": ["captions"]}]) == ShownNeeds("ko", True, True)
    assert shown_needs({"access_more": "A ramp"}) == ShownNeeds("", False, True)
