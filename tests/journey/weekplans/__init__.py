"""Tests of weekly orders, of weeks that are built, and of what is published of them."""
