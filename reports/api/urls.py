"""The addresses of the reports room under /api/v1/."""

from rest_framework.routers import SimpleRouter

from reports.api import views

router = SimpleRouter(use_regex_path=False)
router.register("reports", views.ReportDoor, "api-report")
router.register("report-files", views.ReportFileDoor, "api-report-file")
urlpatterns = router.urls
