"""EPUB 3.3 through EbookLib: text alone, or with the narration as media overlays."""

from publish.exporters.epub.build import export, export_audio

__all__ = ["export", "export_audio"]
