"""How a question is drawn, and the date that a person remembers."""

from datetime import date
from typing import ClassVar

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation

from portal.common.languages import LANGUAGES
from portal.common.memorable_date import MemorableDateField


class Question(forms.Form):
    name = forms.CharField(
        label="Your name", help_text="As you write it", error_messages={"required": "Enter your name."}
    )
    email = forms.EmailField(label="Email", required=False)
    who = forms.ChoiceField(
        label="Who asks?", help_text="One of them", choices=[("a", "Me"), ("b", "You")], widget=forms.RadioSelect
    )
    speaks = forms.MultipleChoiceField(
        label="Speaks", choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple
    )
    when = MemorableDateField(label="When?", latest=date(2026, 6, 1), earliest=date(1950, 1, 1))
    unsure = forms.BooleanField(label="I am not sure", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(source, form):
    html = Template("{% load forms %}" + source).render(Context({"form": form}))
    return BeautifulSoup(html, "html.parser")


def ids(soup):
    return {tag["id"] for tag in soup.find_all(id=True)}


class TestFields(SimpleTestCase):
    def setUp(self):
        self.clean = draw("{% fields form %}", Question(label_suffix=""))
        self.wrong = draw("{% fields form %}", Question({}, label_suffix=""))

    def test_every_input_has_a_name_that_screen_readers_find(self):
        labelled = {label["for"] for label in self.clean.find_all("label")}
        for tag in self.clean.find_all(["input", "select", "textarea"]):
            if tag.get("type") != "hidden":
                self.assertIn(tag["id"], labelled)

    def test_groups_are_fieldsets_with_a_legend(self):
        legends = [fieldset.legend.get_text(strip=True) for fieldset in self.clean.find_all("fieldset")]
        self.assertEqual(legends, ["Who asks?", "Speaks", "When?"])

    @pytest.mark.proves("UX-15")
    def test_optional_is_said_in_words_and_nothing_is_starred(self):
        self.assertIn("(optional)", self.clean.find("label", attrs={"for": "id_email"}).get_text())
        self.assertNotIn("(optional)", self.clean.find("label", attrs={"for": "id_name"}).get_text())
        self.assertNotIn("*", self.clean.get_text())

    def test_a_box_to_tick_is_not_called_optional(self):
        self.assertEqual(self.clean.find("label", attrs={"for": "id_unsure"}).get_text(strip=True), "I am not sure")

    @pytest.mark.proves("UX-28")
    def test_an_input_is_described_by_its_hint_and_then_its_error(self):
        self.assertEqual(self.clean.find(id="id_name")["aria-describedby"], "id_name_helptext")
        self.assertEqual(self.wrong.find(id="id_name")["aria-describedby"], "id_name_helptext id_name_error")
        self.assertEqual(self.wrong.find("fieldset")["aria-describedby"], "id_who_helptext id_who_error")

    @pytest.mark.proves("UX-28")
    def test_whatever_describes_an_input_exists(self):
        for tag in self.wrong.find_all(attrs={"aria-describedby": True}):
            self.assertLessEqual(set(tag["aria-describedby"].split()), ids(self.wrong))

    @pytest.mark.proves("UX-28")
    def test_wrong_inputs_say_so_and_right_ones_do_not(self):
        self.assertEqual(self.clean.find_all(attrs={"aria-invalid": True}), [])
        self.assertEqual(self.wrong.find(id="id_name")["aria-invalid"], "true")
        self.assertIsNone(self.wrong.find(id="id_email").get("aria-invalid"))

    def test_a_radio_group_is_invalid_as_a_whole(self):
        group = self.wrong.find("fieldset", attrs={"role": "radiogroup"})
        self.assertEqual(group["aria-invalid"], "true")
        self.assertEqual(group.find_all("input", attrs={"aria-invalid": True}), [])

    @pytest.mark.proves("UX-08")
    def test_the_question_of_a_page_is_its_heading(self):
        for source, text in (
            ("{% field form.who heading=True %}", "Who asks?"),
            ("{% field form.name heading=True %}", "Your name"),
        ):
            soup = draw(source, Question(label_suffix=""))
            self.assertEqual([h.get_text(strip=True) for h in soup.find_all("h1")], [text])
        self.assertEqual(self.clean.find_all("h1"), [])

    def test_only_the_first_question_becomes_the_heading(self):
        self.assertEqual(len(draw("{% fields form heading=True %}", Question()).find_all("h1")), 1)

    def test_hidden_fields_are_drawn_without_a_frame(self):
        self.assertEqual(self.clean.find("input", attrs={"name": "key"}).parent.name, "[document]")

    def test_a_hint_is_text_and_not_markup(self):
        class Tricky(forms.Form):
            x = forms.CharField(help_text="<b>bold</b>")

        self.assertIsNone(draw("{% fields form %}", Tricky()).b)


class TestErrorSummary(SimpleTestCase):
    def summary(self, data):
        return draw("{% error_summary form %}", Question(data))

    def test_a_form_without_errors_has_none(self):
        self.assertEqual(draw("{% error_summary form %}", Question()).get_text(strip=True), "")

    @pytest.mark.proves("UX-25")
    def test_each_line_leads_to_the_first_input_that_is_wrong(self):
        soup = self.summary({"when_month": "2", "when_day": "4", "when_year": "26"})
        targets = [link["href"] for link in soup.find_all("a")]
        self.assertEqual(targets, ["#id_name", "#id_who_0", "#id_speaks_0", "#id_when_2"])

    @pytest.mark.proves("UX-25")
    def test_every_target_is_on_the_page(self):
        soup = draw("{% error_summary form %}{% fields form %}", Question({}))
        links = soup.find("div", class_="error-summary").find_all("a")
        self.assertEqual({link["href"][1:] for link in links} - ids(soup), set())

    @pytest.mark.proves("UX-26")
    def test_it_uses_the_words_beside_the_field(self):
        soup = draw("{% error_summary form %}{% fields form %}", Question({}))
        self.assertEqual(soup.find("a", href="#id_name").get_text(), "Enter your name.")
        self.assertIn("Enter your name.", soup.find(id="id_name_error").get_text())

    def test_on_staff_pages_each_line_names_its_field(self):
        soup = draw("{% error_summary form labels=True %}", Question({}))
        lines = [link.get_text() for link in soup.find_all("a")]
        self.assertEqual(lines[:2], ["Your name: Enter your name.", "Who asks? This field is required."])
        self.assertEqual(len(set(lines)), len(lines))

    def test_it_takes_the_focus_without_a_script(self):
        box = self.summary({}).find("div", class_="error-summary")
        self.assertEqual((box["tabindex"], box.get("autofocus")), ("-1", ""))
        self.assertEqual(box.h2.get_text(), "There is a problem")

    def test_what_is_wrong_with_the_whole_form_is_listed_too(self):
        form = Question({})
        form.add_error(None, "Something together.")
        soup = draw("{% error_summary form %}", form)
        self.assertEqual(soup.li.get_text(strip=True), "Something together.")
        self.assertIsNone(soup.li.a)


class TestMemorableDate(SimpleTestCase):
    field: ClassVar = MemorableDateField(earliest=date(1950, 1, 1), latest=lambda: date(2026, 6, 1))

    def refuse(self, month, day, year):
        """The codes and the parts that a wrong date gives."""
        with self.assertRaises(forms.ValidationError) as caught:
            self.field.clean([month, day, year])
        return [(error.code, error.params["parts"]) for error in caught.exception.error_list]

    def test_it_gives_a_date(self):
        self.assertEqual(self.field.clean(["3", " 04 ", "2026"]), date(2026, 3, 4))

    def test_it_reads_the_digits_of_other_keyboards(self):
        self.assertEqual(self.field.clean(["3", "４", "２０２６"]), date(2026, 3, 4))

    def test_three_blanks_are_no_date(self):
        self.assertIsNone(MemorableDateField(required=False).clean(["", " ", None]))
        self.assertIsNone(MemorableDateField(required=False).clean(None))
        self.assertEqual(self.refuse("", "", ""), [("required", ("month", "day", "year"))])

    def test_it_names_the_parts_that_are_missing(self):
        self.assertEqual(self.refuse("", "4", "2026"), [("month_missing", ("month",))])
        self.assertEqual(self.refuse("3", "", ""), [("day_and_year_missing", ("day", "year"))])
        self.assertEqual(self.refuse("", "4", ""), [("month_and_year_missing", ("month", "year"))])
        self.assertEqual(self.refuse("", "", "2026"), [("month_and_day_missing", ("month", "day"))])

    def test_it_names_the_parts_that_are_wrong(self):
        self.assertEqual(self.refuse("3", "32", "26"), [("day_invalid", ("day",)), ("year_invalid", ("year",))])
        self.assertEqual(self.refuse("13", "4", "2026"), [("month_invalid", ("month",))])
        self.assertEqual(self.refuse("2", "30", "2026"), [("no_such_day", ("day",))])

    def test_nonsense_is_an_error_and_never_a_crash(self):
        for nonsense in ("-1", "1e3", "²", "9" * 5000, "\x00", "\ud800", "٠٠٠٠"):
            for place in range(3):
                values = ["3", "4", "2026"]
                values[place] = nonsense
                self.assertTrue(self.refuse(*values))

    def test_it_keeps_to_its_limits(self):
        self.assertEqual(self.field.clean(["6", "1", "2026"]), date(2026, 6, 1))
        self.assertEqual(self.refuse("6", "2", "2026")[0][0], "too_late")
        self.assertEqual(self.refuse("12", "31", "1949"), [("too_early", ("year",))])

    def test_only_the_wrong_part_is_marked_and_what_was_typed_stays(self):
        soup = draw("{% field form.when %}", Question({"when_month": "2", "when_day": "4", "when_year": "26"}))
        marked = soup.find_all(attrs={"aria-invalid": "true"})
        self.assertEqual([(tag["id"], tag["value"]) for tag in marked], [("id_when_2", "26")])
        self.assertEqual(soup.find("option", selected=True)["value"], "2")
        self.assertEqual(soup.find(id="id_when_1")["value"], "4")

    def test_an_error_from_the_form_marks_the_whole_date(self):
        form = Question({"when_month": "2", "when_day": "4", "when_year": "2026"})
        form.add_error("when", "Date or box, not both.")
        self.assertEqual(len(draw("{% field form.when %}", form).find_all(attrs={"aria-invalid": "true"})), 3)

    @pytest.mark.proves("UX-18")
    def test_day_and_year_are_typed_on_the_number_keyboard_without_spinners(self):
        soup = draw("{% field form.when %}", Question())
        typed = soup.find_all("input")
        self.assertEqual([(tag["type"], tag["inputmode"]) for tag in typed], [("text", "numeric")] * 2)

    def test_months_are_named_in_the_language_of_the_page(self):
        names = {}
        for language in LANGUAGES:
            with translation.override(language.code):
                options = draw("{% field form.when %}", Question()).find_all("option")
                names[language.code] = [option.get_text() for option in options[1:]]
        self.assertEqual([len(months) for months in names.values()], [12] * len(LANGUAGES))
        self.assertEqual((names["es"][2], names["hy"][2], names["zh-hans"][2]), ("marzo", "մարտ", "3月"))

    def test_a_known_date_fills_the_three_inputs(self):
        soup = draw("{% field form.when %}", Question(initial={"when": date(2026, 3, 4)}))
        self.assertEqual([tag["value"] for tag in soup.find_all("input")], ["4", "2026"])
        self.assertEqual(soup.find("option", selected=True)["value"], "3")
