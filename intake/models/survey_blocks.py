"""The blocks that surveys are built from: a section for each page, and seven kinds of questions.

Names (of questions, of choices) are the same in every language and never offered to translators; the words are. Lists
stand directly in a question: wagtail-localize finds no text in those of a part of a part (docs/decisions/languages.md).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)

from intake.constants.survey import QuestionKind
from intake.rules.survey import SECTION, Mistake, mistakes_in
from portal.common.blocks import KeyBlock

NAME_LENGTH = 40


def name_block(**options: Any) -> KeyBlock:
    """The name by which answers are kept; made from the words when it is left empty."""
    return KeyBlock(max_length=NAME_LENGTH, required=False, **options)


class SectionBlock(StructBlock):
    """The beginning of a page."""

    heading = CharBlock(max_length=120)
    intro = TextBlock(required=False, max_length=600, label="Text above the questions")

    class Meta:
        icon = "title"
        label = "Section"
        group = "Pages"
        description = "Begins a page: a heading, and a line about what is asked there."
        preview_value = {"heading": "About the talk", "intro": "Think of the day on which you met."}


class QuestionBlock(StructBlock):
    """What every question has."""

    stem = CharBlock(max_length=200, label="Question or sentence")
    stem_for_employees = CharBlock(
        max_length=200,
        required=False,
        label="The same for police employees",
        help_text="Only where the words must differ. Both are counted as one question.",
    )
    hint = CharBlock(max_length=200, required=False)
    key = name_block(
        label="Name in results",
        help_text="Made from the words when empty. The same name before and after a talk compares the two.",
    )
    asked_after = name_block(
        label="Ask only after this question", help_text="The name of an earlier question. Empty: it is always asked."
    )
    asked_if = name_block(
        label="and only if the answer was", help_text="Names of its answers, with commas, such as: no, not_sure"
    )

    class Meta:
        group = "Questions"


class AgreementBlock(QuestionBlock):
    """Five labelled points, from "strongly disagree" to "strongly agree"."""

    is_reversed = BooleanBlock(
        required=False, label="A yes is bad here", help_text="Such as “I felt pushed”. Results turn it round."
    )
    may_not_apply = BooleanBlock(required=False, default=True, label="Offer “does not apply”")

    class Meta:
        icon = "order"
        label = "How far do you agree?"
        description = "A sentence, and five points from “strongly disagree” to “strongly agree”."
        preview_value = {"stem": "I could say what mattered to me.", "may_not_apply": True}


class YesNoBlock(QuestionBlock):
    """Yes, no, not sure."""

    may_not_apply = BooleanBlock(required=False, label="Offer “does not apply”")

    class Meta:
        icon = "check"
        label = "Yes, no, not sure"
        description = "A question with three answers."
        preview_value = {"stem": "Would you recommend it?"}


class ChoiceBlock(StructBlock):
    """One answer."""

    label = CharBlock(max_length=120)
    key = name_block(label="Name in results", help_text="Made from the words when empty.")


class SingleBlock(QuestionBlock):
    """One of several."""

    choices = ListBlock(ChoiceBlock(), min_num=2, max_num=12)
    may_not_apply = BooleanBlock(required=False, label="Offer “does not apply”")

    class Meta:
        icon = "radio-full"
        label = "One of several"
        description = "A question with answers of your own, of which one is chosen."
        preview_value = {"stem": "How did you hear about us?", "choices": [{"label": "From a friend"}]}


class MultipleBlock(QuestionBlock):
    """Any of several."""

    choices = ListBlock(ChoiceBlock(), min_num=2, max_num=12)

    class Meta:
        icon = "list-ul"
        label = "Any of several"
        description = "A question with answers of your own, of which any number is chosen."
        preview_value = {"stem": "What helped you?", "choices": [{"label": "The interpreter"}]}


class RatingBlock(QuestionBlock):
    """From 0 to 10."""

    low = CharBlock(max_length=60, label="What 0 means")
    high = CharBlock(max_length=60, label="What 10 means")

    class Meta:
        icon = "arrow-right"
        label = "From 0 to 10"
        description = "A number, with words for both ends."
        preview_value = {"stem": "How likely would you be to recommend it?", "low": "Not at all", "high": "Very"}


class ShortTextBlock(QuestionBlock):
    """A line of text."""

    class Meta:
        icon = "minus"
        label = "A line of text"
        description = "Up to 200 characters. Only the lead administrator reads the answers."
        preview_value = {"stem": "Where should we tell people about it?"}


class LongTextBlock(QuestionBlock):
    """Text."""

    class Meta:
        icon = "pilcrow"
        label = "Text"
        description = "Up to 2,000 characters. Only the lead administrator reads the answers."
        preview_value = {"stem": "What should we do better?"}


class QuestionsBlock(StreamBlock):
    """The whole survey. It gives a name to what has none, and says at each block what is wrong there."""

    section = SectionBlock()
    agreement = AgreementBlock()
    yes_no = YesNoBlock()
    single = SingleBlock()
    multiple = MultipleBlock()
    rating = RatingBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """What was typed; nothing where the form came without its blocks, to which Wagtail itself would say 500."""
        if f"{prefix}-count" not in data:
            return self.normalize([])
        return super().value_from_datadict(data, files, prefix)

    def clean(self, value: Any) -> Any:
        """The stream with names. Raises StreamBlockValidationError."""
        cleaned = super().clean(value)
        give_names(cleaned)
        if mistakes := mistakes_in(self.get_prep_value(cleaned)):
            raise StreamBlockValidationError(block_errors=_by_block(mistakes))
        return cleaned


def give_names(stream: Any) -> None:
    """A name for each question and choice that has none, made from its words and its own within the survey."""
    taken = {block.value.get("key") for block in stream if block.block_type != SECTION}
    for block in stream:
        if block.block_type == SECTION:
            continue
        _name(block.value, block.value["stem"], taken)
        chosen = list(block.value.get("choices") or ())
        keys = {choice["key"] for choice in chosen}
        for choice in chosen:
            _name(choice, choice["label"], keys)


def _name(value: Any, words: str, taken: set[str | None]) -> None:
    if value["key"]:
        return
    stem = slugify(words).replace("-", "_")[: NAME_LENGTH - 4].strip("_") or "answer"
    endings = ("", *(f"_{number}" for number in range(2, 100)))
    value["key"] = next(f"{stem}{ending}" for ending in endings if f"{stem}{ending}" not in taken)
    taken.add(value["key"])


def _by_block(mistakes: list[Mistake]) -> dict[int, ValidationError]:
    found: dict[int, dict[str, ValidationError]] = {}
    for mistake in mistakes:
        found.setdefault(mistake.block, {}).setdefault(mistake.field, ValidationError(mistake.why))
    return {
        block: StructBlockValidationError(
            block_errors={name: error for name, error in errors.items() if name},
            non_block_errors=[error for name, error in errors.items() if not name],
        )
        for block, errors in found.items()
    }


assert set(QuestionsBlock.base_blocks) == {SECTION, *QuestionKind.values}
