"""Filters for the pages of signing in."""
