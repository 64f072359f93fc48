"""Everything that reads a built graph: questions, SPARQL, explanations, checks."""
