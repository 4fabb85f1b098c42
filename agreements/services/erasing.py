"""What becomes of an erased person in agreements: the record of what was signed stays, its signatory has no name any more."""

from __future__ import annotations

from django.db.models import F, Q

from agreements.models import FollowUp, Representative, Signature
from people.models import Person
from people.services.erasing import Erasing, Rule

RULES: tuple[Rule, ...] = ()
"""No model here has personal fields of its own: all name a record of the directory."""


def posts_signed_in(person: Person) -> set[int]:
    """Posts on which a signature or a party's representative rests: they keep the body, nothing else."""
    signed = Signature.objects.filter(person=person).values_list("post", flat=True)
    spoke = Representative.objects.filter(person=person).values_list("post", flat=True)
    return {pk for pk in signed.union(spoke) if pk is not None}


def erase(run: Erasing) -> None:
    """The links by which a responsible person reported open no more."""
    run.clear(FollowUp, (), Q(responsible=run.person), link_revision=F("link_revision") + 1)
