"""The pages, a module for each: a request in, a response out."""
