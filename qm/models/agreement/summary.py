"""All coefficients of agreement side by side, because each alone misleads."""

from qm.models.agreement.coefficients import fleiss_kappa, gwet_ac, krippendorff_alpha, percent_agreement
from qm.models.agreement.icc import icc
from qm.models.agreement.kappa import cohen_kappa, weighted_kappa
from qm.models.agreement.ratings import Ratings
from qm.models.statistics.estimate import Estimate


def coefficients(ratings: Ratings) -> dict[str, Estimate]:
    """Every coefficient by name, each with interval, or None and why it cannot be had.

    With chance correction: kappas (which collapse where nearly everybody passes), AC1 and AC2 (which
    do not), Krippendorff's alpha by scale, and intraclass correlation. Weighted kappa and AC2
    are quadratic.
    """
    single, average = icc(ratings)
    return {
        "percent_agreement": percent_agreement(ratings),
        "cohen_kappa": cohen_kappa(ratings),
        "fleiss_kappa": fleiss_kappa(ratings),
        "weighted_kappa": weighted_kappa(ratings),
        "ac1": gwet_ac(ratings),
        "ac2": gwet_ac(ratings, "interval"),
        "alpha_nominal": krippendorff_alpha(ratings, "nominal"),
        "alpha_ordinal": krippendorff_alpha(ratings, "ordinal"),
        "alpha_interval": krippendorff_alpha(ratings, "interval"),
        "alpha_ratio": krippendorff_alpha(ratings, "ratio"),
        "icc_2_1": single,
        "icc_2_k": average,
    }
