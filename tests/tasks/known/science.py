"""What is known of the tasks of science: see the package."""

from __future__ import annotations

PROGRAMS: dict[str, str] = {
    "kepler": "mul(axis, sqrt(axis))",
    "moseley": "div(1204.0, square(sub(z, 1.0)))",
    "rydberg_ions": "mul(510999.0, sub(1.0, sqrt(sub(1.0, square(div(z, 137.036))))))",
    "clausius_clapeyron": "mul(8.5e7, exp(div(-7293.0, temperature)))",
    "michaelis_menten": "div(mul(concentration, add(160.28, mul(52.4, treated))), "
    "add(concentration, add(0.0477, mul(0.0164, treated))))",
}
