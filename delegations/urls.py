"""The addresses of the delegations room."""

from django.urls import URLPattern, path

from delegations.itinerary_urls import urlpatterns as itinerary_urlpatterns
from delegations.paper_urls import urlpatterns as paper_urlpatterns
from delegations.protocol_urls import urlpatterns as protocol_urlpatterns
from delegations.travel_urls import urlpatterns as travel_urlpatterns
from delegations.views import delegations, importing, members, precedence, seating

app_name = "delegations"

urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/delegations/", delegations.delegations, name="delegations"),
    path("events/<slug:slug>/delegations/add/", delegations.add, name="delegation_add"),
    path("delegations/", delegations.delegation_list, name="list"),
    path("delegations/<uuid:uid>/", delegations.delegation, name="delegation"),
    path("delegations/<uuid:uid>/edit/", delegations.edit, name="delegation_edit"),
    path("delegations/<uuid:uid>/delete/", delegations.delete, name="delegation_delete"),
    path("delegations/<uuid:uid>/seating/", seating.seating, name="seating"),
    path("delegations/<uuid:uid>/move/<slug:to>/", delegations.move, name="delegation_move"),
    path("delegations/<uuid:uid>/members/choose/", members.choose, name="member_choose"),
    path("delegations/<uuid:uid>/members/add/", members.add, name="member_add"),
    path("delegations/<uuid:uid>/members/order/", members.order, name="member_order"),
    path("delegations/<uuid:uid>/members/precedence/", precedence.order, name="member_precedence"),
    path("delegations/<uuid:uid>/members/export/", members.export, name="members_export"),
    path("delegations/<uuid:uid>/import/", importing.upload, name="member_import"),
    path("delegations/<uuid:uid>/import/columns/", importing.columns, name="member_import_columns"),
    path("delegations/<uuid:uid>/import/check/", importing.check, name="member_import_check"),
    path("delegations/<uuid:uid>/import/errors.xlsx", importing.errors, name="member_import_errors"),
    path("delegations/<uuid:uid>/import/template.xlsx", importing.template, name="member_import_template"),
    path("delegations/<uuid:uid>/members/<uuid:member>/", members.amend, name="member"),
    path("delegations/<uuid:uid>/members/<uuid:member>/remove/", members.remove, name="member_remove"),
    *itinerary_urlpatterns,
    *protocol_urlpatterns,
    *travel_urlpatterns,
    *paper_urlpatterns,
]
