"""Settings by use: base is shared, local develops, test tests, production serves."""
