"""The coefficients of agreement as readers meet them: names, meanings, and how their figures are written."""

from dataclasses import dataclass

COEFFICIENTS = {
    "ac1": "Gwet's AC1",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
    "weighted_kappa": "Weighted kappa",
    "ac2": "Gwet's AC2",
    "alpha_nominal": "Krippendorff's alpha, nominal",
    "alpha_ordinal": "Krippendorff's alpha, ordinal",
    "alpha_interval": "Krippendorff's alpha, interval",
    "alpha_ratio": "Krippendorff's alpha, ratio",
    "icc_2_1": "ICC(2,1)",
    "icc_2_k": "ICC(2,k)",
    "percent_agreement": "Percent agreement",
}
MEANINGS = {
    "ac1": "Same answers, corrected for chance, which counts least where one answer is usual. "
    "Flatters where nearly everybody passes.",
    "cohen_kappa": "Same answers, corrected for chance, two evaluators at a time, averaged over pairs. "
    "Collapses where nearly everybody passes.",
    "fleiss_kappa": "Same answers, corrected for chance, all at once. Collapses where nearly everybody passes.",
    "weighted_kappa": "Like Cohen's kappa, but a near miss counts less than a far one (squared differences).",
    "ac2": "Like AC1, but a near miss counts less than a far one (squared differences).",
    "alpha_nominal": "Disagreement over what chance would give; any two different answers count the same.",
    "alpha_ordinal": "Disagreement over what chance would give; answers count by their rank.",
    "alpha_interval": "Disagreement over what chance would give; answers count by their squared difference.",
    "alpha_ratio": "Disagreement over what chance would give; answers count by their relative difference.",
    "icc_2_1": "How much of the spread of answers lies between contacts: the reliability of one evaluator's answer.",
    "icc_2_k": "The reliability of the mean answer of all who scored a contact.",
    "percent_agreement": "The share of pairs of answers that are equal; flattered by chance.",
}
COUNTERPARTS = {
    "ac1": "cohen_kappa",
    "cohen_kappa": "ac1",
    "fleiss_kappa": "ac1",
    "weighted_kappa": "ac2",
    "ac2": "weighted_kappa",
    "alpha_nominal": "ac1",
    "alpha_ordinal": "ac2",
    "alpha_interval": "ac2",
    "alpha_ratio": "ac2",
    "icc_2_1": "ac2",
    "icc_2_k": "ac2",
    "percent_agreement": "ac1",
}
"""The coefficient that misleads the other way, drawn beside."""


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of agreement by `name`, a key of `COEFFICIENTS`.

    >>> Coefficient("percent_agreement").text(0.891)
    '89%'
    """

    name: str

    @property
    def label(self) -> str:
        return COEFFICIENTS[self.name]

    @property
    def short(self) -> str:
        """The label for narrow places."""
        return self.label.replace("Krippendorff's alpha", "Alpha").replace("Percent agreement", "Equal answers")

    @property
    def meaning(self) -> str:
        return MEANINGS[self.name]

    @property
    def counterpart(self) -> "Coefficient":
        """The one that misleads the other way."""
        return Coefficient(COUNTERPARTS[self.name])

    @property
    def is_share(self) -> bool:
        return self.name == "percent_agreement"

    def text(self, value: float | None) -> str:
        """A figure for reading; a dash for none."""
        if value is None or value != value:
            return "–"
        return f"{value:.0%}" if self.is_share else f"{value:.2f}".replace("-", "−")

    def interval(self, low: float | None, high: float | None) -> str:
        """0.10 to 0.21; in words where there is none."""
        if low is None or high is None or low != low or high != high:
            return "no interval"
        return f"{self.text(low)} to {self.text(high)}"
