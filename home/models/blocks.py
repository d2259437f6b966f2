"""The blocks of the home page and the start page. Keys are for code and tests: translators never see them."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from portal.common.blocks import KeyBlock


class StepBlock(StructBlock):
    """One step of "how it works"."""

    title = CharBlock(max_length=80)
    text = TextBlock(rows=3)

    class Meta:
        icon = "list-ol"
        label = "Step"
        description = "One step: a few words and what happens in it. The number is added by the page."
        preview_value = {"title": "Tell us what happened", "text": "Answer some short questions, online or by phone."}


class QuestionBlock(StructBlock):
    """A question that people ask, and its answer."""

    question = CharBlock(max_length=120)
    answer = TextBlock(rows=3)

    class Meta:
        icon = "help"
        label = "Question"
        description = "A question in the words people use, with a short answer."
        preview_value = {"question": "Do I have to take part?", "answer": "No. Each side is free to say yes or no."}


class SectionBlock(StructBlock):
    """One part of the start page: paragraphs, then points. `key` also names its anchor in the page's contents."""

    key = KeyBlock(
        max_length=20,
        label="Name in addresses",
        help_text="Small Latin letters, for example: who_sees. Links to this part use it; keep it once published.",
    )
    heading = CharBlock(max_length=120)
    text = ListBlock(TextBlock(rows=3), label="Paragraphs", min_num=1)
    points = ListBlock(CharBlock(max_length=400), label="Points", default=[])

    class Meta:
        icon = "doc-full"
        label = "Part"
        description = "A heading, one or more paragraphs and, if you like, a list."
        preview_value = {
            "key": "prepare",
            "heading": "What to have at hand",
            "text": ["You need no papers and no proof."],
            "points": ["When it happened. Your best guess is fine."],
        }


class NoticeBlock(StructBlock):
    """A notice that must be read before step one, such as the way to 911 (UX-03)."""

    key = KeyBlock(
        max_length=20,
        label="Name in addresses",
        help_text="Keep `urgent` and `complaint`: the page shows the first as a warning.",
    )
    heading = CharBlock(max_length=120)
    text = ListBlock(TextBlock(rows=3), label="Paragraphs", min_num=1)
    help_label = CharBlock(
        max_length=80,
        required=False,
        label="Words of the link to the help line",
        help_text="Leave empty for no link.",
    )

    class Meta:
        icon = "warning"
        label = "Notice"
        description = "Something to know before starting."
        preview_value = {
            "key": "urgent",
            "heading": "If someone is in danger, call 911",
            "text": ["This form does not reach the police, the fire department or an ambulance."],
            "help_label": "",
        }
