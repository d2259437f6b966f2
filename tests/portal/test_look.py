"""The design rules that a machine can hold: contrast, logical properties, weight, the frame of a page."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import SimpleTestCase, override_settings
from django.utils import translation
from django.utils.safestring import mark_safe

from portal.common.languages import LANGUAGES, Language, language_of
from portal.common.menu import Menu
from portal.common.stylesheet import SHEET, put_together
from portal.common.surroundings import PageLink

ROOT = Path(__file__).resolve().parents[2]
CSS = sorted((ROOT / "portal/static/css").rglob("*.css"))
TEMPLATES = sorted(path for app in ("portal", "home", "intake", "outreach") for path in (ROOT / app).rglob("*.html"))

TEXT = [  # colour of words, what they stand on: 7:1
    *((ink, ground) for ink in ("ink", "ink-soft", "link-strong") for ground in ("paper", "sand", "raised", "tint")),
    ("ink", "error-soft"),
    ("link", "paper"),
    ("link", "raised"),
    ("error", "paper"),
    ("error", "raised"),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-band", "band"),
    ("on-band-soft", "band"),
    ("paper", "ink"),
]
CONTROLS = [  # edges of controls, focus rings and meaningful lines: 3:1
    *((edge, ground) for edge in ("control", "primary", "error", "focus") for ground in ("paper", "raised")),
    ("primary", "tint"),
    ("focus", "sand"),
    ("accent", "paper"),
    ("error", "error-soft"),
    ("primary", "line"),
    ("band-accent", "band"),
    ("focus-band", "band"),
]


def without_comments(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def colours(dark):
    """The colour tokens of the light set, or of the dark set on top of it."""
    light_text, _, rest = (
        (ROOT / "portal/static/css/tokens.css").read_text().partition("@media (prefers-color-scheme: dark)")
    )
    dark_text = rest.partition("@media print")[0]
    hexes = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return dict(hexes.findall(light_text)) | (dict(hexes.findall(dark_text)) if dark else {})


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
class TestColours:
    @pytest.mark.parametrize(("ink", "ground"), TEXT)
    def test_words_reach_seven_to_one(self, dark, ink, ground):
        tokens = colours(dark)
        assert contrast(tokens[ink], tokens[ground]) >= 7

    @pytest.mark.parametrize(("edge", "ground"), CONTROLS)
    def test_controls_reach_three_to_one(self, dark, edge, ground):
        tokens = colours(dark)
        assert contrast(tokens[edge], tokens[ground]) >= 3

    def test_the_dark_set_is_complete(self, dark):
        assert colours(dark).keys() == colours(dark=False).keys()


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))(?=\s*:)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)
MEDIA_QUERY = re.compile(r"@(?:media|container)[^{]*")
FOUR_SIDES = re.compile(
    r"(?<![\w-])(?:(?:scroll-)?(?:margin|padding)|inset|border-width)\s*:\s*([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;}]+)"
)


@pytest.mark.parametrize("path", CSS, ids=lambda path: path.name)
class TestEveryStylesheet:
    def test_it_names_sides_by_the_direction_of_the_text(self, path):
        text = MEDIA_QUERY.sub("", without_comments(path))
        assert PHYSICAL.findall(text) == []

    def test_its_shorthands_treat_both_ends_of_a_line_alike(self, path):
        assert [sides for sides in FOUR_SIDES.findall(without_comments(path)) if sides[1] != sides[3]] == []

    def test_it_is_important_only_on_paper(self, path):
        screen, _, _ = without_comments(path).partition("@media print")
        assert "!important" not in screen

    def test_no_letters_are_smaller_than_sixteen_pixels(self, path):
        sizes = re.findall(r"font-size:\s*([\d.]+)(px|rem|em)", without_comments(path))
        assert [size for size in sizes if float(size[0]) < {"px": 16, "rem": 1, "em": 1}[size[1]]] == []

    def test_it_never_changes_the_case_of_letters(self, path):
        assert not re.search(r"text-transform:\s*(?!none)", without_comments(path))


def test_the_sides_test_sees_what_it_looks_for():
    for fault in (
        "margin-left: 1px",
        "a{left:0}",
        "text-align: right",
        "border-top-left-radius: 2px",
        "max-width: 3em",
    ):
        assert PHYSICAL.search(fault), fault
    for right in ("margin-inline-start: 1px", "border-start-start-radius: 2px", "text-align: start"):
        assert not PHYSICAL.search(right), right


@pytest.mark.parametrize(
    "path", sorted((ROOT / "portal/static/css/components").glob("*.css")), ids=lambda path: path.name
)
def test_components_take_their_colours_from_the_tokens(path):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", without_comments(path)) == []


class TestStylesheet(SimpleTestCase):
    @pytest.mark.proves("P3")
    def test_it_weighs_half_of_what_is_allowed(self):
        assert len(gzip.compress(put_together().encode())) <= 20_000 / 2

    def test_the_order_of_the_layers_comes_first(self):
        assert put_together().startswith("@layer reset, tokens, base, components;")

    def test_it_is_found_where_static_files_are_looked_for(self):
        assert Path(finders.find(SHEET)).read_text() == put_together()

    def test_collectstatic_gets_it_too(self):
        assert SHEET in [name for finder in finders.get_finders() for name, _ in finder.list([])]

    def test_every_rule_lies_in_a_layer(self):
        unlayered = re.sub(r"@layer [\w, ]+;", "", put_together())
        depth, outside = 0, ""
        for part in re.split(r"([{}])", unlayered):
            depth += {"{": 1, "}": -1}.get(part, 0)
            outside += part if depth == 0 and part not in "{}" else ""
        assert set(re.split(r"\s*@layer \w+\s*", outside.strip())) == {""}


def test_a_city_brings_its_own_tokens(tmp_path, settings):
    tokens = tmp_path / "css" / "tokens.css"
    tokens.parent.mkdir()
    tokens.write_text("@layer tokens { :root { --paper: #eeeeee; } }")
    settings.STATICFILES_DIRS = [tmp_path, *settings.STATICFILES_DIRS]
    finders.get_finder.cache_clear()
    try:
        assert "--paper: #eeeeee" in put_together()
        assert "--paper: #fffdf9" not in put_together()
    finally:
        finders.get_finder.cache_clear()


# The page that the web server shows while nothing else answers brings its own style; the portal never sends it.
SENT = [path for path in TEMPLATES if path.name != "503.html"]


@pytest.mark.parametrize("path", SENT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_carries_script_or_style(path):
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.DOTALL)
    script = r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))"
    assert not re.search(rf"<style\b|{script}|\sstyle=|\son\w+=|javascript:", text)


PROGRAM = SimpleNamespace(
    name="Mediation",
    city="Springfield",
    phone="555 0100",
    phone_href="tel:5550100",
    tty="711",
    hours="9 to 5",
    interpreter_line="Interpreters are free",
    email="",
)
MENU = [
    {"code": x.code, "tag": x.tag, "name": x.name, "url": f"/{x.code}/", "current": x.code == "hy"} for x in LANGUAGES
]


def page(template="base.html", **context):
    return BeautifulSoup(render_to_string(template, context), "html.parser")


class TestFrame(SimpleTestCase):
    def test_it_says_its_language_and_direction(self):
        for language in (*LANGUAGES, Language("ar", "ar", "العربية", "ar", "rtl")):
            html = page(language=language).html
            self.assertEqual((html["lang"], html["dir"]), (language.tag, language.direction))

    def test_without_context_it_speaks_the_active_language(self):
        with translation.override("zh-hant"):
            self.assertEqual(page().html["lang"], "zh-Hant")

    def test_the_skip_link_is_first_and_leads_to_the_main_part(self):
        soup = page(program=PROGRAM)
        self.assertEqual(soup.body.find(True)["href"], "#main")
        self.assertEqual(soup.main["id"], "main")

    @pytest.mark.proves("UX-20")
    def test_help_follows_the_main_part_with_phone_tty_hours_and_interpreters(self):
        soup = page(program=PROGRAM)
        parts = [part.name for part in soup.body.find_all(["header", "main", "aside", "footer"], recursive=False)]
        self.assertEqual(parts, ["header", "main", "aside", "footer"])
        words = soup.aside.get_text(" ", strip=True)
        for expected in ("555 0100", "711", "9 to 5", PROGRAM.interpreter_line):
            self.assertIn(expected, words)
        self.assertEqual(soup.aside.a["href"], "tel:5550100")

    def test_the_footer_shows_only_links_that_lead_somewhere(self):
        soup = page(menu=Menu(footer=(PageLink("Privacy notice", "/en/privacy-notice/", language_of("en")),)))
        self.assertEqual([link["href"] for link in soup.footer.find_all("a")], ["/en/privacy-notice/"])
        self.assertIsNone(page().footer.find("nav"))

    def test_the_footer_has_a_quiet_way_to_a_side_s_own_page_and_says_where_one_is(self):
        (link,) = page(home_url="/es/", own_url="/es/my/").footer.find_all("a")
        self.assertEqual((link["href"], link["aria-current"]), ("/es/my/", "page"))
        self.assertFalse(page(home_url="/es/", own_url="/es/").footer.a.has_attr("aria-current"))

    @pytest.mark.proves("UX-55")
    def test_the_menu_is_named_languages_and_writes_each_name_in_its_own_language(self):
        menu = page(languages=MENU, language=language_of("en")).find("nav", class_="languages")
        self.assertEqual(menu.button.get_text(), "Languages")
        self.assertEqual([(a["lang"], a.get_text()) for a in menu.find_all("a")], [(x.tag, x.name) for x in LANGUAGES])
        self.assertEqual([a.get_text() for a in menu.find_all("a", attrs={"aria-current": "true"})], ["Հայերեն"])
        self.assertIsNone(menu.find("img"))

    def test_a_demonstration_says_so(self):
        self.assertIn("not a real service", page(demo=True).header.get_text())
        self.assertNotIn("not a real service", page(demo=False).header.get_text())

    @pytest.mark.proves("UX-60")
    def test_error_pages_stand_without_any_context(self):
        for template in ("404.html", "500.html"):
            soup = page(template)
            self.assertEqual(len(soup.find_all("h1")), 1)
            self.assertTrue(soup.main.find("a", href="/"))

    @pytest.mark.proves("UX-60")
    def test_error_pages_show_the_phone_number_when_it_is_known(self):
        for template in ("404.html", "500.html"):
            self.assertTrue(page(template, program=PROGRAM).find("a", href="tel:5550100"))


class TestLanguageButtons(SimpleTestCase):
    """The menu on pages that hold typed answers."""

    def setUp(self):
        self.buttons = page("components/language_buttons.html", language=language_of("hy")).find_all("button")

    @pytest.mark.proves("UX-21")
    def test_each_language_sends_the_answers_along(self):
        sent = [(b["form"], b["value"], b["lang"]) for b in self.buttons if b.get("name") == "goto_language"]
        self.assertEqual(sent, [("step-form", x.code, x.tag) for x in sorted(LANGUAGES, key=lambda x: x.name)])
        self.assertEqual([b["value"] for b in self.buttons if b.get("aria-current")], ["hy"])

    def test_enter_in_a_text_field_goes_on_and_changes_no_language(self):
        default = next(button for button in self.buttons if button["type"] == "submit")
        self.assertEqual((default["form"], default.get("name")), ("step-form", None))
        self.assertEqual((default["tabindex"], default["aria-hidden"]), ("-1", "true"))


class TestKeptParts(SimpleTestCase):
    """What a process keeps of the frame (portal/common/templatetags/shell.py)."""

    def test_a_part_follows_its_values_and_the_language(self):
        def footer(code, **given):
            with translation.override(code):
                return str(page(home_url=f"/{code}/", **given).footer)

        self.assertEqual(footer("en"), footer("en"))
        self.assertNotEqual(footer("en"), footer("es"))
        self.assertIn("Another program", footer("en", program=SimpleNamespace(name="Another program")))

    def test_the_same_words_are_escaped_wherever_they_are_not_marked_as_safe(self):
        words = "<b>Number</b>"
        self.assertIsNotNone(page(program=SimpleNamespace(name=mark_safe(words))).footer.b)
        self.assertIsNone(page(program=SimpleNamespace(name=words)).footer.b)

    def test_a_part_knows_nothing_of_the_request(self):
        part = "{% load shell %}{% kept 'components/footer.html' name='A' %}"
        drawn = Template(part).render(Context({"home_url": "/es/", "csrf_token": "secret"}))
        self.assertNotIn("secret", drawn)
        self.assertNotIn("/es/", drawn)


@override_settings(LANGUAGE_CODE="en")
class TestComponents(SimpleTestCase):
    def test_a_summary_says_what_was_not_answered_and_names_the_question_in_its_link(self):
        rows = [
            {"label": "Your name", "value": "", "change_url": "/change/"},
            {"label": "Speaks", "answers": ["A", "B"]},
        ]
        soup = page("components/summary_list.html", rows=rows)
        first, second = soup.dl.find_all("div", recursive=False)
        self.assertIn("Not provided", first.get_text())
        self.assertIn("Your name", first.a.get_text())
        self.assertEqual([p.get_text() for p in second.find_all("p")], ["A", "B"])
        self.assertIsNone(second.a)

    def test_what_people_typed_is_escaped_and_keeps_its_own_direction(self):
        soup = page("components/summary_list.html", rows=[{"label": "L", "value": "<b>\nשלום"}])
        self.assertIsNone(soup.b)
        self.assertEqual(soup.find("p")["dir"], "auto")
        self.assertTrue(soup.br)

    def test_a_step_says_where_one_is(self):
        soup = page("components/step_header.html", step=2, steps=6, title="Contact", back_url="/back/")
        self.assertIn("Step 2 of 6", soup.get_text())
        self.assertEqual(soup.a["href"], "/back/")
        self.assertEqual(soup.h1.get_text(), "Contact")
