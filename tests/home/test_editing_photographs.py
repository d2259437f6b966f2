"""Photographs say where they were taken. What is stored and served says nothing of it: looked for in the bytes."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.test import TestCase
from PIL import Image, ImageCms, PngImagePlugin

from portal.common.models import PortalImage
from tests.home.test_editing_uploads import UploadCase

# Stands in every place where a camera or a program may write: position, comment, XMP, IPTC.
CANARY = "Canary4711"
ORIENTATION, MAKER, ARTIST, GPS, GPS_AREA = 0x0112, 0x010F, 0x013B, 0x8825, 0x001C
LYING = 6
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>{CANARY}</place></x:xmpmeta>'.encode()
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
COPIES = ("original", "width-30", "fill-20x20", "width-30|format-webp", "width-30|format-jpeg", "width-30|format-png")


def traces():
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[ARTIST] = LYING, CANARY, CANARY
    exif.get_ifd(GPS).update({1: "N", 2: (34.0, 8.0, 52.0), 3: "W", 4: (118.0, 8.0, 37.0), GPS_AREA: CANARY.encode()})
    return exif.tobytes()


def photograph(kind):
    """A picture, 60 pixels wide and 40 high and marked as lying on its side, with everything in it that may be."""
    picture, file = Image.effect_noise((60, 40), 50).convert("RGB"), BytesIO()
    common = {"exif": traces(), "icc_profile": PROFILE, "xmp": XMP}
    if kind == "png":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add_text("Comment", CANARY, zip=False)
        picture.save(file, "PNG", **common, pnginfo=text)
    elif kind == "webp":
        picture.save(file, "WEBP", **common)
    elif kind == "two jpeg":
        picture.save(file, "MPO", save_all=True, append_images=[picture], **common)
    else:
        picture.save(file, "JPEG", comment=CANARY, **common)
        return with_iptc(file.getvalue())
    return file.getvalue()


def with_iptc(jpeg):
    record = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x0f\x1c\x02\x5a\0\x0a" + CANARY.encode()
    return jpeg[:2] + b"\xff\xed" + (len(record) + 2).to_bytes(2) + record + jpeg[2:]


KINDS = {"jpeg": "jpg", "two jpeg": "jpg", "png": "png", "webp": "webp"}


def leaks(content):
    with Image.open(BytesIO(content)) as picture:
        exif = picture.getexif()
        named = [tag for tag in exif if tag != ORIENTATION]
    return [word for word in (CANARY.encode(), b"adobe:ns", b"Photoshop", b"MPF\0") if word in content] + named


def profile_and_size(content):
    with Image.open(BytesIO(content)) as picture:
        return picture.info.get("icc_profile"), picture.size


def bytes_of(field):
    with field.open() as file:
        return file.read()


class SpecimenTest(TestCase):
    def test_the_photographs_of_these_tests_are_full_of_traces(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.assertIn(CANARY.encode(), photograph(kind))
                self.assertIn(GPS, leaks(photograph(kind)))


class UploadedTest(UploadCase):
    def test_what_is_stored_has_no_trace_and_keeps_its_side_and_its_colours(self):
        for kind, ending in KINDS.items():
            with self.subTest(kind):
                answer = self.upload_several("images", f"a.{ending}", photograph(kind)).json()
                self.assertTrue(answer["success"], answer)
                picture = PortalImage.objects.latest("pk")
                original = bytes_of(picture.file)
                self.assertEqual(leaks(original), [])
                self.assertEqual(profile_and_size(original), (PROFILE, (60, 40)))
                self.assertEqual(Image.open(BytesIO(original)).getexif()[ORIENTATION], LYING)
                self.assertEqual(profile_and_size(bytes_of(picture.get_rendition("original").file))[1], (40, 60))
                self.assertEqual((picture.file_size, picture.file_hash != ""), (len(original), True))

    def test_a_new_file_for_an_old_picture_loses_its_traces_too(self):
        self.upload_several("images", "a.png", photograph("png"))
        picture = PortalImage.objects.get()
        file = ContentFile(photograph("jpeg"), name="b.jpg")
        self.browser.post(f"/admin/images/{picture.pk}/", {"title": "B", "file": file, "tags": "", "collection": 1})
        picture.refresh_from_db()
        self.assertIn("b", picture.file.name)
        self.assertEqual(leaks(bytes_of(picture.file)), [])

    def test_a_photograph_too_large_to_be_kept_in_memory_loses_its_traces_too(self):
        self.enterContext(self.settings(FILE_UPLOAD_MAX_MEMORY_SIZE=100))
        self.assertTrue(self.upload_several("images", "a.jpg", photograph("jpeg")).json()["success"])
        self.assertEqual(leaks(bytes_of(PortalImage.objects.get().file)), [])

    def test_a_title_changes_without_a_file(self):
        self.upload_several("images", "a.png", photograph("png"))
        picture = PortalImage.objects.get()
        name = picture.file.name
        self.browser.post(f"/admin/images/{picture.pk}/", {"title": "Bridge", "tags": "", "collection": 1})
        picture.refresh_from_db()
        self.assertEqual((picture.title, picture.file.name), ("Bridge", name))

    def test_a_damaged_photograph_is_refused_in_words_or_stored_without_a_trace(self):
        refused = 0
        for kind in KINDS:
            content = photograph(kind)
            for part in (0.9, 0.5, 0.2):
                file = content[: int(len(content) * part)]
                answer = self.upload_several("images", f"a.{KINDS[kind]}", file).json()
                with self.subTest(kind=kind, part=part):
                    if answer["success"]:
                        self.assertEqual(leaks(bytes_of(PortalImage.objects.latest("pk").file)), [])
                    else:
                        refused += 1
                        self.assertRegex(answer["error_message"], "damaged|valid")
        self.assertGreater(refused, 0)


class ServedTest(TestCase):
    def test_no_copy_has_a_trace_even_of_an_original_that_came_another_way(self):
        for kind, ending in KINDS.items():
            file = ContentFile(photograph(kind), name=f"a.{ending}")
            picture = PortalImage.objects.create(title="A bridge", file=file)
            for copy in COPIES:
                with self.subTest(kind=kind, copy=copy):
                    response = self.client.get(picture.get_rendition(copy).url)
                    content = b"".join(response.streaming_content)
                    self.assertEqual(leaks(content), [])
                    profile, size = profile_and_size(content)
                    self.assertEqual(profile, PROFILE)
                    if copy == "original":
                        self.assertEqual(size, (40, 60))
