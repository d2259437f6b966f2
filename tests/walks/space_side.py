"""One side of a case with its browsers, as a machine of the tests plays it: what it holds, sees and sends."""

import re
from html import unescape

from django.test import Client

from intake.models import Consent, Party
from intake.services.space import may_have_code, read_status, renew_code
from tests.intake.spaces import comes_in, let_in

DEVICES = 2
PAGES = ("status", "answer", "step-back")
"""What a side can open at any time. A new page of the space is added here, and the machine looks at it too."""
TOLD = ("stage", "changed_at", "next", "by", "may_answer", "may_withdraw", "times", "meetings")
TOKEN = re.compile(r"[0-9A-Za-z]{64}|(?<=data-seconds=\")\d+")
"""What is new on a page each time: the word against forged forms, and the seconds that its own session has left."""
WORDS = re.compile(r'name="words" value="([^"]*)"')
CHOICE = re.compile(r'name="times" value="([0-9a-f-]{36})"')
TIMES = re.compile(r"/my/times/([0-9a-f-]{36})/")
OVER = "/my/?refusal=over"


class SpaceSide:
    """A side: its code, codes that were replaced, two browsers, and the forms that it once sent."""

    def __init__(self, party, staff, language):
        self.pk, self.side, self.has_asked = party.pk, party.side, party.has_asked
        self.staff, self.language = staff, language
        self.code, self.old_codes = "", []
        self.browsers = [Client() for _ in range(DEVICES)]
        self.sent = []

    @property
    def party(self):
        return Party.objects.select_related("case", "consent").get(pk=self.pk)

    @property
    def consent(self):
        return Consent.objects.get(party=self.pk)

    def address(self, page):
        return f"/{self.language}/my/{page}/"

    # Coming in.

    def gets_a_code(self):
        """A new code from staff, if this side may have one; says whether it has one now."""
        if may_have_code(self.party):
            if self.code:
                self.old_codes.append(self.code)
            self.code = renew_code(self.party.case_id, self.side, user=self.staff).text
        return bool(self.code)

    def types(self, code, device):
        """Types a code at the door; says where that leads to."""
        return comes_in(code, self.browsers[device], language=self.language)["Location"].removeprefix(
            f"/{self.language}"
        )

    def is_let_in(self, device):
        """This browser is in, as if it had just typed the code: without the work that a code takes. Says whether."""
        if not self.code and not self.gets_a_code():
            return False
        self.browsers[device] = let_in(self.party)
        return True

    def is_in(self, device):
        return self.opens("status", device).status_code == 200

    # What it sends and sees.

    def opens(self, page, device):
        """One of its pages, or the way to the door."""
        response = self.browsers[device].get(self.address(page))
        assert response.status_code in {200, 302}, (page, response.status_code)
        return response

    def sends(self, page, typed, device):
        """Sends a form of a page; gives what was said to be done, "over" at the door, or "again" for the form."""
        self.sent.append((page, typed))
        response = self.browsers[device].post(self.address(page), typed)
        if response.status_code == 200:
            return "again"
        assert response.status_code == 302, (page, response.status_code)
        where = response["Location"]
        if where.endswith(OVER):
            return "over"
        assert where.startswith(f"/{self.language}/my/status/?done="), where
        return where.partition("done=")[2]

    def text_shown(self, device):
        """What names the words on the page of the answer: empty where nothing is asked now, None where it is not in."""
        response = self.opens("answer", device)
        return next(iter(WORDS.findall(response.content.decode())), "") if response.status_code == 200 else None

    def times_offered(self, device):
        """The sessions for which it can choose times, from its own first page."""
        return TIMES.findall(self.opens("status", device).content.decode())

    def choices(self, session, device):
        return CHOICE.findall(self.opens(f"times/{session}", device).content.decode())

    # What it knows.

    def page(self, page, device):
        """A page to the last byte but its token."""
        response = self.opens(page, device)
        return response.status_code, response.get("Location"), TOKEN.sub("", response.content.decode())

    def knows(self):
        """All that this side can know now: its first page where it is in, else what that would be made from."""
        seen = self.page("status", 0)
        if seen[0] == 200:
            return seen
        status = read_status(self.party)
        return [str(getattr(status, name)) for name in TOLD]


def readable(page):
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
