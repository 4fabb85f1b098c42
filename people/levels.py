"""The usual levels of posts, as a hint for the rank that orders them; an office may count otherwise.

The ten levels are those of the leading posts in the Civil Servant Law of China (2018, article 18), with the posts that
protocol offices abroad set beside them.
"""

from django.utils.translation import gettext_lazy as _

USUAL_LEVELS = (
    (1, _("head of state or government")),
    (2, _("deputy head of state or government")),
    (3, _("minister, governor of a province")),
    (4, _("vice-minister, vice-governor")),
    (5, _("director-general")),
    (6, _("deputy director-general")),
    (7, _("director of a division")),
    (8, _("deputy director of a division")),
    (9, _("head of a section")),
    (10, _("deputy head of a section")),
)
