"""A linear mixed model by restricted maximum likelihood: fixed effects, random blocks, one crossed random factor.

y = X b + u[block] + v[factor] + e. Blocks (items, contacts) may be many: they are absorbed.
The factor's levels (agents) are solved for with the fixed effects (Henderson's equations). What is
slow to load (scipy.optimize, linalg, sparse) is imported where it is used: few need it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]

REACH = (-14.0, 14.0)
"""Natural logarithms between which ratios of variances are looked for."""

RIDGE = 1e-7  # keeps levels apart that the data cannot tell apart


@dataclass(frozen=True)
class Mixed:
    """`effects` of the first factor's levels and their covariance; variances of blocks, of the
    crossed factor and of the error."""

    effects: Numbers
    covariance: Numbers
    block: float
    factor: float
    error: float


def fit(
    y: Numbers, first: Integers, block: Integers, *, others: Sequence[Integers] = (), factor: Integers | None = None
) -> Mixed | None:
    """Effects of the levels of `first`, everything numbered from 0; None with nothing left to estimate an error from.

    `others` are further fixed factors (reason, channel), `factor` the crossed random one. A
    variance that the data cannot show (no block with two rows) is 0.
    """
    system = _System.of(y, first, block, others, factor)
    if system is None:
        return None
    gamma, tau = system.best()
    inverse, solution, quadratic = system.solved(gamma, tau)
    error = quadratic / system.freedom
    k = system.firsts
    return Mixed(solution[:k] + y.mean(), inverse[:k, :k] * error, gamma * error, (tau or 0.0) * error, error)


@dataclass(frozen=True)
class _System:
    """What the equations are put together from, for any ratio of variances.

    `sizes` are the different block sizes; for each there is how many blocks have it, the cross
    products of their column sums, of these with the sums of y, and the squared sums of y.
    """

    cross: Numbers
    right: Numbers
    square: float
    sizes: Numbers
    blocks: Numbers
    block_cross: list[Numbers]
    block_right: list[Numbers]
    block_square: Numbers
    firsts: int
    fixed: int
    rows: int

    @classmethod
    def of(
        cls, y: Numbers, first: Integers, block: Integers, others: Sequence[Integers], factor: Integers | None
    ) -> "_System | None":
        from scipy import sparse

        levels = [int(first.max()) + 1, *(int(o.max()) for o in others)]
        fixed = sum(levels)
        n = len(y)
        if n <= fixed:
            return None
        parts = [_indicators(first, levels[0]), *(_indicators(o - 1, int(o.max())) for o in others)]
        if factor is not None:
            parts.append(_indicators(factor, int(factor.max()) + 1))
        x = sparse.hstack(parts).tocsr()
        y = y - y.mean()
        sums = _indicators(block, int(block.max()) + 1).T @ x
        y_sums = np.bincount(block, weights=y)
        per_block = np.bincount(block)
        sizes = np.unique(per_block)
        chosen = [np.flatnonzero(per_block == size) for size in sizes]
        return cls(
            (x.T @ x).toarray(),
            x.T @ y,
            float(y @ y),
            sizes.astype(float),
            np.array([len(c) for c in chosen], dtype=float),
            [(sums[c].T @ sums[c]).toarray() for c in chosen],
            [sums[c].T @ y_sums[c] for c in chosen],
            np.array([(y_sums[c] ** 2).sum() for c in chosen]),
            levels[0],
            fixed,
            n,
        )

    @property
    def freedom(self) -> int:
        return self.rows - self.fixed

    @property
    def crossed(self) -> int:
        return len(self.right) - self.fixed

    def solved(self, gamma: float, tau: float | None) -> tuple[Numbers, Numbers, float]:
        """Inverse of the equations, their solution, and the weighted sum of squares left over."""
        from scipy import linalg

        matrix, right, square = self._equations(gamma, tau)
        factor = linalg.cho_factor(matrix, lower=True)
        solution = linalg.cho_solve(factor, right)
        inverse = linalg.cho_solve(factor, np.eye(len(right)))
        return inverse, solution, max(square - float(solution @ right), 1e-12 * self.square)

    def best(self) -> tuple[float, float | None]:
        """The ratios of the variances of blocks and of the factor to the error's."""
        from scipy.optimize import minimize, minimize_scalar

        has_blocks = bool((self.sizes >= 2).any())
        if not self.crossed:
            if not has_blocks:
                return 0.0, None
            fitted = minimize_scalar(
                lambda g: self._loss(np.exp(g), None), bounds=REACH, method="bounded", options={"xatol": 1e-7}
            )
            return _ratio(fitted.x), None
        if not has_blocks:
            fitted = minimize_scalar(
                lambda t: self._loss(0.0, np.exp(t)), bounds=REACH, method="bounded", options={"xatol": 1e-4}
            )
            return 0.0, float(np.exp(fitted.x))
        fitted = minimize(
            lambda z: self._loss(np.exp(z[0]), np.exp(z[1])),
            [0.0, -2.0],
            method="Nelder-Mead",
            bounds=[REACH, REACH],
            options={"xatol": 1e-3, "fatol": 1e-5, "maxfev": 300},
        )
        return _ratio(fitted.x[0]), float(np.exp(fitted.x[1]))

    def _equations(self, gamma: float, tau: float | None) -> tuple[Numbers, Numbers, float]:
        matrix, right, square = self.cross.copy(), self.right.copy(), self.square
        for size, cross, own, squares in zip(
            self.sizes, self.block_cross, self.block_right, self.block_square, strict=True
        ):
            shrunk = gamma / (1 + size * gamma)
            matrix -= shrunk * cross
            right -= shrunk * own
            square -= shrunk * float(squares)
        diagonal = np.full(len(right), RIDGE)
        if tau is not None:
            diagonal[self.fixed :] += 1 / tau
        matrix[np.diag_indices_from(matrix)] += diagonal
        return matrix, right, square

    def _loss(self, gamma: float, tau: float | None) -> float:
        """Minus twice the restricted log-likelihood, the error's variance profiled out."""
        from scipy import linalg

        matrix, right, square = self._equations(gamma, tau)
        factor = linalg.cholesky(matrix, lower=True)
        half = linalg.solve_triangular(factor, right, lower=True)
        left = max(square - float(half @ half), 1e-12 * self.square)
        spread = float((self.blocks * np.log1p(self.sizes * gamma)).sum())
        crossed = self.crossed * np.log(tau) if tau is not None else 0.0
        deviance: float = self.freedom * np.log(left) + spread + 2 * float(np.log(np.diag(factor)).sum()) + crossed
        return deviance


def _ratio(log: float) -> float:
    """A ratio at the lower end of the reach is none at all."""
    return 0.0 if log < REACH[0] + 1 else float(np.exp(log))


def _indicators(code: Integers, levels: int) -> "sparse.csr_matrix":
    """Rows × levels, 1 where the row has the level; a negative code has none."""
    from scipy import sparse

    kept = np.flatnonzero(code >= 0)
    return sparse.csr_matrix((np.ones(len(kept)), (kept, code[kept])), shape=(len(code), levels))
