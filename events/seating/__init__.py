"""Who sits where: plans of tables, halls and photographs, in metres. Pure: no database.

`layout(occupants, settings) -> Plan`. Left and right are always those of the person who sits (or stands) there, never
those of who looks at them. The page's top is the head of the room; the door or the hall is at its foot.
"""

from events.seating.plan import layout
from events.seating.types import (
    Door,
    Furniture,
    Hand,
    Heads,
    Interpreters,
    Layout,
    Occupant,
    Plan,
    Profile,
    Seat,
    Settings,
    Side,
    Task,
)

__all__ = [
    "Door",
    "Furniture",
    "Hand",
    "Heads",
    "Interpreters",
    "Layout",
    "Occupant",
    "Plan",
    "Profile",
    "Seat",
    "Settings",
    "Side",
    "Task",
    "layout",
]
