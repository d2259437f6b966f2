"""The news as a feed (Atom) in each language."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.rich_text import get_text_for_indexing

from home.context import details_in
from outreach.models import NewsPage
from portal.common.languages import Language, language_of

MOST = 20


class NewsFeed(Feed):
    """The newest news of one language."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> Language:
        """The language of the address."""
        return language_of(request.LANGUAGE_CODE)

    def title(self, language: Language) -> str:
        """The program's name; feed readers list many."""
        return gettext("News: %(program)s") % {"program": details_in(language).name}

    def link(self, language: Language) -> str:
        """The page that lists the news."""
        return f"/{language.code}/news/"

    def items(self, language: Language) -> list[NewsPage]:
        """What is live and open to all, the newest first."""
        news = NewsPage.objects.live().public().filter(locale__language_code=language.code).select_related("locale")
        return list(news.order_by("-date", "-path")[:MOST])

    def item_title(self, item: NewsPage) -> str:
        """The title; feed readers escape it."""
        return str(item.title)

    def item_description(self, item: NewsPage) -> str:
        """The introduction without its links, which mean nothing elsewhere."""
        return str(get_text_for_indexing(item.intro))

    def item_link(self, item: NewsPage) -> str:
        """The page."""
        return item.own_address

    def item_pubdate(self, item: NewsPage) -> datetime:
        """The day that readers see."""
        return make_aware(datetime.combine(item.date, time()))

    def item_updateddate(self, item: NewsPage) -> datetime | None:
        """When it was last published."""
        return item.last_published_at


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The feed of the language of the address."""
    response: HttpResponse = NewsFeed()(request)
    return response
