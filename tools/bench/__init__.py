"""bin/bench: CPU and SQL statements of the pages that matter, as the organization grows."""
