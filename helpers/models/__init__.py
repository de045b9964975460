"""Pure functions on plain numbers and tables: no screen, no disk."""
