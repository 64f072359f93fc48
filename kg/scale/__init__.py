"""Many documents: sources that stream, a cache that spares work, workers that may die, files that are merged."""
