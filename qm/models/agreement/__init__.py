"""Do raters agree? The kappa family, AC1 and AC2, alpha, intraclass correlation, severity, consistency, attenuation."""
