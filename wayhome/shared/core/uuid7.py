"""UUIDs of version 7 (RFC 9562): keys that sort by the time they were made.

Python 3.14 and PostgreSQL 18 bring their own; Wayhome also runs on older ones.
"""

import os
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_A = (1 << 12) - 1
_RANDOM_B = (1 << 62) - 1


def uuid7() -> UUID:
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    high = milliseconds << 80 | _VERSION | (random >> 62 & _RANDOM_A) << 64
    return UUID(int=high | _VARIANT | random & _RANDOM_B)
