"""The staff's day: today, worklists, the chart, the search."""
