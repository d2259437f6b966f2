"""What editors may upload: pictures and PDF papers that are what they say they are.

Of a picture only the picture is stored: a photograph may say where and when it was taken (docs/decisions/media.md).
"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.common.picture_metadata import without_metadata

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


class PictureField(WagtailImageField):
    """A picture that Wagtail takes, without the place, the time and the names that it came with."""

    def to_python(self, data: Any) -> Any:
        """The picture alone, None without one. Raises ValidationError with words for the editor; Wagtail's own field
        raises OSError when a file breaks off in its first part."""
        try:
            file = super().to_python(data)
            if file is None:
                return None
            return SimpleUploadedFile(file.name, without_metadata(file), file.content_type)
        except (OSError, ValueError) as damaged:
            raise forms.ValidationError("This picture is damaged. Export it again, then upload it.") from damaged


class ImageForm(BaseImageForm):
    """Wagtail's form for pictures with our field in it; what the field shows stays Wagtail's."""

    file = PictureField(label="File", widget=BaseImageForm.Meta.widgets["file"])
