"""What the course is made of, as plain dataclasses; nothing here reads a file."""
