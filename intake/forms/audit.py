"""Which entries of the audit log to show."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from intake.forms.case import DAY, DayInput
from portal.common.audit import Verb

ID_LIMIT = 64
DAYS = (
    MinValueValidator(date(2000, 1, 1), "Enter a day after 1999."),
    MaxValueValidator(date(2199, 12, 31), "Enter a day before 2200."),
)


class AuditFilterForm(forms.Form):
    """By what was done, on which days, and to what: a case's reference, or the id of a record."""

    use_required_attribute = False
    verb = forms.ChoiceField(label="What was done", choices=[("", "Anything"), *Verb.choices], required=False)
    since = forms.DateField(label="From", required=False, widget=DayInput(), error_messages=DAY, validators=DAYS)
    until = forms.DateField(label="To", required=False, widget=DayInput(), error_messages=DAY, validators=DAYS)
    about = forms.CharField(
        label="Reference of a case, or the id of a record", required=False, max_length=ID_LIMIT, strip=True
    )
