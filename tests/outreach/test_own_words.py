"""No word of another language on pages that a new site lacks, or that are no pages of the tree; and what finds one."""

import pytest
from bs4 import BeautifulSoup

from portal.common.languages import BY_CODE
from tests.base import STEPS, Resident
from tests.outreach.own_words import foreign, untranslated
from tests.outreach.site import SeededOutreach
from tests.outreach.specimens import WORDS, alert_standing, make_specimens

PAGES = (
    *("", "events/", "news/", "materials/"),
    *("events/specimen-event/", "news/specimen-news/", "materials/specimen-material/"),
    *("search/", "search/?q=626", "search/?q=000000000", f"search/?q={'0' * 201}", "nothing-is-here/"),
    *("faq/community/", "faq/police/"),
)


def page(words, language="en", head=""):
    tag = BY_CODE[language].tag
    return BeautifulSoup(f'<html lang="{tag}"><head>{head}</head><body>{words}</body></html>', "html.parser")


class OtherPagesTest(SeededOutreach):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        make_specimens()

    def soup(self, url):
        return BeautifulSoup(self.client.get(url).content, "html.parser")

    def test_pages_that_editors_add_and_pages_of_no_tree(self):
        found = {}
        with alert_standing():
            for path in PAGES:
                english = self.soup(f"/en/{path}")
                for code in BY_CODE:
                    soup = self.soup(f"/{code}/{path}")
                    for text in [*foreign(soup), *untranslated(soup, english)]:
                        found.setdefault((code, text), path)
            self.assertEqual(found, {})
            self.assertIn(WORDS["es"]["alert"]["heading"], self.soup("/es/").get_text())

    def test_every_page_of_the_request_and_its_mistakes(self):
        found = {}
        for code in BY_CODE:
            resident = Resident(code)
            # The last one shows what the person wrote, in whatever language.
            for step in STEPS[:-1]:
                for response in (resident.opens(step), resident.client.post(resident.url(step), {})):
                    for text in foreign(BeautifulSoup(response.content, "html.parser")):
                        found.setdefault((code, text), step)
                resident.answers(step)
        self.assertEqual(found, {})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "<p>Read about the program.</p>"),
        ("en", "<p>Lea sobre el programa.</p>"),
        ("hy", "<p>Մեդիացիա 調解</p>"),
        ("hy", "<p>Search</p>"),
        ("zh-hant", "<p>我们</p>"),
        ("zh-hans", "<p>我們</p>"),
        ("zh-hans", "<p>Search</p>"),
        ("en", "<p>Հայերեն</p>"),
        ("es", '<img alt="Two people at the table">'),
        ("es", '<nav aria-label="About the site"></nav>'),
        ("es", '<input type="submit" value="Send to the program">'),
        ("es", '<p lang="en">Lea sobre el programa.</p>'),
        ("en", '<p lang="es"><b>Read about the program.</b></p>'),
    ],
)
def test_a_word_of_another_language_is_found(language, words):
    assert foreign(page(words, language)) != []


def test_it_is_found_in_the_title_and_the_description():
    assert foreign(page("", "es", "<title>What is this</title>")) != []
    assert foreign(page("", "es", '<meta name="description" content="What is this">')) != []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", '<p>No. <span lang="es">Hable con nosotros por teléfono</span> <a lang="hy">Հայերեն</a></p>'),
        ("es", "<p>No. Escriba a the@example.org. Once personas, una hora.</p><script>the of and</script>"),
        ("hy", "<p>Ֆայլ (PDF), mediation@example.org</p><!-- the page -->"),
        ("zh-hant", "<p>我們說「Mandarin」</p>"),
        ("zh-hans", "<p>我们说“Mandarin”</p>"),
    ],
)
def test_words_of_its_own_and_marked_words_are_not(language, words):
    assert foreign(page(words, language)) == []


def test_a_label_that_was_left_in_english_is_found():
    assert untranslated(page("<h2>Popular</h2><p>No</p>", "es"), page("<h2>Popular</h2><p>No</p>")) == ["Popular"]
