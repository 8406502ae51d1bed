"""What is known of the tasks of science: see the package."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "balmer": "div(mul(364.6, square(n)), sub(square(n), 4.0))",
    "conserved_quantity": "arccos(sub(cos(angle), div(mul(length, square(speed)), 19.62)))",
    "decay_counts": "mul(10000.0, exp(mul(-0.0695582, time)))",
    "feynman#I.6.2b": "div(exp(div(square(div(sub(theta, mean), sigma)), -2.0)), mul(sigma, 2.5066282746310002))",
    "feynman#I.12.11": "mul(charge, add(electric, mul(mul(magnetic, speed), sin(angle))))",
    "feynman#I.15.3t": "div(sub(t, div(mul(u, x), square(c))), sqrt(sub(1.0, square(div(u, c)))))",
    "feynman#I.18.14": "mul(mul(mass, radius), mul(speed, sin(angle)))",
    "feynman#I.32.17": "mul(mul(4.1887902047863905, mul(mul(permittivity, c), square(mul(field, radius)))), "
    "square(div(square(omega), sub(square(omega), square(resonance)))))",
    "feynman#I.37.4": "add(add(first, second), mul(2.0, mul(sqrt(mul(first, second)), cos(phase))))",
    "feynman#I.40.1": "mul(ground, exp(div(mul(mass, mul(gravity, height)), mul(-1.0, mul(boltzmann, temperature)))))",
    "feynman#I.44.4": "mul(mul(count, mul(boltzmann, temperature)), sub(log(after), log(before)))",
    "feynman#II.3.24": "div(power, mul(12.566370614359172, square(radius)))",
    "feynman#II.8.7": "mul(0.0477464829275686, div(square(charge), mul(permittivity, radius)))",
    "feynman#II.11.20": "div(mul(density, mul(square(dipole), field)), mul(3.0, mul(boltzmann, temperature)))",
    "feynman#II.13.34": "div(mul(density, speed), sqrt(sub(1.0, square(div(speed, c)))))",
    "feynman#II.27.16": "mul(mul(permittivity, c), square(field))",
    "feynman#II.34.29a": "mul(0.0795774715459477, div(mul(charge, planck), mass))",
    "feynman#II.37.1": "mul(mul(moment, field), add(1.0, susceptibility))",
    "feynman#III.7.38": "mul(12.566370614359172, div(mul(moment, field), planck))",
    "feynman#III.13.18": "mul(12.566370614359172, div(mul(energy, mul(square(spacing), wavenumber)), planck))",
    "feynman#III.17.37": "mul(scale, add(1.0, mul(asymmetry, cos(angle))))",
    "ideal_gas": "div(mul(8.314462618, mul(amount, temperature)), volume)",
    "kepler": "mul(axis, sqrt(axis))",
    "moseley": "div(1204.0, square(sub(z, 1.0)))",
    "rydberg_ions": "mul(510999.0, sub(1.0, sqrt(sub(1.0, square(div(z, 137.036))))))",
    "clausius_clapeyron": "mul(8.5e7, exp(div(-7293.0, temperature)))",
    "michaelis_menten": "div(mul(concentration, add(160.28, mul(52.4, treated))), "
    "add(concentration, add(0.0477, mul(0.0164, treated))))",
    "shifted_gravity": "div(mul(mul(2.0, mul(m, n)), exp(div(r, -3.0))), power(r, 1.5))",
}
