"""The fifteen figures of trust: ``python -m trust`` measures them on a built course."""
