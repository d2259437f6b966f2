"""Every address of the portal. This is the one module that knows every app."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from home.views.pages import serve_page
from home.views.short_links import short_link
from intake.views.texts import text_came_in
from portal.common import finding, views
from portal.common.media import COPIES, picture
from portal.common.policies import public

to_sign_in = public(RedirectView.as_view(pattern_name="account_login", query_string=True))

urlpatterns = [
    path("", views.best_language, name="best_language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("go/<str:code>/", short_link, name="short_link"),
    path("hooks/texts/", text_came_in, name="text_came_in"),
    path("sitemap.xml", finding.sitemap, name="sitemap"),
    path("robots.txt", finding.robots, name="robots"),
    # Wagtail's own door takes a password alone; there is one door, allauth's (docs/decisions/sign-in.md).
    path("admin/login/", to_sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("portal.common.signin.urls")),
    path("documents/", include(wagtaildocs_urls)),
    re_path(rf"^media/{COPIES}$", picture, name="picture"),
]
urlpatterns += i18n_patterns(
    path("_util/login/", to_sign_in),
    path("", include("home.urls")),
    path("", include("intake.urls")),
    path("", include("outreach.urls")),
    # Wagtail's own address for pages, which follows, is there for `reverse`; this one asks the database less.
    re_path(rf"^(?!_util/){serve_pattern.removeprefix('^')}", serve_page),
    path("", include(wagtail_urls)),
)

handler400 = "portal.common.views.bad_request"
handler403 = "portal.common.views.permission_denied"
handler404 = "portal.common.views.page_not_found"
handler500 = "home.views.errors.server_error"
