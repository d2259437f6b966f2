"""What a side says when it asks for another time: nothing more, or up to three parts of days on which it could come."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.plain import PlainForm
from intake.rules.moving import MOST_TIMES, FreeTime, read_free_time

LABELS = (_("A time that suits you"), _("A second time"), _("A third time"))
assert len(LABELS) == MOST_TIMES


class MoveWishForm(PlainForm):
    """Up to three times, each out of those that are offered."""

    def __init__(self, *args: Any, times: Sequence[tuple[FreeTime, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No choice")), *((each.key, words) for each, words in times)]
        for number, label in enumerate(LABELS, start=1):
            self.fields[f"time_{number}"] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=False,
                error_messages={"invalid_choice": _("This day can’t be chosen any more. Please choose again.")},
            )

    @property
    def free_times(self) -> list[FreeTime]:
        """What was chosen, each once."""
        chosen = {value for value in self.cleaned_data.values() if value}
        return sorted(read_free_time(key) for key in chosen)
