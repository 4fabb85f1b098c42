"""What a reader learns of journeys, rooms and drives: not everybody of the office is told of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from delegations.models import Delegation, Leg, Ride, Stay, Traveller
from delegations.travel_picture import Drive, LegLine, TravelPicture, VehicleLine
from people.models import User

DriveKey = tuple[int, int | None, int | None]
"""Of a vehicle, and of the leg or the agenda item."""


@dataclass(frozen=True, slots=True)
class Sight:
    """`runs`: everything of the event. `escorted`: keys of its delegations of which the reader is the liaison officer."""

    runs: bool
    reveals: bool
    escorted: frozenset[int]

    def of(self, delegation: Delegation | None) -> bool:
        """Whether travel, telephone numbers and arrivals of its members are theirs."""
        return self.runs or (delegation is not None and delegation.pk in self.escorted)

    @property
    def receives(self) -> bool:
        """Whether anything of journeys, rooms and drives is theirs."""
        return self.runs or bool(self.escorted)

    def tells(self, picture: TravelPicture) -> bool:
        """Whether anything of the picture is theirs."""
        return self.receives if picture.of is None else self.of(picture.of)


def sight_of(user: User, picture: TravelPicture) -> Sight:
    event = picture.event
    runs = user.has_perm("delegations.run", event)
    own = (
        [] if runs else Delegation.objects.escorted_by(user).filter(event=event).values_list("pk", flat=True)
    )
    return Sight(runs, user.has_perm("delegations.reveal", event), frozenset(own))


def told_to(user: User, picture: TravelPicture, sight: Sight) -> TravelPicture:
    """The picture as the reader may see it; that of one delegation wholly or not at all, as its itinerary.

    Three queries for who escorts a delegation, none for anybody else.
    """
    if not sight.tells(picture):
        return without_travel(picture)
    return picture if sight.runs or picture.of else _concerning(user, picture, sight)


def without_travel(picture: TravelPicture) -> TravelPicture:
    return replace(picture, legs=[], stays=[], vehicles=[], known=frozenset())


def may_note_arrival(user: User, leg: Leg) -> bool:
    """Whoever runs delegations, and the liaison officer of the leg's delegation or of one that travels on it."""
    if user.has_perm("delegations.escort", leg.delegation or leg):
        return True
    on_it = Traveller.objects.filter(leg=leg).values("registration")
    theirs = Delegation.objects.filter(liaison_officer=user, members__registration__in=on_it)
    return any(user.has_perm("delegations.escort", one) for one in theirs.distinct())


def _concerning(user: User, picture: TravelPicture, sight: Sight) -> TravelPicture:
    """What concerns the delegations that the reader escorts, each leg, room and drive whole."""
    event = picture.event
    legs = set(Leg.objects.visible_to(user).filter(event=event).values_list("pk", flat=True))
    stays = set(Stay.objects.visible_to(user).filter(event=event).values_list("pk", flat=True))
    rides = Ride.objects.visible_to(user).filter(vehicle__event=event)
    drives: set[DriveKey] = set(rides.values_list("vehicle_id", "leg_id", "item_id"))
    known = frozenset(pk for pk, who in picture.people.items() if who.delegation and sight.of(who.delegation))
    vehicles = [
        VehicleLine(line.vehicle, [drive for drive in line.drives if _key(drive) in drives])
        for line in picture.vehicles
    ]
    return replace(
        picture,
        legs=[_told_leg(line, known, drives) for line in picture.legs if line.leg.pk in legs],
        stays=[line for line in picture.stays if line.stay.pk in stays],
        vehicles=[line for line in vehicles if line.drives],
        known=known,
    )


def _told_leg(line: LegLine, known: frozenset[int], drives: set[DriveKey]) -> LegLine:
    """Everybody on it; but not who fetches those of other delegations, unless they share the vehicle."""
    untold = frozenset(
        row.registration_id
        for row, _who, vehicle in line.travellers
        if row.registration_id not in known
        and (vehicle is None or (vehicle.pk, line.leg.pk, None) not in drives)
    )
    travellers = [
        (row, who, None if row.registration_id in untold else vehicle)
        for row, who, vehicle in line.travellers
    ]
    return replace(line, travellers=travellers, untold=untold)


def _key(drive: Drive) -> DriveKey:
    return (drive.vehicle.pk, drive.leg.pk if drive.leg else None, drive.item.pk if drive.item else None)
