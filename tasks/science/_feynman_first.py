"""Equations of the lectures' first volume, chiefly mechanics, radiation and heat: see `feynman`."""

import math

from contrast.tasks.science._feynman import equation


@equation(sigma=(1.0, 3.0), theta=(1.0, 3.0), mean=(1.0, 3.0))
def normal_density(sigma: float, theta: float, mean: float) -> float:
    """The probability density at `theta` of the normal distribution with this mean and standard deviation `sigma`.

    >>> round(normal_density(2.0, 1.0, 3.0), 6)
    0.120985
    """
    return math.exp(-(((theta - mean) / sigma) ** 2) / 2) / (math.sqrt(2 * math.pi) * sigma)


@equation(away=2.0)
def lorentz_force(charge: float, electric: float, magnetic: float, speed: float, angle: float) -> float:
    """The force on a charge in an electric field and, as it moves at `angle` to the magnetic one, in a magnetic field.

    >>> lorentz_force(2.0, 3.0, 4.0, 5.0, math.pi / 2)
    46.0
    """
    return charge * (electric + magnetic * speed * math.sin(angle))


@equation(away=0.2, c=(3.0, 10.0), u=(1.0, 2.0))
def moving_time(x: float, c: float, u: float, t: float) -> float:
    """The time of an event at place `x` and time `t` for an observer who moves at speed `u`; `c` is the speed of light.

    >>> moving_time(2.0, 5.0, 3.0, 1.0)
    0.95
    """
    return (t - u * x / c**2) / math.sqrt(1 - u**2 / c**2)


@equation(away=1.0)
def angular_momentum(mass: float, radius: float, speed: float, angle: float) -> float:
    """The angular momentum of a mass at distance `radius` that moves at `angle` to the line from the centre.

    >>> angular_momentum(2.0, 3.0, 4.0, math.pi / 2)
    24.0
    """
    return mass * radius * speed * math.sin(angle)


@equation(**dict.fromkeys(("permittivity", "c", "field", "radius", "omega"), (1.0, 2.0)), resonance=(3.0, 5.0))
def scattered_power(permittivity: float, c: float, field: float, radius: float, omega: float, resonance: float) -> float:
    """The power of light of frequency `omega` that an electron of this classical radius scatters, bound at a resonance.

    `field` is the light's electric field, `c` its speed.

    >>> round(scattered_power(1.0, 1.0, 2.0, 1.0, 1.0, 3.0), 6)
    0.261799
    """
    flow = permittivity * c * field**2 / 2
    return flow * 8 * math.pi * radius**2 / 3 * omega**4 / (omega**2 - resonance**2) ** 2


@equation(away=0.5)
def interference(first: float, second: float, phase: float) -> float:
    """The intensity of two waves of intensities `first` and `second` together, `phase` radians apart.

    >>> round(interference(4.0, 1.0, math.pi), 6)
    1.0
    """
    return first + second + 2 * math.sqrt(first * second) * math.cos(phase)


@equation()
def thin_air(ground: float, mass: float, height: float, temperature: float, gravity: float, boltzmann: float) -> float:
    """The density of an atmosphere at a height, from that on the ground and the mass of a molecule, at one temperature.

    >>> round(thin_air(2.0, 1.0, 3.0, 3.0, 1.0, 1.0), 6)
    0.735759
    """
    return ground * math.exp(-mass * gravity * height / (boltzmann * temperature))


@equation(away=1.0)
def expansion_work(count: float, boltzmann: float, temperature: float, before: float, after: float) -> float:
    """The work of `count` molecules of a gas that expands from volume `before` to `after` at one temperature.

    >>> round(expansion_work(1.0, 1.0, 2.0, 1.0, math.e), 6)
    2.0
    """
    return count * boltzmann * temperature * math.log(after / before)
