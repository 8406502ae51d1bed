"""Laws: real-valued programs with constants that are fitted to measurements, chosen by description length."""

from contrast.search.laws.run import EXACT, discover, is_law

__all__ = ["EXACT", "discover", "is_law"]
