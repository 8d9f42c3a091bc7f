"""EPUB 3.3 through EbookLib: text alone, or with the narration as media overlays."""

from publish.exporters.epub.build import export

__all__ = ["export"]
