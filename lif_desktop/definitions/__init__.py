"""Forms and editions, read strictly from data files. Pure."""
