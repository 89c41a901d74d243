"""Units compared fairly: case mix, shrinkage, funnel limits, changes, coaching."""
