"""DAISY 2.02 talking books, the format of dedicated players: full text and sound, or either."""

from publish.exporters.daisy.export import export, export_audio, export_text

__all__ = ["export", "export_audio", "export_text"]
