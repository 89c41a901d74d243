"""What is said of an outcome: sentences, figures in large, tables, warnings, and the JSON."""
