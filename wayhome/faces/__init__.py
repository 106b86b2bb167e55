"""The doors: pages that compose several rooms; they own no table."""
