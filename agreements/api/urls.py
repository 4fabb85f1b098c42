"""The addresses of the agreements room under /api/v1/."""

from rest_framework.routers import SimpleRouter

from agreements.api import agreements, ceremonies, deadlines, follow_ups, projects, views

router = SimpleRouter(use_regex_path=False)
router.register("outcomes", views.OutcomeDoor, "api-outcome")
router.register("indicators", views.IndicatorDoor, "api-indicator")
router.register("agreements", agreements.AgreementDoor, "api-agreement")
router.register("agreement-documents", agreements.DocumentDoor, "api-agreement-document")
router.register("agreement-representatives", agreements.RepresentativeDoor, "api-agreement-representative")
router.register("signings", ceremonies.SigningDoor, "api-signing")
router.register("signatures", ceremonies.SignatureDoor, "api-signature")
router.register("show-steps", ceremonies.ShowStepDoor, "api-show-step")
router.register("follow-ups", follow_ups.FollowUpDoor, "api-follow-up")
router.register("extensions", follow_ups.ExtensionDoor, "api-extension")
router.register("evidence", follow_ups.EvidenceDoor, "api-evidence")
router.register("projects", projects.ProjectDoor, "api-project")
router.register("project-stages", projects.ProjectStageDoor, "api-project-stage")
router.register("deadline-rules", deadlines.DeadlineDoor, "api-deadline")
urlpatterns = router.urls
