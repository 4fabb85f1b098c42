"""What the drainers keep about their own work: who took what over from whom, and how much left lately."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.notice import Notice


class Takeover(models.Model):
    """A notice that another attempt left behind and that was taken up again: the explanation of every extra copy."""

    class Held(models.TextChoices):
        CLAIMED = "claimed", _("not yet sent")
        SENDING = "sending", _("perhaps sent")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="taken_over")
    at = models.DateTimeField()
    held = models.CharField(max_length=10, choices=Held)
    token = models.UUIDField(help_text="of the attempt that was left behind")
    successor = models.UUIDField(help_text="of the drainer that took over")
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.held} {self.at:%Y-%m-%d %H:%M:%S}"


class Allowance(models.Model):
    """So many mails were let go at a moment; what is older than a minute is deleted (MAIL_RATE)."""

    at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.count} at {self.at:%H:%M:%S}"
