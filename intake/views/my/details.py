"""A side's own details: what we have, shown so that little can be read over a shoulder, and a page to change each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from intake.exceptions import DetailsChanged
from intake.forms.details import details_form
from intake.models import Party
from intake.questions.details import BY_NAME, TOPICS, Topic, path_of
from intake.services.details import Details, change_details, marks_of, read_details
from intake.services.papers import has_request
from intake.views.my import details_words as words
from intake.views.my.coming_in import for_participant
from intake.views.typed import is_sent, typed_in


@for_participant
@require_safe
def details(request: HttpRequest, party: Party) -> HttpResponse:
    """Shows all topics with a link to change each; changes nothing."""
    found = read_details(party)
    context = {
        "done": words.DONE.get(request.GET.get("done", "")),
        "topics": [section_of(topic, party, found) for topic in TOPICS],
        "is_stopped": found.is_stopped,
        "has_asked": party.has_asked,
    }
    return render(request, "intake/my/details.html", context)


def section_of(topic: Topic, party: Party, found: Details) -> dict[str, Any]:
    """A topic as the component summary_list shows it. Questions that only follow from an answer show when answered."""
    url, path = reverse("intake:my_detail", kwargs={"topic": topic.page.name}), path_of(party.side)
    rows = [
        {
            "label": question.asked_on(path).label,
            "answers": words.shown(question, found.known.get(question.key)),
            "change_url": url,
        }
        for question in topic.page.questions
        if question.key != "spoken_other" or found.known.get(question.key)
    ]
    return {"title": topic.page.titled(path), "rows": rows}


@for_participant
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, party: Party, topic: str) -> HttpResponse:
    """One topic as a form; a POST stores what was changed and leads back. 404 for a topic that there is not."""
    if topic not in BY_NAME:
        raise Http404
    found = BY_NAME[topic]
    form_class = details_form(found.page, path_of(party.side))
    typed = typed_in(request)
    form = form_class(initial=initial_of(found, party)) if typed is None else form_class(typed)
    if is_sent(request, form):
        try:
            return stored(party, found, form)
        except DetailsChanged as changed:
            form = merged(party, found, form, changed)
    is_stopped = "text_message" in found.keys and party.stopped_sms
    context = {"form": form, "title": found.page.titled(path_of(party.side)), "is_stopped": is_stopped}
    return render(request, "intake/my/detail.html", context)


def initial_of(topic: Topic, party: Party) -> dict[str, Any]:
    """What the form holds when it is opened. A name stands there only for whoever wrote it in their own request."""
    known = read_details(party).known
    shown = {key: known.get(key, "") for key in topic.keys if key != words.NAME or has_request(party)}
    return {**shown, "seen": marks_of(known, topic.keys)}


def stored(party: Party, topic: Topic, form: Any) -> HttpResponse:
    """Stores it and leads back, in the language that was chosen if one was."""
    before = party.language
    now = change_details(party, form.wanted(), seen=str(form.cleaned_data["seen"] or ""), event=topic.event)
    language = now.language if now.language != before else get_language() or before
    done = words.SPEAKS if now.language != before else words.SAVED
    with override(language):
        return HttpResponseRedirect(f"{reverse('intake:my_details')}?done={done}")


def merged(party: Party, topic: Topic, form: Any, changed: DetailsChanged) -> Any:
    """The form anew: what the person changed as they typed it, all else as it stands now. An answer that both changed
    says so, with what it is now."""
    known = read_details(party).known
    data = form.data.copy()
    data["seen"] = marks_of(known, topic.keys)
    for key in set(topic.keys) - changed.mine:
        value = known.get(key, "")
        data.setlist(key, value if isinstance(value, list) else [value])
    again = type(form)(data)
    for question in topic.page.questions:
        if question.key in changed.both:
            again.add_error(question.key, words.changed_by_both(question, known.get(question.key)))
    return again
