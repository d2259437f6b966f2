"""Pictures under /media/: the copies that Wagtail made, and nothing else that lies in the storage."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings

from portal.common.models import PortalImage
from tests.home.test_editing_uploads import HTML, PDF, a_picture

ON_DISK = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}


class PicturesTest(TestCase):
    def setUp(self):
        self.picture = PortalImage.objects.create(title="A bridge", file=ContentFile(a_picture(), name="bridge.png"))

    def test_a_picture_on_a_page_loads(self):
        for wanted, kind in (("fill-2x2", "png"), ("width-2|format-webp", "webp"), ("width-2|format-jpeg", "jpeg")):
            response = self.client.get(self.picture.get_rendition(wanted).url)
            self.assertEqual((response.status_code, response["Content-Type"]), (200, f"image/{kind}"))
            self.assertTrue(b"".join(response.streaming_content))

    @pytest.mark.proves("G22")
    def test_it_is_a_picture_and_nothing_else(self):
        response = self.client.get(self.picture.get_rendition("fill-2x2").url)
        self.assertEqual(response["Content-Security-Policy"], "default-src 'none'; sandbox")
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response["Cross-Origin-Resource-Policy"], "same-origin")
        self.assertEqual(response["X-Frame-Options"], "SAMEORIGIN")

    def test_it_is_not_compressed_a_second_time(self):
        large = PortalImage.objects.create(title="-", file=ContentFile(a_picture(size=(900, 900)), name="large.png"))
        address = large.get_rendition("width-800").url
        self.assertNotIn("Content-Encoding", self.client.get(address, headers={"accept-encoding": "gzip"}))

    def test_originals_and_papers_have_no_address_here(self):
        self.assertEqual(self.client.get(self.picture.file.url).status_code, 404)
        for name, content in (
            ("documents/flyer.pdf", PDF),
            ("images/x.html", HTML),
            ("images/x.svg", HTML),
            ("images/below/x.png", HTML),
            ("avatar_images/x.png", HTML),
            ("x.png", HTML),
        ):
            stored = default_storage.save(name, ContentFile(content))
            with self.subTest(name):
                self.assertEqual(self.client.get(f"/media/{stored}").status_code, 404)

    def test_what_is_not_there_or_outside_is_not_found(self):
        for name in ("images/nothing.png", "images/../documents/x.png", "images/%2e%2e/x.png", "images/", ""):
            self.assertEqual(self.client.get(f"/media/{name}").status_code, 404, name)

    def test_nor_is_a_name_that_no_folder_can_hold(self):
        with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder, STORAGES=ON_DISK):
            (Path(folder) / "images").mkdir()
            for name in ("nothing", "x" * 300, "բ" * 200):
                self.assertEqual(self.client.get(f"/media/images/{name}.png").status_code, 404, name)

    def test_it_can_only_be_read(self):
        address = self.picture.get_rendition("fill-2x2").url
        self.assertEqual(self.client.head(address).status_code, 200)
        self.assertEqual(self.client.post(address).status_code, 405)
