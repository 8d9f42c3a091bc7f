"""PDF with a text layer: lines are found by geometry, then put in order, then made into blocks."""
