"""The addresses of the site, one include per room."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularJSONAPIView

from config import health
from config.pages import ApiPages

handler500 = "config.pages.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("healthz/deep", health.deep, name="healthz-deep"),
    path("metrics", health.metrics, name="metrics"),
    path("health/", health.page, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    # Describing every door takes a second of work, and anyone may ask for it.
    path("api/v1/schema.json", cache_page(300)(SpectacularJSONAPIView.as_view()), name="api-schema"),
    path("api/v1/docs/", ApiPages.as_view(url_name="api-schema"), name="api-docs"),
    path("api/v1/", include("config.api_urls")),
]

# Lower rooms first: their fixed addresses (`events/calendar/`) go before a higher room's `events/<slug>/`.
urlpatterns += [
    path("", include(f"{room}.urls")) for room in ("people", "events", "delegations", "agreements", "reports")
]
