"""The addresses of the reports room under /api/v1/."""

from typing import Any

from django.urls import path
from rest_framework.routers import SimpleRouter

from reports.api import dossiers, erasing, merging, outbox, statistics, views

router = SimpleRouter(use_regex_path=False)
router.register("reports", views.ReportDoor, "api-report")
router.register("report-files", views.ReportFileDoor, "api-report-file")

_whole: Any = {"get": "retrieve", "put": "update"}
_published: Any = {"get": "published"}
_preview: Any = {"post": "preview"}
_figures: Any = {"get": "figures"}
_rows: Any = {"get": "rows"}

urlpatterns = [
    *router.urls,
    path(
        "people/<uuid:uid>/merge/",
        merging.PersonMergeDoor.as_view({"post": "merge"}),
        name="api-person-merge",
    ),
    path("people/<uuid:uid>/erase/", erasing.ErasureDoor.as_view({"post": "erase"}), name="api-person-erase"),
    path(
        "organizations/<uuid:uid>/merge/",
        merging.OrganizationMergeDoor.as_view({"post": "merge"}),
        name="api-organization-merge",
    ),
    path(
        "people/<uuid:uid>/notices/",
        outbox.PersonNoticeDoor.as_view({"get": "list"}),
        name="api-person-notices",
    ),
    path("statistics/", statistics.StatisticsDoor.as_view(_figures), name="api-statistics"),
    path("statistics/rows/", statistics.StatisticsDoor.as_view(_rows), name="api-statistics-rows"),
    path("dossiers/schema/", dossiers.DossierSchemaDoor.as_view(_published), name="api-dossier-schema"),
    path("dossiers/preview/", dossiers.DossierDoor.as_view(_preview), name="api-dossier-preview"),
    path("dossiers/<slug:slug>/", dossiers.DossierDoor.as_view(_whole), name="api-dossier"),
    # The same without the slash, as the format's description gives them; told once in the API pages.
    path("dossiers/schema", dossiers.DossierSchemaDoor.as_view(_published, schema=None)),
    path("dossiers/preview", dossiers.DossierDoor.as_view(_preview, schema=None)),
    path("dossiers/<slug:slug>", dossiers.DossierDoor.as_view(_whole, schema=None)),
]
