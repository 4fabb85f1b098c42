"""The addresses of the delegations room under /api/v1/."""

from rest_framework.routers import SimpleRouter

from delegations.api import views
from delegations.api.itinerary import StopDoor

router = SimpleRouter(use_regex_path=False)
router.register("delegations", views.DelegationDoor, "api-delegation")
router.register("delegation-members", views.MemberDoor, "api-delegation-member")
router.register("stops", StopDoor, "api-stop")
urlpatterns = router.urls
