"""The next events on the home page: the three that come first, none that is over, whatever the process keeps."""

from datetime import timedelta
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.utils.timezone import now

from portal.common.content_version import content_version
from portal.common.kept_values import KeptValues
from tests.outreach.site import SeededOutreach


class NextEventsTest(SeededOutreach):
    def add_events(self, count):
        for day in range(1, count + 1):
            starts_at = now() + timedelta(days=day)
            ends_at = starts_at + timedelta(hours=1)
            self.add_event(f"talk-{day}", title=f"Talk {day}", starts_at=starts_at, ends_at=ends_at)

    def shown(self):
        soup = BeautifulSoup(self.client.get("/en/").content, "html.parser")
        return [heading.text for heading in soup.select("[aria-labelledby=next-events] h3")]

    def test_the_home_page_shows_the_three_that_come_first(self):
        self.add_events(4)
        self.assertEqual(self.shown(), ["Talk 1", "Talk 2", "Talk 3"])

    def test_one_that_is_over_makes_room_for_the_next_although_nothing_is_read_anew(self):
        self.add_events(5)
        with (
            patch.object(content_version, "current", return_value="this test's"),
            patch.object(KeptValues, "may_keep", return_value=True),
        ):
            self.assertEqual(self.shown()[0], "Talk 1")
            with patch("outreach.templatetags.outreach_tags.now", return_value=now() + timedelta(days=2)):
                self.assertEqual(self.shown(), ["Talk 2", "Talk 3", "Talk 4"])
