"""Narration: what is said (script), who says it (engines), and how it becomes sound (studio)."""
