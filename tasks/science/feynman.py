"""Eighteen equations of physics, chosen by their numbers: how often a law is found, and a fit is wrong, when nobody picks.

The hundred equations that S.-M. Udrescu and M. Tegmark took from Feynman's lectures are numbered. These are every fifth: 3, 8, 13
and so on to 98, but for 8 and 28, I.12.1 and I.29.4: one product and one quotient of two variables, which the vocabulary holds.
None was left out for being hard. The ranges of training are theirs; physical constants are variables like all others, without
units; the values are exact. Nine are among the equations on which the search for laws was developed (I.6.2b, I.12.11, I.15.3t,
I.18.14, I.40.1, I.44.4, II.13.34, II.27.16 and II.37.1), the other nine are not.

Beyond training, `twice` lets every variable reach twice its largest value, and `far` puts one at 5 to 10 times its own. Where a
formula has no value (faster than light) or one too small for a float, inputs are drawn again; so they are for the six laws that
come to zero (I.12.11, I.15.3t, I.18.14, I.37.4, I.44.4 and III.17.37) where they are near it: there no fit is relatively right.

The values are exact, and a tolerance of rounding, 1e-9, would score every net 0 and say nothing. The tolerance is 1 %: inside the
range, after 20 core-seconds, a net is right on .99 of fresh draws or more for ten of the laws, and on .27 (I.40.1) to .98 for the
other eight, all still improving; outside, 1 % tells a law from a fit.
"""

from contrast.tasks.science import _feynman_first as first
from contrast.tasks.science import _feynman_later as later

tasks = {
    "I.6.2b": first.normal_density,
    "I.12.11": first.lorentz_force,
    "I.15.3t": first.moving_time,
    "I.18.14": first.angular_momentum,
    "I.32.17": first.scattered_power,
    "I.37.4": first.interference,
    "I.40.1": first.thin_air,
    "I.44.4": first.expansion_work,
    "II.3.24": later.heat_flow,
    "II.8.7": later.charged_sphere,
    "II.11.20": later.polarisation,
    "II.13.34": later.moving_charge,
    "II.27.16": later.light_energy,
    "II.34.29a": later.magneton,
    "II.37.1": later.magnet_energy,
    "III.7.38": later.precession,
    "III.13.18": later.electron_speed,
    "III.17.37": later.decay_direction,
}
"""By their numbers in the lectures, as the paper's data set writes them."""
