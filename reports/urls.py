"""The addresses of the reports room: the pages over several rooms."""

from django.urls import include, path

from reports.views import directory, dossiers, event, home, reports, search

pages = [
    path("search/", search.search, name="search"),
    path("events/dossier/", dossiers.upload, name="dossier_upload"),
    path("events/dossier/check/", dossiers.check, name="dossier_check"),
    path("events/dossier/choose/", dossiers.choose, name="dossier_choose"),
    path("events/<slug:slug>/", event.event_home, name="event"),
    path("events/<slug:slug>/dossier.json", dossiers.download, name="dossier"),
    path("events/<slug:slug>/reports/", reports.event_reports, name="event_reports"),
    path("organizations/<uuid:uid>/", directory.organization, name="organization"),
    path("people/<uuid:uid>/", directory.person, name="person"),
    path("reports/", reports.report_list, name="list"),
    path("reports/<uuid:uid>/", reports.report, name="report"),
    path("reports/<uuid:uid>/files/", reports.files, name="files"),
    path("reports/files/<uuid:uid>/retry/", reports.retry, name="retry"),
    path("reports/files/<uuid:uid>/download/", reports.download, name="download"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include((pages, "reports"))),
]
