"""Images and documents that editors upload: ours from the first migration, so that fields can be added later."""

from django.core.files import File
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from portal.common.classification import Retention, classified
from portal.common.picture_metadata import BareFilter


class PortalImage(AbstractImage):
    """An image of the public site. Case data never goes here (DESIGN section 5, rule 5)."""

    admin_form_fields = Image.admin_form_fields

    field_classes = classified(retention=Retention.CONTENT, K1="id")

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """A copy without what the camera wrote into the original."""
        return super().generate_rendition_file(BareFilter(filter.spec), source=source)


class PortalRendition(AbstractRendition):
    """A resized copy of a PortalImage."""

    image: models.ForeignKey[PortalImage] = models.ForeignKey(
        PortalImage, on_delete=models.CASCADE, related_name="renditions"
    )

    field_classes = classified(retention=Retention.CONTENT, K1="id image")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class PortalDocument(AbstractDocument):
    """A file that the public may download."""

    admin_form_fields = Document.admin_form_fields

    field_classes = classified(retention=Retention.CONTENT, K1="id")
