"""The addresses of focal points, approvals and the settings of protocol."""

from django.urls import URLPattern, path

from delegations.views import approvals, focal, focal_links, settings

urlpatterns: list[URLPattern] = [
    path("d/<str:token>/", focal.focal, name="focal"),
    path("d/<str:token>/members/add/", focal.member_add, name="focal_member_add"),
    path("d/<str:token>/members/<uuid:uid>/", focal.member, name="focal_member"),
    path("d/<str:token>/members/<uuid:uid>/order/", focal.order, name="focal_order"),
    path("d/<str:token>/members/<uuid:uid>/withdraw/", focal.withdraw, name="focal_withdraw"),
    path("d/<str:token>/complete/", focal.declare, name="focal_declare"),
    path("delegations/settings/", settings.protocol, name="protocol_settings"),
    path("delegations/<uuid:uid>/focal-point/", focal_links.link, name="focal_link"),
    path("delegations/<uuid:uid>/focal-point/<slug:act>/", focal_links.act, name="focal_link_act"),
    path("delegations/<uuid:uid>/approvals/", approvals.approvals, name="approvals"),
    path("delegations/<uuid:uid>/approvals/ask/", approvals.ask, name="approval_ask"),
    path(
        "delegations/<uuid:uid>/approvals/<uuid:approval>/decide/<slug:decision>/",
        approvals.decide,
        name="approval_decide",
    ),
    path("delegations/<uuid:uid>/approvals/<uuid:approval>/edit/", approvals.edit, name="approval_edit"),
    path("delegations/<uuid:uid>/approvals/<uuid:approval>/scan/", approvals.scan, name="approval_scan"),
    path(
        "delegations/<uuid:uid>/approvals/<uuid:approval>/delete/", approvals.delete, name="approval_delete"
    ),
]
