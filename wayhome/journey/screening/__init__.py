"""The self-check: a few plain questions, and what they say about which help sounds likely."""
