"""The reference of the documentation, made from the code and the ontology (``make reference`` writes it)."""
