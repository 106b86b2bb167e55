"""Decisions about orders, proposals and what publishing one changes. Pure."""
