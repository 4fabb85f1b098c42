"""The rule of endpoints that declare none."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class Denied(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return False
