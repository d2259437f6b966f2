"""Walking through the pages of the catalogue: one topic a page, saved at each Continue, sent by one POST at the end.

formtools gives the steps and the storage interface. Its own get() and post() send on a GET, trust a hidden field for
the step and answer 500 to an unknown one (SECURITY.md 0.5), so both are ours. The public wizard
(intake/views/referral.py) and the staff's (intake/staff/entry.py) say where drafts are kept and what sending does.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from formtools.wizard.views import NamedUrlWizardView

from intake.constants import Path
from intake.forms.pages import PageForm, form_of
from intake.questions.catalogue import PAGES, pages_for, pages_of
from intake.questions.people import WHO
from intake.questions.progress import fewest_pages
from intake.questions.question import Page
from intake.questions.shown import Section, sections

REVIEW = "review"
TYPED_LIMIT = 20_000
"""Characters kept of one unchecked field: ten times the longest answer that is right."""
VALUES_LIMIT = 50
"""Values kept of one field: more than any question has choices."""
WRONG = "wrong"
"""In the query of a page whose answers were just found wrong: the page then says what is wrong with them."""
FORM_LIST = [(name, PageForm) for name in dict.fromkeys(page.name for page in PAGES)]
"""Every page there is. Which of them a person meets, and with which form, depends on the path and on the answers."""


class PagesWizard(NamedUrlWizardView):
    """Asks the questions of a path. A page that is not open yet leads to the first page that is."""

    def dispatch(self, request: HttpRequest, *args: Any, draft: UUID, step: str, **kwargs: Any) -> HttpResponse:
        """Answers 404 to a step that does not exist; locks the draft for as long as a POST takes."""
        if step not in self.form_list:
            raise Http404
        self.step, self.draft_id = step, draft
        if request.method != "POST":
            return super().dispatch(request, draft=draft, step=step)
        with transaction.atomic():
            return super().dispatch(request, draft=draft, step=step)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Shows a page with what was typed there; changes nothing."""
        return self.elsewhere() or self.render(self.form_to_show())

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keeps the answers, right or wrong, and goes on or back to the page; on the last page sends.

        Every answer is a redirect: were a page an answer to a POST, the browser's Back button would lead to the
        browser's own page about sending a form again, in the browser's language.
        """
        if elsewhere := self.elsewhere():
            return elsewhere
        form = self.get_form(step=self.step, data=self.request.POST)
        self.keep(form)
        if leaving := self.leaving_for():
            return HttpResponseRedirect(leaving)
        if not form.is_valid():
            return HttpResponseRedirect(self.get_step_url(self.step, **self.onward(), wrong="1"))
        if self.step == REVIEW:
            return self.check_and_send(form)
        return HttpResponseRedirect(self.get_step_url(self.next_page()))

    @cached_property
    def path(self) -> Path:
        """Who is asking: fixed by the door the person came through, or answered on the first page."""
        chosen = self.storage.path or (self.storage.typed().get("path") or [""])[0]
        return Path(chosen) if chosen in Path else Path.SELF

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages that this person meets, by name, in order. No door asks again what it has chosen."""
        pages = pages_for(self.path, self.storage.typed())
        return {page.name: page for page in pages if not (self.storage.path and page is WHO)}

    @cached_property
    def forms(self) -> dict[str, type[PageForm]]:
        """The form of each of these pages."""
        return {name: form_of(page, self.path) for name, page in self.pages.items()}

    def get_form_list(self) -> dict[str, type[PageForm]]:
        """formtools' name for `forms`. Its own get() and post(), which this would upset, are not used."""
        return self.forms

    def form_to_show(self) -> PageForm:
        """The page's form: with complaints right after a Continue that found something wrong, else without."""
        typed = (self.typed_on(self.step) or MultiValueDict()) if WRONG in self.request.GET else None
        form: PageForm = self.get_form(step=self.step, data=typed)
        return form

    def elsewhere(self) -> HttpResponse | None:
        """Where to go when this page is not open: a page ahead, or one that this person's answers lead past."""
        names = list(self.pages)
        first_open = self.first_open()
        if self.step not in names or names.index(self.step) > names.index(first_open):
            return HttpResponseRedirect(self.get_step_url(first_open))
        return None

    def first_open(self) -> str:
        """The first page whose answers do not stand yet; the check-answers page when all do."""
        return next((name for name in self.pages if not self.storage.stands(name)), REVIEW)

    def leaving_for(self) -> str | None:
        """The address that a Back button asks for; the page's answers are kept unchecked."""
        if "go_back" in self.request.POST:
            return self.get_step_url(self.get_prev_step(self.step) or self.step)
        return None

    def next_page(self) -> str:
        """The page after this one; straight on to check-answers when the person came from there."""
        if self.request.GET.get("return") == REVIEW:
            return self.first_open()
        names = list(self.pages)
        return names[names.index(self.step) + 1]

    def onward(self) -> dict[str, str]:
        """What the page's address carries so that the way back to check-answers is not forgotten."""
        return {"return": REVIEW} if self.request.GET.get("return") == REVIEW else {}

    def keep(self, form: PageForm) -> None:
        """Stores what was typed on this page, right or wrong: the page's own fields, cut at a sane length."""
        if self.step == REVIEW:
            return
        names = form.input_names()
        typed = {
            key: [value[:TYPED_LIMIT] for value in self.request.POST.getlist(key)[-VALUES_LIMIT:]]
            for key in names & self.request.POST.keys()
        }
        self.storage.keep(self.step, names, typed, stands=form.is_valid())
        # An answer may have opened pages or closed some.
        for derived in ("path", "pages", "forms"):
            self.__dict__.pop(derived, None)

    def check_and_send(self, review: PageForm) -> HttpResponse:
        """Checks every page again; sends when all stand, else goes to the first that does not and says why."""
        answers: dict[str, Any] = {}
        for name in list(self.pages)[:-1]:
            form = self.stored_form(name)
            if not form.is_valid():
                self.storage.reopen(name)
                return HttpResponseRedirect(self.get_step_url(name, **{"return": REVIEW, WRONG: "1"}))
            answers |= form.answers()
        answers.pop("path", None)
        return self.send(answers, review)

    def send(self, answers: dict[str, Any], review: PageForm) -> HttpResponse:
        """What sending does, and where it leads. `answers` are cleaned and JSON-ready, by the key of the question."""
        raise NotImplementedError

    def stored_form(self, step: str) -> PageForm:
        """The form of a page, bound to what was kept of it."""
        form: PageForm = self.get_form(step=step, data=self.typed_on(step))
        return form

    def typed_on(self, step: str) -> MultiValueDict[str, str] | None:
        """What was typed for the questions of a page; None when it was never left."""
        typed: MultiValueDict[str, str] | None = self.storage.typed_for(step, self.forms[step].input_names())
        return typed

    def get_form_initial(self, step: str) -> dict[str, Any]:
        """What was typed on a page before, so that coming back shows it, right or wrong, without complaints."""
        typed = self.typed_on(step)
        if typed is None:
            return {}
        fields = self.forms[step].base_fields
        return {name: field.widget.value_from_datadict(typed, {}, name) for name, field in fields.items()}

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The storage's name for this wizard."""
        return "referral"

    def get_form_prefix(self, step: str | None = None, form: Any = None) -> str:
        """None: a page has one form, so its fields keep their plain names."""
        return ""

    def get_step_url(self, step: str, **query: str) -> str:
        """The address of a page of this draft, in the active language."""
        address = reverse(self.url_name, kwargs={"draft": self.draft_id, "step": step})
        return f"{address}?{urlencode(query)}" if query else address

    def get_context_data(self, form: PageForm, **kwargs: Any) -> dict[str, Any]:
        """The page's form, where it stands among the pages, and on check-answers every answer so far."""
        page = self.pages[self.step]
        names = list(self.pages)
        single = len(page.questions) == 1 and self.step != REVIEW
        title = page.titled(self.path)
        context: dict[str, Any] = {
            "form": form,
            "page_title": title,
            "heading": "" if single else title,
            "is_single_question": single,
            "number": names.index(self.step) + 1,
            "count": self.count,
            "is_first": self.step == names[0],
        }
        if self.step == REVIEW:
            context["sections"] = self.sections_to_check()
        return context

    @cached_property
    def answers_so_far(self) -> dict[str, Any]:
        """The answers of every page that stands, cleaned, by the key of the question."""
        forms = (self.stored_form(name) for name in list(self.pages)[:-1])
        return {key: answer for form in forms if form.is_valid() for key, answer in form.answers().items()}

    @property
    def count(self) -> int:
        """How many pages there are for this person: those that the answers so far open, and those that must follow."""
        skipped = bool(self.storage.path) and WHO in pages_of(self.path)
        return fewest_pages(self.path, self.storage.typed()) - skipped

    def sections_to_check(self) -> list[dict[str, Any]]:
        """Every page with its questions, its answers in words and the address that changes them."""
        return [self._section(section) for section in sections(self.pages.values(), self.path, self.answers_so_far)]

    def _section(self, section: Section) -> dict[str, Any]:
        change = self.get_step_url(section.name, **{"return": REVIEW})
        rows = [{"label": a.label, "answers": a.values, "change_url": change} for a in section.answers]
        return {"title": section.title, "is_its_question": section.is_its_question, "rows": rows}
