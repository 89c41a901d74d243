"""Pure mathematics on numpy and scipy: no tables, no screens."""
