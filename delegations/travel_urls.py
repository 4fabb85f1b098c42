"""The addresses of travel and gifts, within those of the delegations room."""

from django.urls import URLPattern, path

from delegations.views import diets, gifts, legs, own_needs, stays, travel, travel_exports, vehicles

urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/travel/", travel.arrivals, name="travel_event"),
    path("events/<slug:slug>/travel/rooms/", travel.rooms, name="travel_rooms"),
    path("events/<slug:slug>/travel/rooms/add/", stays.add, name="stay_add"),
    path("events/<slug:slug>/travel/vehicles/", travel.vehicles, name="travel_vehicles"),
    path("events/<slug:slug>/travel/vehicles/add/", vehicles.add, name="vehicle_add"),
    path("events/<slug:slug>/travel/vehicles/order/", vehicles.order, name="vehicle_order"),
    path("events/<slug:slug>/travel/diets/", diets.diets, name="travel_diets"),
    path("events/<slug:slug>/travel/gifts/", travel.gifts, name="travel_gifts"),
    path("events/<slug:slug>/travel/warnings/", travel.warnings, name="travel_warnings"),
    path("events/<slug:slug>/travel/legs/add/", legs.add, name="leg_add"),
    path("events/<slug:slug>/travel/<slug:board>/<slug:kind>/", travel_exports.export, name="travel_export"),
    path("travel/legs/<uuid:uid>/", legs.edit, name="leg"),
    path("travel/legs/<uuid:uid>/bookings/", legs.bookings, name="leg_bookings"),
    path("travel/legs/<uuid:uid>/arrived/", legs.arrived, name="leg_arrived"),
    path("travel/legs/<uuid:uid>/cancel/", legs.cancel, name="leg_cancel"),
    path("travel/legs/<uuid:uid>/delete/", legs.delete, name="leg_delete"),
    path("travel/legs/<uuid:uid>/vehicles/", vehicles.of_leg, name="leg_vehicles"),
    path("travel/items/<uuid:uid>/vehicles/", vehicles.of_item, name="item_vehicles"),
    path("travel/rooms/<uuid:uid>/", stays.edit, name="stay"),
    path("travel/rooms/<uuid:uid>/delete/", stays.delete, name="stay_delete"),
    path("travel/vehicles/<uuid:uid>/", vehicles.edit, name="vehicle"),
    path("travel/vehicles/<uuid:uid>/delete/", vehicles.delete, name="vehicle_delete"),
    path("r/<str:token>/needs/", own_needs.own_needs, name="own_needs"),
    path("delegations/<uuid:uid>/travel/", travel.travel, name="travel"),
    path("delegations/<uuid:uid>/travel/needs/", diets.needs, name="travel_needs"),
    path("delegations/<uuid:uid>/travel/needs/<uuid:registration>/", diets.edit, name="travel_needs_edit"),
    path("delegations/<uuid:uid>/gifts/", gifts.gifts, name="gifts"),
    path("delegations/<uuid:uid>/gifts/add/", gifts.add, name="gift_add"),
    path("delegations/<uuid:uid>/gifts/<uuid:gift>/", gifts.edit, name="gift"),
    path("delegations/<uuid:uid>/gifts/<uuid:gift>/delete/", gifts.delete, name="gift_delete"),
]
