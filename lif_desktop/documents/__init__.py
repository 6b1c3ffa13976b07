"""PDF and spreadsheet documents, tagging, signatures."""
