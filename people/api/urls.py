"""The addresses of the people room under /api/v1/."""

from rest_framework.routers import SimpleRouter

from people.api import views
from people.api.notice_templates import NoticeTemplateDoor
from people.api.notices import NoticeDoor
from people.api.precedence import PrecedenceDoor
from people.api.webhooks import WebhookDoor

router = SimpleRouter(use_regex_path=False)
router.register("offices", views.OfficeDoor, "api-office")
router.register("organizations", views.OrganizationDoor, "api-organization")
router.register("organization-links", views.OrganizationLinkDoor, "api-organization-link")
router.register("people", views.PersonDoor, "api-person")
router.register("posts", views.PostDoor, "api-post")
router.register("precedences", PrecedenceDoor, "api-precedence")
router.register("notice-templates", NoticeTemplateDoor, "api-notice-template")
router.register("webhooks", WebhookDoor, "api-webhook")
router.register("notices", NoticeDoor, "api-notice")
urlpatterns = router.urls
