"""Facts ↔ RDF: every IRI, every triple, every file format."""
