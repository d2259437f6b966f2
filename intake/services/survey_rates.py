"""How many of those who were asked an edition have replied.

People asked are counted apart from cases, replies are the rows of responses: nothing here knows a person.
"""

from django.db.models import Count, Value

from intake.constants.survey import ReplyMode
from intake.models import SurveyAsked, SurveyEdition, SurveyResponse
from intake.rules.survey_rates import ResponseRate, response_rates_of
from intake.services.statistics import running_half_year

GROUP = ("audience", "language", "half_year")


def response_rates(edition: SurveyEdition, least: int) -> list[ResponseRate]:
    """Each audience as a whole and in each language, with figures only where they are large enough: `least` people
    asked, and as many replies. One query.

    An edition that nobody is invited to, such as that of an event, has no rates.
    """
    running = running_half_year()
    asked = SurveyAsked.objects.filter(edition=edition, half_year__lt=running)
    counted = SurveyResponse.objects.filter(edition=edition, is_doubted=False, half_year__lt=running)
    by_link = counted.exclude(mode=ReplyMode.OPEN).values(*GROUP).annotate(people=Count("pk"))
    columns = (*GROUP, "people")
    people: dict[str, dict[tuple[str, str, str], int]] = {"asked": {}, "replied": {}}
    found = asked.values_list(Value("asked"), *columns)
    for what, audience, language, half_year, total in found.union(
        by_link.values_list(Value("replied"), *columns), all=True
    ):
        people[what][audience, language, half_year] = total
    return response_rates_of(people["asked"], people["replied"], least) if people["asked"] else []
