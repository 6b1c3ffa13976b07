"""Rules and records: what a board must do. Pure: no clock, no files, no window."""
