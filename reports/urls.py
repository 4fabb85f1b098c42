"""The addresses of the reports room: the pages over several rooms."""

from django.urls import include, path

from reports.views import (
    ceremonies,
    compare,
    dashboard,
    directory,
    dossiers,
    event,
    home,
    published,
    reports,
    review,
    search,
    statistics,
    timeline,
)

pages = [
    path("search/", search.search, name="search"),
    path("events/dossier/", dossiers.upload, name="dossier_upload"),
    path("events/dossier/check/", dossiers.check, name="dossier_check"),
    path("events/dossier/choose/", dossiers.choose, name="dossier_choose"),
    path("events/<slug:slug>/", event.event_home, name="event"),
    path("events/<slug:slug>/dossier.json", dossiers.download, name="dossier"),
    path("events/<slug:slug>/reports/", reports.event_reports, name="event_reports"),
    path(
        "events/<slug:slug>/ceremonies/<uuid:uid>/run-of-show.<slug:form>",
        ceremonies.run_of_show,
        name="run_of_show",
    ),
    path(
        "appointments/<uuid:uid>/letter.<slug:form>",
        ceremonies.letter_of_appointment,
        name="letter_of_appointment",
    ),
    path("organizations/<uuid:uid>/", directory.organization, name="organization"),
    path("organizations/<uuid:uid>/timeline/", timeline.organization, name="organization_timeline"),
    path("agreements/<uuid:uid>/timeline/", timeline.agreement, name="agreement_timeline"),
    path("people/<uuid:uid>/", directory.person, name="person"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/rows/", dashboard.dashboard_rows, name="dashboard_rows"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/rows/", statistics.rows, name="statistics_rows"),
    path("statistics/workbook/", statistics.export, name="statistics_workbook"),
    path("reports/", reports.report_list, name="list"),
    path("reports/<uuid:uid>/", reports.report, name="report"),
    path("reports/<uuid:uid>/files/", reports.files, name="files"),
    path("reports/<uuid:uid>/submit/", review.submit, name="submit"),
    path("reports/<uuid:uid>/comment/", review.comment, name="comment"),
    path("reports/<uuid:uid>/approve/", review.approve, name="approve"),
    path("reports/<uuid:uid>/publish/", review.publish, name="publish"),
    path("reports/<uuid:uid>/public/", review.set_public, name="set_public"),
    path("reports/<uuid:uid>/correct/", review.correct, name="correct"),
    path("reports/<uuid:uid>/up-to-date/", review.bring_up_to_date, name="bring_up_to_date"),
    path("reports/<uuid:uid>/discard/", reports.discard, name="discard"),
    path("reports/<uuid:uid>/changes/", compare.changes, name="changes"),
    path("reports/<uuid:uid>/compare/", compare.compare, name="compare"),
    path("reports/files/<uuid:uid>/retry/", reports.retry, name="retry"),
    path("reports/files/<uuid:uid>/download/", reports.download, name="download"),
    path("published/<slug:line>/", published.newest, name="published"),
    path("published/<slug:line>/<int:number>/", published.version, name="published_version"),
    path("published/<slug:line>/<int:number>/<slug:form>/", published.download, name="published_file"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("", include((pages, "reports"))),
]
