"""The program in schema.org's words: the organization, and mediation as the public service that it offers."""

from django.http import HttpRequest
from django.utils.translation import gettext

from home.context import Program
from portal.common.languages import LANGUAGES, Language
from portal.common.seo import Data, filled


def organization(program: Program, request: HttpRequest, language: Language) -> Data:
    """The program itself, with its help line."""
    return {
        "@type": "Organization",
        "url": request.build_absolute_uri(f"/{language.code}/"),
        **filled(
            name=program.name,
            alternateName=program.short_name,
            telephone=program.phone_href.removeprefix("tel:"),
            email=program.email,
        ),
        **area(program),
    }


def mediation_service(program: Program, request: HttpRequest, language: Language, description: str) -> Data:
    """Mediation: who offers it, for whom, in which languages, and where to ask for it."""
    start = request.build_absolute_uri(f"/{language.code}/request/")
    channel: Data = {
        "@type": "ServiceChannel",
        "serviceUrl": start,
        "availableLanguage": [known.tag for known in LANGUAGES],
    }
    if program.phone_href:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": program.phone_href.removeprefix("tel:")}
    return {
        "@type": "GovernmentService",
        "serviceType": gettext("Mediation between community members and police"),
        "url": start,
        "availableChannel": channel,
        "provider": {"@type": "Organization", **filled(name=program.city or program.name)},
        **filled(name=program.name, description=description),
        **area(program),
    }


def area(program: Program) -> Data:
    """The city that the program is for."""
    return {"areaServed": {"@type": "City", "name": program.city}} if program.city else {}
