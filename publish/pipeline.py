"""read -> normalize -> (narrate) -> export; nothing else."""
