"""PostgreSQL for tenant tables: Django's own backend with composite keys and row-level security."""
