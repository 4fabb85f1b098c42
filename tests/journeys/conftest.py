"""A held event and the people of its office, as the tests of the reports room know them."""

from tests.reports.conftest import own_files, staff_of, told_event

__all__ = ["own_files", "staff_of", "told_event"]
