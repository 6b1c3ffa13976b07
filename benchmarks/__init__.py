"""The performance table: each figure against a peer or a limit in the same run."""
