"""The parts of a Word document (ECMA-376) and how they become blocks."""
