"""Further questions about an answer: pictures, tables, and scenarios by name."""
