from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "delegations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from delegations import letters, links, policies  # noqa: F401  (policies registers the permissions)
        from delegations.services import composition, leads, leaving
        from events import followers, offers

        letters.register()
        offers.offer(links.offer_itinerary)
        offers.offer(links.offer_needs)
        offers.offer_to_staff(links.offer_records)
        followers.keep_room(composition.demand_room)
        followers.follow_registrations(leads.pass_on)
        followers.follow_registrations(leaving.free_places)
        followers.follow_substitutions(leads.take_the_place)
        followers.follow_substitutions(leaving.hand_over)
