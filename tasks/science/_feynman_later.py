"""Equations of the lectures' second and third volume, electromagnetism and quantum mechanics: see `feynman`."""

import math

from contrast.tasks.science._feynman import equation


@equation()
def heat_flow(power: float, radius: float) -> float:
    """The heat that flows through a unit of area, at distance `radius` from a source of this power.

    >>> round(heat_flow(4.0, 2.0), 6)
    0.079577
    """
    return power / (4 * math.pi * radius**2)


@equation()
def charged_sphere(charge: float, permittivity: float, radius: float) -> float:
    """The electrostatic energy of a sphere with its charge spread evenly.

    >>> round(charged_sphere(2.0, 1.0, 3.0), 6)
    0.063662
    """
    return 3 / 5 * charge**2 / (4 * math.pi * permittivity * radius)


@equation()
def polarisation(density: float, dipole: float, field: float, boltzmann: float, temperature: float) -> float:
    """The polarisation of a gas of molecules with a permanent dipole, in a weak electric field.

    >>> polarisation(3.0, 2.0, 1.0, 2.0, 1.0)
    2.0
    """
    return density * dipole**2 * field / (3 * boltzmann * temperature)


@equation(speed=(1.0, 2.0), c=(3.0, 10.0))
def moving_charge(density: float, speed: float, c: float) -> float:
    """The current density of charge that moves at this speed and has this density at rest; `c` is the speed of light.

    >>> moving_charge(2.0, 3.0, 5.0)
    7.5
    """
    return density * speed / math.sqrt(1 - speed**2 / c**2)


@equation()
def light_energy(permittivity: float, c: float, field: float) -> float:
    """The energy that light carries through a unit of area in a unit of time; `c` is its speed, `field` its electric field.

    >>> light_energy(2.0, 3.0, 2.0)
    24.0
    """
    return permittivity * c * field**2


@equation()
def magneton(charge: float, planck: float, mass: float) -> float:
    """The magnetic moment of a charge that circles with one quantum of angular momentum.

    >>> round(magneton(2.0, 3.0, 1.0), 6)
    0.477465
    """
    return charge * planck / (4 * math.pi * mass)


@equation()
def magnet_energy(moment: float, field: float, susceptibility: float) -> float:
    """The energy of a magnetic moment in a field that the medium magnifies.

    >>> magnet_energy(2.0, 3.0, 1.0)
    12.0
    """
    return moment * (1 + susceptibility) * field


@equation()
def precession(moment: float, field: float, planck: float) -> float:
    """The angular frequency at which a spin of one half with this magnetic moment turns about a magnetic field.

    >>> round(precession(1.0, 2.0, 2.0), 6)
    12.566371
    """
    return 2 * moment * field / (planck / (2 * math.pi))


@equation()
def electron_speed(energy: float, spacing: float, wavenumber: float, planck: float) -> float:
    """The speed of a slow electron in a crystal, from its energy of hopping to a neighbour at distance `spacing`.

    >>> round(electron_speed(1.0, 2.0, 1.0, 4.0), 6)
    12.566371
    """
    return 2 * energy * spacing**2 * wavenumber / (planck / (2 * math.pi))


@equation(away=1.0)
def decay_direction(scale: float, asymmetry: float, angle: float) -> float:
    """How many particles a polarised source emits at this angle to its spin; an asymmetry above 1 is a formula only.

    >>> decay_direction(2.0, 3.0, 0.0)
    8.0
    """
    return scale * (1 + asymmetry * math.cos(angle))
