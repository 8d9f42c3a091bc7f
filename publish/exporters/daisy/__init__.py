"""DAISY talking books (2.02, and 3 as Z39.86-2005), the formats of dedicated players."""

from publish.exporters.daisy.export import (
    export,
    export_audio,
    export_daisy3,
    export_daisy3_text,
    export_text,
)

__all__ = ["export", "export_audio", "export_daisy3", "export_daisy3_text", "export_text"]
