"""What makes the pages and pictures under docs/ that no person writes."""
