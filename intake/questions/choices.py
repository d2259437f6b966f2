"""Choices that several questions offer. A key is stored and never changes its meaning; its words may."""

from django.utils.translation import gettext_lazy as _

YES_NO = (("yes", _("Yes")), ("no", _("No")))
NONE = ("none", _("None of these"))
UNSURE = ("unsure", _("I am not sure"))
YES_NO_UNSURE = (*YES_NO, UNSURE)

# DOMAIN section 5: what people speak and what they read are asked apart.
SPOKEN_LANGUAGES = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("hy", _("Armenian (Eastern)")),
    ("hyw", _("Armenian (Western)")),
    ("cmn", _("Mandarin")),
    ("yue", _("Cantonese")),
    ("fil", _("Tagalog")),
    ("ko", _("Korean")),
    ("vi", _("Vietnamese")),
    ("ja", _("Japanese")),
    ("ar", _("Arabic")),
    ("fa", _("Farsi")),
    ("ru", _("Russian")),
    ("ase", _("American Sign Language")),
    ("other", _("Another language")),
)

READING_LANGUAGES = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("hy", _("Armenian")),
    ("zh-hant", _("Chinese, traditional characters")),
    ("zh-hans", _("Chinese, simplified characters")),
    ("other", _("Another language")),
    ("aloud", _("I would rather have things read to me")),
)
