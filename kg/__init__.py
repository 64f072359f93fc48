"""A knowledge-graph builder for the documents of China's people's congresses."""

__version__ = "0.1.0"
