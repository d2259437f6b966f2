"""What the forms of the portal have in common: no colon behind a label, which not every language has, and no bubbles of
the browser in place of our own messages."""

from typing import Any

from django import forms


class PlainForm(forms.Form):
    """A form whose labels end as they are written, and whose errors are ours."""

    use_required_attribute = False
    marks_optional = True
    """Whether each question that may be left empty says so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
