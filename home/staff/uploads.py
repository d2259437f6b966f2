"""What editors may upload: pictures and PDF papers that are what they say they are."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm

PDF = b"%PDF-"


class DocumentForm(BaseDocumentForm):
    """Wagtail looks at the end of a file's name only; a page of HTML with another name would pass."""

    def clean_file(self) -> Any:
        """The file, if it begins as every PDF does. Raises ValidationError with words for the editor."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            file.seek(0)
            begins = file.read(len(PDF))
            file.seek(0)
            if begins != PDF:
                raise forms.ValidationError("This is no PDF file. Save or export it as PDF, then upload it again.")
        return file
