"""Programs that the table runs as processes of their own, so that each begins cold."""
