"""The words of the answers that are the same in every survey. An edition keeps them as they were when it was opened."""

from django.utils.translation import gettext_lazy as _

from intake.constants.survey import AGREEMENT_POINTS, NOT_APPLICABLE, YES_NO_ANSWERS, QuestionKind

AGREEMENT = dict(
    zip(
        AGREEMENT_POINTS,
        (_("Strongly disagree"), _("Disagree"), _("Neither agree nor disagree"), _("Agree"), _("Strongly agree")),
        strict=True,
    )
)
YES_NO = dict(zip(YES_NO_ANSWERS, (_("Yes"), _("No"), _("Not sure")), strict=True))
DOES_NOT_APPLY = {NOT_APPLICABLE: _("Does not apply to me")}
FIXED = {QuestionKind.AGREEMENT: AGREEMENT, QuestionKind.YES_NO: YES_NO}


def fixed_words() -> dict[str, dict[str, str]]:
    """The words in the active language, by kind of question and key of answer."""
    kinds = {kind.value: {key: str(words) for key, words in answers.items()} for kind, answers in FIXED.items()}
    return kinds | {NOT_APPLICABLE: {key: str(words) for key, words in DOES_NOT_APPLY.items()}}
