from home.models.alert import Alert
from home.models.figures_page import FiguresPage
from home.models.home_page import HomePage
from home.models.program_details import ProgramDetails
from home.models.request_page import RequestPage
from home.models.search_entry import SearchEntry
from home.models.search_promotion import SearchPromotion
from home.models.search_query import SearchQuery
from home.models.search_word import SearchWord
from home.models.short_link import ShortLink, ShortLinkDay

__all__ = [
    "Alert",
    "FiguresPage",
    "HomePage",
    "ProgramDetails",
    "RequestPage",
    "SearchEntry",
    "SearchPromotion",
    "SearchQuery",
    "SearchWord",
    "ShortLink",
    "ShortLinkDay",
]
