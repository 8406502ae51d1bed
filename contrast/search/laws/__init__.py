"""Laws: real-valued programs with constants that are fitted to measurements, chosen by description length."""

from contrast.search.laws.run import discover, is_law

__all__ = ["discover", "is_law"]
