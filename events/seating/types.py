"""The words of seating: what goes in, and the plan that comes out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Layout(models.TextChoices):
    BILATERAL = "bilateral", _("bilateral table")
    LONG = "long", _("long table")
    U_SHAPE = "u_shape", _("U-shape")
    ROSTRUM = "rostrum", _("rostrum with a hall")
    ROUND = "round", _("round tables")
    CLASSROOM = "classroom", _("classroom")
    THEATRE = "theatre", _("theatre")
    PHOTO = "photo", _("group photo")
    SIGNING = "signing", _("signing table")


class Profile(models.TextChoices):
    """Which hand of the first is the place of honour; see `events.seating.frames`."""

    INTERNATIONAL = "international", _("international: the second to the right of the first")
    DOMESTIC = "domestic", _("Chinese domestic: the second to the left of the first")


class Side(models.TextChoices):
    A = "a", _("side A")
    B = "b", _("side B")


class Task(models.TextChoices):
    """Why somebody stays beside another."""

    INTERPRETER = "interpreter", _("interpreter")
    ASSISTANT = "assistant", _("assistant")


class Heads(models.TextChoices):
    MIDDLE = "middle", _("in the middle, opposite each other")
    ENDS = "ends", _("at the two ends")


class Interpreters(models.TextChoices):
    BESIDE = "beside", _("beside their principal")
    BEHIND = "behind", _("behind their principal")


class Hand(models.TextChoices):
    RIGHT = "right", _("at the right hand")
    LEFT = "left", _("at the left hand")


class Door(models.TextChoices):
    FACING = "facing", _("opposite a long side of the table")
    END = "end", _("at one end of the table")


@dataclass(frozen=True, slots=True)
class Occupant:
    """Somebody to seat. `key` is unique in a plan; `beside` the key of whom they interpret for or assist.

    `side`: a, b or none; `order`: smaller stands first; `pinned`: the label of a seat given by hand, with its reason.
    """

    key: str
    name: str
    side: str = ""
    order: int = 0
    principal: bool = False
    beside: str = ""
    task: str = ""
    pinned: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers are counts of seats, rows and tables; 0 lets the layout choose."""

    layout: str = Layout.BILATERAL
    profile: str = Profile.INTERNATIONAL
    tables: int = 0
    per_table: int = 10
    rows: int = 0
    per_row: int = 0
    head: int = 0
    heads: str = Heads.MIDDLE
    interpreters: str = Interpreters.BESIDE
    hand: str = Hand.RIGHT
    door: str = Door.FACING
    host_side: str = Side.B
    flags: tuple[str, ...] = ()

    @property
    def guest_side(self) -> str:
        return Side.A if self.host_side == Side.B else Side.B

    @property
    def honour(self) -> int:
        """+1 when the place of honour is at the right hand of the first, -1 when at the left."""
        return 1 if self.profile == Profile.INTERNATIONAL else -1


@dataclass(frozen=True, slots=True)
class Seat:
    """`x`, `y`: metres from the upper left; `angle`: where the person looks, in degrees clockwise from the page's top.

    `order`: the seat's place in the order of honour, from 1; `key`: of the occupant, empty for a free seat.
    """

    x: float
    y: float
    angle: float
    label: str
    order: int
    why: str
    key: str = ""
    side: str = ""
    standing: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """`kind`: table, round, stage, desk, flag, door, camera; `x`, `y`: its middle, in metres."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """`lost`: keys of those whose pinned seat does not exist in this layout; they are seated in order instead."""

    seats: list[Seat]
    furniture: list[Furniture]
    width: float
    height: float
    lost: tuple[str, ...] = ()
