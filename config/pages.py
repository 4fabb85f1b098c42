"""The page that explains the API."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularSwaggerSplitView

# The page of Swagger UI carries a style block of its own; its script comes from a file.
_styles = csp_update({"style-src": [SELF, UNSAFE_INLINE]})


@method_decorator(_styles, name="dispatch")
class ApiPages(SpectacularSwaggerSplitView):
    """Swagger UI, served from our own static files."""
