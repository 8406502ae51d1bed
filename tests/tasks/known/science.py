"""What is known of the tasks of science: see the package."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "balmer": "div(mul(364.6, square(n)), sub(square(n), 4.0))",
    "conserved_quantity": "arccos(sub(cos(angle), div(mul(length, square(speed)), 19.62)))",
    "decay_counts": "mul(10000.0, exp(mul(-0.0695582, time)))",
    "ideal_gas": "div(mul(8.314462618, mul(amount, temperature)), volume)",
    "kepler": "mul(axis, sqrt(axis))",
    "moseley": "div(1204.0, square(sub(z, 1.0)))",
    "rydberg_ions": "mul(510999.0, sub(1.0, sqrt(sub(1.0, square(div(z, 137.036))))))",
    "clausius_clapeyron": "mul(8.5e7, exp(div(-7293.0, temperature)))",
    "michaelis_menten": "div(mul(concentration, add(160.28, mul(52.4, treated))), "
    "add(concentration, add(0.0477, mul(0.0164, treated))))",
    "shifted_gravity": "div(mul(mul(2.0, mul(m, n)), exp(div(r, -3.0))), power(r, 1.5))",
}
