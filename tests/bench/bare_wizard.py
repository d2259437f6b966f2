"""The peer of the referral wizard: formtools' named-URL wizard as its manual shows it, sessions in the database.

Three pages with as many fields as ours have, no design, no encryption. Runs alone: `import bare_wizard` sets it up.
"""

import os

import dj_database_url
import django
from django import forms
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.http import HttpResponse
from django.urls import path

PAGE = """<!doctype html><title>{{ wizard.steps.current }}</title>
<form method=post>{% csrf_token %}{{ wizard.management_form }}{{ form.as_p }}<button>Go</button></form>"""

settings.configure(
    SECRET_KEY="measured, never served",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.sessions", "formtools"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    DATABASES={"default": {**dj_database_url.parse(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 60}},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"page.html": PAGE})],
                    )
                ],
                "context_processors": ["django.template.context_processors.request"],
            },
        }
    ],
    USE_TZ=True,
)
django.setup()

from formtools.wizard.views import NamedUrlSessionWizardView  # noqa: E402 - needs the settings above


class NameForm(forms.Form):
    name = forms.CharField()
    preferred_name = forms.CharField(required=False)


class ContactForm(forms.Form):
    phone = forms.CharField(required=False)
    email = forms.EmailField(required=False)
    address = forms.CharField(required=False, widget=forms.Textarea)


class AccountForm(forms.Form):
    account = forms.CharField(widget=forms.Textarea)


class BareWizard(NamedUrlSessionWizardView):
    form_list = [("name", NameForm), ("contact", ContactForm), ("account", AccountForm)]
    template_name = "page.html"

    def done(self, form_list, **kwargs):
        return HttpResponse("done")


urlpatterns = [path("<slug:step>/", BareWizard.as_view(url_name="step", done_step_name="finished"), name="step")]
call_command("migrate", verbosity=0)
application = WSGIHandler()
