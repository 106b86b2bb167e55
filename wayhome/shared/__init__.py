"""The floor: what knows nothing of treatment. Lowest room first in settings.base."""
