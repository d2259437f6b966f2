"""The program's own rules: what is in force, where each comes from, who changed it when; and changing one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from intake.exceptions import RuleRefused
from intake.forms.rule import RuleForm
from intake.models import PolicyChange
from intake.permissions import CHANGE_POLICY, WORK_CASE
from intake.rules.policy import RULES
from intake.rules.rule_groups import grouped, in_words
from intake.rules.rule_values import notes_on
from intake.services.policy import change_rule, current_policy, rule_states
from portal.common.pagination import pages_of
from portal.common.policies import staff_with

TITLE = "Rules of the program"


class RulesView(WagtailAdminTemplateMixin, TemplateView):
    """Every rule in its group. Two queries, however often rules were changed."""

    template_name = "intake/staff/rules.html"
    page_title = TITLE
    header_icon = "sliders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The groups, each rule with its value and its default in words."""
        states = rule_states()
        groups = [
            (
                title,
                [
                    (states[name], in_words(name, states[name].value), in_words(name, states[name].default))
                    for name in names
                ],
            )
            for title, names in grouped()
        ]
        may_change = self.request.user.has_perm(CHANGE_POLICY)
        return super().get_context_data(
            **kwargs, groups=groups, notes=notes_on(current_policy()), may_change=may_change
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]


class RuleView(WagtailAdminTemplateMixin, TemplateView):
    """One rule with its history; a form for those who may change it."""

    template_name = "intake/staff/rule.html"
    header_icon = "sliders"

    def dispatch(self, request: HttpRequest, *args: Any, name: str, **kwargs: Any) -> HttpResponse:
        """404 for a rule that there is not."""
        if name not in RULES:
            raise Http404
        self.name, self.may_change = name, request.user.has_perm(CHANGE_POLICY)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Changes the rule from now on. Whoever may only look is refused."""
        if not self.may_change:
            raise PermissionDenied
        form = RuleForm(request.POST, name=self.name, value=self.state.value)
        if form.is_valid():
            try:
                change_rule(request.user, self.name, form.cleaned_data["value"])
            except RuleRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "The rule is in force from now on. What is already due keeps its day.")
                return HttpResponseRedirect(reverse("rules:rule", args=[self.name]))
        return self.render_to_response(self.get_context_data(form=form))

    @property
    def state(self) -> Any:
        """The rule as it stands."""
        return rule_states()[self.name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule, the form and the history, the newest change first."""
        state = self.state
        if "form" not in kwargs and self.may_change:
            kwargs["form"] = RuleForm(name=self.name, value=state.value)
        changes = (
            PolicyChange.objects.filter(name=self.name).select_related("changed_by").order_by("-changed_at", "-id")
        )
        page = pages_of(changes, self.request)
        return super().get_context_data(
            **kwargs,
            state=state,
            value=in_words(self.name, state.value),
            default=in_words(self.name, state.default),
            page_obj=page,
            history=[(in_words(self.name, each.value), each.changed_at, each.changed_by) for each in page.object_list],
            may_change=self.may_change,
        )

    def get_page_title(self) -> str:
        """What the rule is about."""
        return RULES[self.name].label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the rules, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("rules:list"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


rules = staff_with(WORK_CASE)(RulesView.as_view())
rule = staff_with(WORK_CASE)(RuleView.as_view())
