"""The encrypted workspace: keys, database, search, audit."""
