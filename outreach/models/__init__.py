from outreach.models.event import EventIndexPage, EventPage
from outreach.models.faq import FaqIndexPage, FaqPage
from outreach.models.guide import GuidePage
from outreach.models.material import MaterialIndexPage, MaterialPage
from outreach.models.news import NewsIndexPage, NewsPage
from outreach.models.useful import UsefulCount

__all__ = [
    "EventIndexPage",
    "EventPage",
    "FaqIndexPage",
    "FaqPage",
    "GuidePage",
    "MaterialIndexPage",
    "MaterialPage",
    "NewsIndexPage",
    "NewsPage",
    "UsefulCount",
]
