"""Numbers that differ by state, payer and program, each with its dates and its source."""
