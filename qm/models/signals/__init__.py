"""Is a change a signal? Control charts, verdicts, decomposition, and where data begin and end."""
