"""Answering a survey by a personal link: a first page that says who sees it, the pages of questions, thanks.

formtools gives the steps; where answers are kept between them is services/survey_reply.py, under the secret of the
link. A GET changes nothing, each Continue keeps its page, and only the last one sends.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_safe
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.views import NamedUrlWizardView

from intake.constants.survey import ReplyMode
from intake.exceptions import SurveyAnswered, SurveyNotHere
from intake.forms.survey import SurveyPageForm
from intake.models import OpenSurveyLink, SurveyEdition
from intake.rules.survey import Section, pages_for
from intake.services.survey_edition import addresses_of
from intake.services.survey_reply import Reply, read_reply, save_answers, send_reply
from intake.views.typed import show_again, typed_in
from portal.common.languages import BY_CODE
from portal.common.policies import public

THANKS_SECONDS = 20
"""For how long thanks stand on a device of the program."""
IDLE_MINUTES = 5
"""After how many minutes without a touch such a device asks whether somebody is there, where scripts run."""
LAST_PAGES = 30
"""Steps that an address may name: more sections than a survey has."""
STEPS = [(str(number), SurveyPageForm) for number in range(1, LAST_PAGES + 1)]


@public
@require_safe
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """The first page: what it is about, who sees the answers, how long it takes. After sending, thanks."""
    try:
        reply = read_reply(token)
    except SurveyNotHere:
        return not_here(request)
    except SurveyAnswered as answered:
        return thanks(request, token, answered.open_link)
    if get_language() not in reply.edition.texts:
        return other_languages(request, reply.edition, "intake:survey", token)
    begin_url = reverse("intake:survey_page", kwargs={"token": token, "step": "1"})
    context = {**first_page_of(reply.edition), "begin_url": begin_url, "is_begun": bool(reply.given)}
    return render(request, "intake/survey/first.html", context)


def first_page_of(edition: SurveyEdition) -> dict[str, Any]:
    """What the first page says of an edition, in the active language."""
    texts = edition.texts[get_language() or ""]
    return {"title": texts["title"], "intro": texts["intro"], "minutes": edition.minutes}


def thanks(request: HttpRequest, token: str, link: OpenSurveyLink | None) -> HttpResponse:
    """Says that the answers arrived. A device of the program goes on to the next person by itself, unless told to
    stay: nothing is lost by that, since everything is sent."""
    on_site = link is not None and link.is_on_site
    stays = "stay" in request.GET
    answer = render(request, "intake/survey/thanks.html", {"token": token, "on_site": on_site, "stays": stays})
    if on_site and not stays:
        answer["Refresh"] = f"{THANKS_SECONDS}; url={reverse('intake:survey_finish', kwargs={'token': token})}"
    return answer


def not_here(request: HttpRequest) -> HttpResponse:
    """The same for an unknown link and for one whose days are over."""
    return render(request, "intake/survey/not_here.html", status=404)


def other_languages(request: HttpRequest, edition: SurveyEdition, name: str, *args: Any) -> HttpResponse:
    """Says that there are no questions in this language, and in which there are: at the address of this name."""
    found = addresses_of(edition, name, *args)
    return render(request, "intake/survey/other_languages.html", {"found": found})


class ReplyStorage(BaseStorage):
    """formtools' storage: the reply by the secret in the address. It writes nothing by itself."""

    def __init__(self, prefix: str, request: HttpRequest, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        assert request.resolver_match is not None
        self.reply = read_reply(request.resolver_match.kwargs["token"])
        self.init_data()

    def get_step_data(self, step: str) -> MultiValueDict[str, str] | None:
        """formtools' question for what was typed; the answers are asked for by question instead."""
        return None

    def reset(self) -> None:
        """Nothing: sending has emptied it."""


class SurveyWizard(NamedUrlWizardView):
    """The pages of questions. A page ahead of what was answered leads nowhere wrong: nothing has to be answered."""

    storage_name = "intake.views.survey.ReplyStorage"

    def dispatch(self, request: HttpRequest, *args: Any, token: str, step: str, **kwargs: Any) -> HttpResponse:
        """404 for a step that is none; the first page for a link that was used, or a language without questions."""
        if step not in self.form_list:
            raise Http404
        self.step, self.token = step, token
        try:
            return super().dispatch(request, token=token, step=step)
        except SurveyNotHere:
            return not_here(request)
        except SurveyAnswered:
            return HttpResponseRedirect(self.first_page())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows a page with what was answered, or typed and not kept yet; changes nothing."""
        return self.elsewhere() or self.render(self.get_form(step=self.step, data=typed_in(self.request)))

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keeps the page. A mistake shows it again; else on, back or to another language, and the last page sends."""
        if elsewhere := self.elsewhere():
            return elsewhere
        form = self.get_form(step=self.step, data=self.request.POST)
        if not form.is_valid():
            return self.render(form)
        self.reply = save_answers(self.token, list(self.section.questions), form.given())
        self.__dict__.pop("pages", None)
        language = self.request.POST.get("goto_language")
        if language in BY_CODE:
            with override(language):
                return HttpResponseRedirect(self.get_step_url(self.step))
        if "go_back" in self.request.POST:
            before = int(self.step) - 1
            return HttpResponseRedirect(self.get_step_url(str(before)) if before else self.first_page())
        if int(self.step) < len(self.pages):
            return HttpResponseRedirect(self.get_step_url(str(int(self.step) + 1)))
        send_reply(self.token, language=get_language() or "")
        return HttpResponseRedirect(self.first_page())

    def elsewhere(self) -> HttpResponse | None:
        """Where to go when there is no such page now, or none in this language."""
        if self.texts is None:
            return HttpResponseRedirect(self.first_page())
        if int(self.step) > len(self.pages):
            return HttpResponseRedirect(self.get_step_url(str(len(self.pages))))
        return None

    @cached_property
    def reply(self) -> Reply:
        """What was written so far."""
        found: Reply = self.storage.reply
        return found

    @cached_property
    def texts(self) -> dict[str, Any] | None:
        """What the edition says in the active language; None where it does not speak it."""
        return self.reply.edition.texts.get(get_language() or "")

    @cached_property
    def pages(self) -> list[Section]:
        """The pages that are asked after the answers so far."""
        return pages_for(self.reply.edition.sections, self.reply.given)

    @property
    def section(self) -> Section:
        """The page that is shown."""
        return self.pages[int(self.step) - 1]

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> SurveyPageForm:
        """The form of the page, with what was answered."""
        return SurveyPageForm(
            data,
            initial=self.reply.given,
            questions=self.section.questions,
            texts=self.texts or {},
            audience=self.reply.audience,
        )

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The storage's name for this wizard."""
        return "survey"

    def first_page(self) -> str:
        """The address of the first page in the active language."""
        return reverse("intake:survey", kwargs={"token": self.token})

    def get_step_url(self, step: str) -> str:
        """The address of a page in the active language."""
        return reverse(self.url_name, kwargs={"token": self.token, "step": step})

    def get_context_data(self, form: SurveyPageForm, **kwargs: Any) -> dict[str, Any]:
        """The page's form, its heading, and where it stands among the pages."""
        texts = self.texts or {}
        words = texts["words"].get(self.section.id, {})
        return {
            "form": form,
            "survey_title": texts["title"],
            "page_title": words.get("heading", ""),
            "intro": words.get("intro", ""),
            "number": int(self.step),
            "count": len(self.pages),
            "is_last": int(self.step) == len(self.pages),
            "on_site": self.reply.mode == ReplyMode.ON_SITE,
            "token": self.token,
            "idle_seconds": IDLE_MINUTES * 60,
        }

    def get_template_names(self) -> list[str]:
        """One template for all pages of questions."""
        return ["intake/survey/page.html"]


survey_page = public(
    require_http_methods(["GET", "HEAD", "POST"])(SurveyWizard.as_view(form_list=STEPS, url_name="intake:survey_page"))
)


def not_proved(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """The page with what was typed, where the protection against forgery ran out; the link is secret all the same."""
    return show_again(survey_page, request, request.POST, **kwargs)


survey_page.when_unproved = not_proved  # type: ignore[attr-defined]
