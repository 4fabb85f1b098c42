"""The whole picture: reports built from a dossier, and their files."""

from reports.models.report import Report, ReportFile, ReportFormat, ReportKind

__all__ = ["Report", "ReportFile", "ReportFormat", "ReportKind"]
