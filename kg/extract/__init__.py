"""Clause + references → facts: one engine, and one TOML frame for each relation."""
