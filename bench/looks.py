"""How sure each look has to be, so that all looks together are wrong as seldom as stated (docs/two-versions.md).

Simulates comparisons of a version with itself: normal starts, two of each version in a round, the interval of the two-way layout at
each look. Prints, for several levels, the part of the level that each look may have. Needs numpy and scipy; takes a minute.
"""
import numpy
from scipy import stats

LOOKS = (2, 3, 4, 6, 8, 11, 15, 20, 26, 34)
TIMES = 200_000

random = numpy.random.default_rng(2026)
starts = random.standard_normal((TIMES, max(LOOKS), 2, 2))
by_round = starts.mean((2, 3))
differences = starts[:, :, 1].mean(2) - starts[:, :, 0].mean(2)
least = numpy.ones(TIMES)
for rounds in LOOKS:
    difference = differences[:, :rounds].mean(1)
    left = starts[:, :rounds] - by_round[:, :rounds, None, None]
    left[:, :, 1] -= difference[:, None, None] / 2
    left[:, :, 0] += difference[:, None, None] / 2
    degrees = 3 * rounds - 1
    error = numpy.sqrt((left**2).sum((1, 2, 3)) / degrees / rounds)
    least = numpy.minimum(least, 2 * stats.t.sf(numpy.abs(difference) / error, degrees))
for level in (0.05, 0.02, 0.01, 0.003):
    print(level, round(float(numpy.quantile(least, level)) / level, 3))
