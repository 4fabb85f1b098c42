"""The addresses of the API under /api/v1/, one include per room."""

from django.urls import URLPattern, URLResolver, include, path

from config.pages import no_such_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{room}.api.urls"))
    for room in ("reports", "agreements", "delegations", "events", "people")
]
urlpatterns.append(path("<path:rest>", no_such_address))
