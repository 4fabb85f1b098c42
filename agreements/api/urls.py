"""The addresses of the agreements room under /api/v1/."""

from rest_framework.routers import SimpleRouter

from agreements.api import views

router = SimpleRouter(use_regex_path=False)
router.register("outcomes", views.OutcomeDoor, "api-outcome")
router.register("indicators", views.IndicatorDoor, "api-indicator")
router.register("agreements", views.AgreementDoor, "api-agreement")
router.register("follow-ups", views.FollowUpDoor, "api-follow-up")
urlpatterns = router.urls
