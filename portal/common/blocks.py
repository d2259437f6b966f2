"""The parts that editors build pages from: six kinds, each with a heading of its own, its help and a preview.

Every part has a key: its anchor in addresses, for code and tests, never offered to translators. Lists stand directly
in a part, not in a part of a part: wagtail-localize finds no text in those (docs/decisions/languages.md).
"""

from typing import Any

from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageBlock

INLINE = ["bold", "link"]
FLOWING = ["h3", "bold", "link", "ul", "ol"]


class KeyBlock(CharBlock):
    """A short name that code looks for, the same in every language: wagtail-localize is told to leave it alone."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The source's key, as it is."""
        return value

    def get_searchable_content(self, value: str) -> list[str]:
        """Nothing that a reader sees."""
        return []


def key_block() -> KeyBlock:
    """The key of a part, with the help that editors see."""
    return KeyBlock(
        max_length=20,
        label="Name in addresses",
        help_text="Small Latin letters, for example: who_decides. Links to this part use it; keep it once published.",
    )


class TextPart(StructBlock):
    """Running text under a heading."""

    key = key_block()
    heading = CharBlock(max_length=120)
    body = RichTextBlock(features=FLOWING, label="Text")

    class Meta:
        icon = "pilcrow"
        label = "Text"
        group = "Explain"
        template = "sections/text.html"
        description = "A heading and text. The right choice for most parts of a page."
        preview_value = {
            "key": "who_decides",
            "heading": "Who decides what",
            "body": "<p>You decide if you take part. The police employee has the same choice.</p>",
        }


class PointsPart(StructBlock):
    """A list that stands out."""

    key = key_block()
    heading = CharBlock(max_length=120)
    body = RichTextBlock(features=INLINE, required=False, label="Text above the list")
    points = ListBlock(RichTextBlock(features=INLINE), min_num=1, label="Points")

    class Meta:
        icon = "list-ul"
        label = "Points"
        group = "Explain"
        template = "sections/points.html"
        description = "A heading and a list in which the order does not matter, such as what mediation is not."
        preview_value = {
            "key": "is_not",
            "heading": "What mediation is not",
            "body": "",
            "points": ["<p>It is not a hearing.</p>", "<p>It is not discipline.</p>"],
        }


class StepsPart(StructBlock):
    """Things that happen one after the other; the page adds the numbers."""

    key = key_block()
    heading = CharBlock(max_length=120)
    body = RichTextBlock(features=INLINE, required=False, label="Text above the steps")
    points = ListBlock(RichTextBlock(features=INLINE), min_num=2, label="Steps")

    class Meta:
        icon = "list-ol"
        label = "Steps"
        group = "Explain"
        template = "sections/steps.html"
        description = "A heading and what happens first, second, third. The page adds the numbers."
        preview_value = {
            "key": "steps",
            "heading": "Step by step",
            "body": "",
            "points": ["<p>You ask for mediation.</p>", "<p>We talk with you.</p>"],
        }


class PicturePart(StructBlock):
    """A photograph or drawing. A page must look finished without one."""

    image = ImageBlock(label="Picture")
    caption = CharBlock(required=False, max_length=160)

    class Meta:
        icon = "image"
        label = "Picture"
        group = "Explain"
        template = "sections/picture.html"
        description = "One picture with words for those who cannot see it. No badges, no handcuffs, no one's case."


class NoticePart(StructBlock):
    """Something that readers must not miss, such as a limit of privacy."""

    key = key_block()
    heading = CharBlock(max_length=120)
    body = RichTextBlock(features=INLINE, label="Text")

    class Meta:
        icon = "warning"
        label = "Notice"
        group = "Stand out"
        template = "sections/notice.html"
        description = "A limit or a warning that readers must not miss. One or two on a page, or none is seen."
        preview_value = {
            "key": "limits",
            "heading": "Privacy has limits",
            "body": "<p>What you say may not be protected in a criminal case.</p>",
        }


class ContactPart(StructBlock):
    """A call to get in touch; the page adds the phone number, e-mail address and hours."""

    key = key_block()
    heading = CharBlock(max_length=120)
    body = RichTextBlock(features=INLINE, label="Text")

    class Meta:
        icon = "mail"
        label = "Contact"
        group = "Stand out"
        template = "sections/contact.html"
        description = "Invites to call or write. The phone number and e-mail address come from the program's details."
        preview_value = {
            "key": "ask",
            "heading": "Ask us",
            "body": "<p>If you only have a question, you do not have to give your name.</p>",
        }


class PartsBlock(StreamBlock):
    """What a page can be built from."""

    text = TextPart()
    points = PointsPart()
    steps = StepsPart()
    picture = PicturePart()
    notice = NoticePart()
    contact = ContactPart()

    class Meta:
        # Each picture costs a query for its size in this place.
        block_counts = {"picture": {"max_num": 1}}
