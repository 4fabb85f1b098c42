"""The addresses of the agreements room."""

from django.urls import URLPattern, path

from agreements.views import agreements, follow_ups, indicators, outcomes

app_name = "agreements"

urlpatterns: list[URLPattern] = [
    path("events/<slug:slug>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("events/<slug:slug>/outcomes/add/", outcomes.add, name="outcome_add"),
    path("events/<slug:slug>/outcomes/agreement/", agreements.add_to_event, name="outcome_agreement"),
    path("events/<slug:slug>/outcomes/follow-up/", follow_ups.add_to_event, name="outcome_follow_up"),
    path("events/<slug:slug>/outcomes/figures/add/", indicators.add, name="outcome_figure_add"),
    path("events/<slug:slug>/outcomes/figures/<uuid:uid>/", indicators.edit, name="outcome_figure"),
    path(
        "events/<slug:slug>/outcomes/figures/<uuid:uid>/delete/",
        indicators.delete,
        name="outcome_figure_delete",
    ),
    path("events/<slug:slug>/outcomes/<uuid:uid>/", outcomes.edit, name="outcome"),
    path("events/<slug:slug>/outcomes/<uuid:uid>/delete/", outcomes.delete, name="outcome_delete"),
    path("agreements/", agreements.agreement_list, name="list"),
    path("agreements/add/", agreements.add, name="add"),
    path("agreements/<uuid:uid>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:uid>/edit/", agreements.edit, name="edit"),
    path("agreements/<uuid:uid>/delete/", agreements.delete, name="delete"),
    path("agreements/<uuid:uid>/move/<slug:to>/", agreements.move, name="move"),
    path("agreements/<uuid:uid>/signatures/<uuid:signature>/", agreements.signature, name="signature"),
    path("agreements/<uuid:uid>/follow-up/", follow_ups.add_to_agreement, name="follow_up_of_agreement"),
    path("follow-ups/", follow_ups.followups, name="followups"),
    path("follow-ups/of-outcome/<uuid:uid>/", follow_ups.add_to_outcome, name="follow_up_of_outcome"),
    path("follow-ups/<uuid:uid>/", follow_ups.follow_up, name="follow_up"),
    path("follow-ups/<uuid:uid>/edit/", follow_ups.edit, name="follow_up_edit"),
    path("follow-ups/<uuid:uid>/move/", follow_ups.move, name="follow_up_move"),
    path("follow-ups/<uuid:uid>/delete/", follow_ups.delete, name="follow_up_delete"),
]
