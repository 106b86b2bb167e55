"""The lowest room: records, the write gate, periods, money, the clock, the database."""
