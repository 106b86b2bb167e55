"""Wayhome runs an Intensive Outpatient Program, from the first call to a year after."""
