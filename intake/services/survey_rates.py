"""How many of those who were asked an edition have replied.

People asked are counted apart from cases, replies are the rows of responses: nothing here knows a person.
"""

from django.db.models import Count, Sum

from intake.models import SurveyAsked, SurveyEdition, SurveyResponse
from intake.rules.survey_rates import ResponseRate, response_rates_of


def response_rates(edition: SurveyEdition) -> list[ResponseRate]:
    """Each audience as a whole and in each language, with figures only where they are large enough. Two queries.

    An edition that nobody is invited to, such as that of an event, has no rates.
    """
    asked = SurveyAsked.objects.filter(edition=edition).values_list("audience", "language")
    people = {(audience, language): total for audience, language, total in asked.annotate(total=Sum("people"))}
    if not people:
        return []
    responses = SurveyResponse.objects.filter(edition=edition).values_list("audience", "language")
    replies = {(audience, language): total for audience, language, total in responses.annotate(total=Count("pk"))}
    return response_rates_of(people, replies)
