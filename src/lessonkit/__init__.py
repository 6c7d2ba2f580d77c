"""Build, check and export the course *Whose Picture?*."""

__version__ = "0.1.0"
