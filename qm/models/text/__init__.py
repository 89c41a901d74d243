"""Words held against grades."""
