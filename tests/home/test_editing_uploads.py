"""Uploads: what lies about itself is refused with words and not stored, and no paper opens inside the site."""

import shutil
import tempfile
import zlib
from io import BytesIO
from struct import pack

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from portal.common.models import PortalDocument, PortalImage
from portal.common.roles import Role
from tests.base import person, signed_in
from tests.home.site import SeededSite

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_picture(kind="PNG", size=(4, 4)):
    file = BytesIO()
    Image.new("RGB", size).save(file, kind)
    return file.getvalue()


def a_bomb(width=6000, height=5000):
    """A PNG of some kilobytes that is thirty million pixels."""

    def chunk(name, data):
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"\0" * (width + 7) * height, 9)
    header = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def stored():
    def below(folder):
        folders, files = default_storage.listdir(folder)
        return len(files) + sum(below(f"{folder}/{name}") for name in folders)

    return sum(below(folder) for folder in ("original_images", "documents") if default_storage.exists(folder))


class UploadCase(SeededSite):
    def setUp(self):
        self.browser = signed_in(person(Role.EDITOR))

    def upload(self, kind, name, content, content_type="application/octet-stream"):
        file = SimpleUploadedFile(name, content, content_type)
        return self.browser.post(reverse(f"wagtail{kind}:add"), {"title": "A file", "file": file, "tags": ""})

    def upload_several(self, kind, name, content):
        app = {"images": "wagtailimages", "docs": "wagtaildocs"}[kind]
        file = SimpleUploadedFile(name, content)
        data = {"title": "A file", "files[]": file, "collection": "1"}
        return self.browser.post(reverse(f"{app}:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})


class PictureTest(UploadCase):
    def test_a_photograph_is_taken(self):
        self.upload_several("images", "a.png", a_picture())
        self.assertEqual(PortalImage.objects.count(), 1)

    def test_what_is_no_picture_is_refused_and_not_stored(self):
        before = stored()
        for name, content, words in (
            ("a.svg", SVG, "Not a supported image format"),
            ("a.png", SVG, "image"),
            ("a.png", HTML, "image"),
            ("a.jpg", a_picture("PNG"), "Not a valid .jpg image"),
            ("a.gif", a_picture("GIF"), "Not a supported image format"),
            ("a.html", HTML, "image"),
            ("a.png.html", a_picture(), "Not a supported image format"),
            ("a.png", b"", "empty"),
            ("a.png", a_bomb(), "too many pixels"),
            ("a.png", a_picture() + b"\0" * 5 * 1024 * 1024, "too big"),
        ):
            with self.subTest(name=name, words=words):
                answer = self.upload_several("images", name, content).json()
                self.assertFalse(answer["success"])
                self.assertIn(words.replace("jpg image", "jpeg image"), answer["error_message"].replace("jpg", "jpeg"))
        self.assertFalse(PortalImage.objects.exists())
        self.assertEqual(stored(), before)


class PaperTest(UploadCase):
    def test_what_is_no_pdf_is_refused_and_not_stored(self):
        before = stored()
        for name, content, words in (
            ("a.pdf", HTML, "This is no PDF file"),
            ("a.pdf", SVG, "This is no PDF file"),
            ("a.pdf", b" " * 8 + PDF, "This is no PDF file"),
            ("a.pdf", b"", "empty"),
            ("a.html", HTML, "not allowed"),
            ("a.svg", SVG, "not allowed"),
            ("a.docx", PDF, "not allowed"),
            ("a.pdf", PDF + b"\0" * 10 * 1024 * 1024, "too big"),
        ):
            with self.subTest(name=name, words=words):
                answer = self.upload_several("docs", name, content).json()
                self.assertFalse(answer["success"])
                self.assertIn(words, answer["error_message"])
                page = self.upload("docs", name, content)
                self.assertContains(page, words)
        self.assertFalse(PortalDocument.objects.exists())
        self.assertEqual(stored(), before)

    def test_others_may_not_upload(self):
        for role in (Role.MEDIATOR, Role.LIAISON, Role.TRANSLATOR, Role.AUDITOR):
            self.browser = signed_in(person(role))
            self.upload("docs", "flyer.pdf", PDF)
        self.assertFalse(PortalDocument.objects.exists())


class ServedTest(UploadCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        on_disk = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
        self.enterContext(self.settings(MEDIA_ROOT=folder, STORAGES=settings.STORAGES | on_disk))

    def test_a_pdf_is_taken_and_served_as_a_download_that_runs_nothing(self):
        self.upload("docs", "flyer.pdf", PDF, "text/html")
        document = PortalDocument.objects.get()
        response = self.client.get(document.url)
        self.assertEqual(response["Content-Type"], "application/pdf")
        self.assertTrue(response["Content-Disposition"].startswith("attachment"))
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertIn("'none'", response["Content-Security-Policy"])

    def test_what_got_in_all_the_same_is_a_download_too(self):
        document = PortalDocument.objects.create(title="x", file=ContentFile(HTML, name="x.html"))
        self.assertTrue(self.client.get(document.url)["Content-Disposition"].startswith("attachment"))
