"""What a build read, found, dropped and cannot be sure of, as one page to hand on; a reader of the build folder."""

from kg.report.overview import Overview, overview

__all__ = ["Overview", "overview"]
