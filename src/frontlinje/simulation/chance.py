"""Where does chance come from? An integer generator of our own: the same numbers everywhere.

Whole numbers below 2**62 only, so that the compiled and the plain run compute the very same ones.
A *stream* is a number that steps on by ``STEP`` with every draw; what is drawn is the stream mixed.
Everything about one contact is drawn from the contact's own seed, so that two scenarios meet the
same customers (common random numbers).
"""

import math
from typing import Final

from frontlinje.base.jit import Floats, jitable

BITS: Final = (1 << 62) - 1
STEP: Final = 0x1E3779B97F4A7C15
"""2**62 divided by the golden ratio, odd: a stream meets itself only after 2**62 draws."""
_FIRST: Final = 0x3F58476D1CE4E5B9
_SECOND: Final = 0x14D049BB133111EB
_TINY: Final = 2.0**-52

# What a spread is; see `model.Spread`.
NONE: Final = 0
CONSTANT: Final = 1
EXPONENTIAL: Final = 2
LOGNORMAL: Final = 3
TABLE: Final = 4


@jitable
def mix(number: int) -> int:
    """Return a number in which every bit depends on every bit of the one given.

    Parameters
    ----------
    number : int
        0 up to 2**62 - 1.

    Returns
    -------
    int
        0 up to 2**62 - 1, another one for every number given.

    References
    ----------
    The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
    generators, OOPSLA 2014), on 62 bits.
    """
    number = ((number ^ (number >> 31)) * _FIRST) & BITS
    number = ((number ^ (number >> 29)) * _SECOND) & BITS
    return number ^ (number >> 32)


@jitable
def derived(seed: int, key: int) -> int:
    """Return the draw of a seed for a purpose, whatever was drawn before.

    Parameters
    ----------
    seed : int
        0 up to 2**62 - 1.
    key : int
        Which draw, 0 or more.

    Returns
    -------
    int
        0 up to 2**62 - 1.
    """
    return mix((seed + (key + 1) * STEP) & BITS)


@jitable
def uniform(number: int) -> float:
    """Return a draw as a fraction between 0 and 1, never either.

    Parameters
    ----------
    number : int
        A draw.

    Returns
    -------
    float
        2**-53 up to 1 - 2**-53.
    """
    return ((number >> 10) + 0.5) * _TINY


@jitable
def exponential(number: int) -> float:
    """Return an exponential variate of mean 1, by inversion.

    Parameters
    ----------
    number : int
        A draw.

    Returns
    -------
    float
        Above 0.
    """
    return -math.log(uniform(number))


@jitable
def normal_quantile(share: float) -> float:
    """Return the value below which a share of the standard normal distribution lies.

    Parameters
    ----------
    share : float
        Above 0 and below 1.

    Returns
    -------
    float
        About 16 digits are right.

    References
    ----------
    M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution, Applied
    Statistics 37 (1988), 477-484; routine PPND16.
    """
    q = share - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _middle(r)
    r = math.sqrt(-math.log(min(share, 1.0 - share)))
    z = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -z if q < 0.0 else z


@jitable
def gamma(shape: float, seed: int) -> float:
    """Return a Gamma variate of mean 1.

    Parameters
    ----------
    shape : float
        Above 0; the variance is 1 / shape.
    seed : int
        0 up to 2**62 - 1.

    Returns
    -------
    float
        Above 0.

    References
    ----------
    G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM Transactions
    on Mathematical Software 26 (2000), 363-372.
    """
    d = (shape if shape >= 1.0 else shape + 1.0) - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    key = 1
    while True:
        z = normal_quantile(uniform(derived(seed, key)))
        v = (1.0 + c * z) * (1.0 + c * z) * (1.0 + c * z)
        if v > 0.0 and exponential(derived(seed, key + 1)) > d * v - d - d * math.log(v) - 0.5 * (
            z * z
        ):
            break
        key += 2
    drawn = d * v
    if shape < 1.0:
        drawn *= math.exp(math.log(uniform(derived(seed, 0))) / shape)
    return drawn / shape


@jitable
def drawn_s(kind: int, a: float, b: float, table_s: Floats, first: int, n: int, draw: int) -> float:
    """Return a time drawn from a spread.

    Parameters
    ----------
    kind : int
        CONSTANT, EXPONENTIAL, LOGNORMAL or TABLE.
    a, b : float
        The mean; for LOGNORMAL mean and standard deviation of the logarithm.
    table_s : float (all tables)
        Rising times at equally likely steps, in seconds.
    first, n : int
        Where this spread's table begins, and how many times it has.
    draw : int
        A draw.

    Returns
    -------
    float
        Seconds. A greater draw means less time for EXPONENTIAL, more time for the others.
    """
    if kind == CONSTANT:
        return a
    if kind == EXPONENTIAL:
        return a * exponential(draw)
    if kind == LOGNORMAL:
        return math.exp(a + b * normal_quantile(uniform(draw)))
    where = uniform(draw) * (n - 1)
    step = int(where)
    low, high = table_s[first + step], table_s[first + step + 1]
    return low + (where - step) * (high - low)


# fmt: off
@jitable
def _middle(r: float) -> float:
    return (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r
        + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r
        + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0) / (
        ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r
        + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r
        + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1.0)


@jitable
def _near_tail(r: float) -> float:
    return (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r
        + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0) * r
        + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0) / (
        ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r
        + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r
        + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1.0)


@jitable
def _far_tail(r: float) -> float:
    return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
        + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r
        + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
        + 5.46378491116411436990e0) * r + 6.65790464350110377720e0) / (
        ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r
        + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
        + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
        + 5.99832206555887937690e-1) * r + 1.0)
# fmt: on
