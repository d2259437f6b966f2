"""Sample forms of the gallery, of the kinds of fields that the referral asks."""

from datetime import date

from django import forms

from portal.common.languages import LANGUAGES
from portal.common.memorable_date import MemorableDateField


def question_form(texts):
    """One radio question."""

    class QuestionForm(forms.Form):
        who = forms.ChoiceField(
            label=texts["who"],
            help_text=texts["who_hint"],
            choices=list(enumerate(texts["who_choices"])),
            widget=forms.RadioSelect,
        )

    return QuestionForm({"who": "1"}, label_suffix="")


def contact_form(texts, data=None):
    """Every other kind of field."""

    class ContactForm(forms.Form):
        name = forms.CharField(label=texts["name"], widget=forms.TextInput({"autocomplete": "name"}))
        phone = forms.CharField(
            label=texts["phone"], min_length=7, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
        )
        email = forms.EmailField(
            label=texts["email"], required=False, widget=forms.EmailInput({"autocomplete": "email"})
        )
        languages = forms.MultipleChoiceField(
            label=texts["languages"], choices=[(x.code, x.name) for x in LANGUAGES], widget=forms.CheckboxSelectMultiple
        )
        when = MemorableDateField(label=texts["when"], help_text=texts["when_hint"], latest=date.today)
        unsure = forms.BooleanField(label=texts["unsure"], required=False)
        what = forms.CharField(label=texts["what"], help_text=texts["what_hint"], widget=forms.Textarea)

    return ContactForm(data, label_suffix="")
