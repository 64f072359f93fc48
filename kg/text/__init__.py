"""Document → reports → clauses; every repair keeps a map to the original offsets."""
