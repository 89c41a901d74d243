"""Do raters agree? The kappa family, AC1 and AC2, alpha, intraclass correlation, severity, consistency, attenuation.

Ratings go in as `numeric(item, rater, score)` or `nominal(item, rater, category)`; every coefficient takes the
`Ratings` and gives an `Estimate`: value, low and high, or why it cannot be had. `coefficients` gives all of them
side by side, because each alone misleads. Sources: docs/methods.md.

>>> import numpy as np
>>> ratings = numeric([0, 0, 1, 1, 2, 2, 3, 3], [0, 1] * 4, [1, 1, 0, 0, 1, 0, 1, 1])
>>> round(cohen_kappa(ratings).value, 3)
0.5
>>> percent_agreement(ratings).value
0.75
"""

from qm.models.agreement.attenuation import ceiling, disattenuated, evaluations_needed, of_mean
from qm.models.agreement.bland_altman import bland_altman
from qm.models.agreement.coefficients import (
    brennan_prediger,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    prevalence,
)
from qm.models.agreement.connected import connected_raters
from qm.models.agreement.consistency import consistency
from qm.models.agreement.icc import icc, mean_squares
from qm.models.agreement.kappa import cohen_kappa, conger_kappa, weighted_kappa
from qm.models.agreement.pooled import Pool, pool
from qm.models.agreement.ratings import Ratings, nominal, numeric
from qm.models.agreement.severity import severity
from qm.models.agreement.summary import coefficients

__all__ = [
    "Pool",
    "Ratings",
    "bland_altman",
    "brennan_prediger",
    "ceiling",
    "coefficients",
    "cohen_kappa",
    "conger_kappa",
    "connected_raters",
    "consistency",
    "disattenuated",
    "evaluations_needed",
    "fleiss_kappa",
    "gwet_ac",
    "icc",
    "krippendorff_alpha",
    "mean_squares",
    "nominal",
    "numeric",
    "of_mean",
    "percent_agreement",
    "pool",
    "prevalence",
    "severity",
    "weighted_kappa",
]
