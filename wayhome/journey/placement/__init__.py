"""Which level of care a clinician finds fitting, dimension by dimension."""
