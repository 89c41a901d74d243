"""Tools that several subjects share: estimates with intervals, clusters, false discovery, regression, roots."""
