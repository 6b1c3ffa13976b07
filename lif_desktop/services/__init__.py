"""Verbs: one function for each thing a board does."""
