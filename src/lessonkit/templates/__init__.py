"""Files that a new lesson begins with; each passes the checks as it is."""
