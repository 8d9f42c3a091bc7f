"""The article as one web page: to read, and with its narration to read along."""

from publish.exporters.html.export import export, export_text

__all__ = ["export", "export_text"]
