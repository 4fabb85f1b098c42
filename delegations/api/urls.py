"""The addresses of the delegations room under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from delegations.api import papers, views
from delegations.api.approvals import ApprovalDoor
from delegations.api.importing import MemberListDoor
from delegations.api.itinerary import StopDoor
from delegations.api.protocol_settings import ProtocolSettingsDoor
from delegations.api.travel import GiftDoor, LegDoor, NeedsDoor, StayDoor, VehicleDoor

router = SimpleRouter(use_regex_path=False)
router.register("delegations", views.DelegationDoor, "api-delegation")
router.register("delegation-members", views.MemberDoor, "api-delegation-member")
router.register("approvals", ApprovalDoor, "api-approval")
router.register("protocol-settings", ProtocolSettingsDoor, "api-protocol-settings")
router.register("stops", StopDoor, "api-stop")
router.register("travel-documents", papers.TravelDocumentDoor, "api-travel-document")
router.register("visa-cases", papers.VisaCaseDoor, "api-visa-case")
router.register("invitation-letters", papers.InvitationLetterDoor, "api-invitation-letter")
router.register("legs", LegDoor, "api-leg")
router.register("stays", StayDoor, "api-stay")
router.register("vehicles", VehicleDoor, "api-vehicle")
router.register("gifts", GiftDoor, "api-gift")
router.register("needs", NeedsDoor, "api-needs")
urlpatterns = [
    *router.urls,
    path(
        "delegations/<uuid:uid>/import/",
        MemberListDoor.as_view({"post": "take"}),
        name="api-delegation-import",
    ),
]
