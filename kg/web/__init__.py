"""The explorer: a built graph as web pages, for people who know nothing of RDF; it only reads.

``catalogue/`` holds what the pages look up, read once; ``wording`` the texts and labels in both languages; ``pages/``
has a module for each page, which makes plain values for a template. ``app`` puts them together.
"""
