"""The whole picture: reports built from a dossier in versions, what was said in their review, and their files."""

from reports.models.comment import ReviewComment
from reports.models.file import ReportFile, ReportFormat
from reports.models.report import Report, ReportKind

__all__ = ["Report", "ReportFile", "ReportFormat", "ReportKind", "ReviewComment"]
