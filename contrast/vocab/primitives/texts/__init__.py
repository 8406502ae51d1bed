"""Words about texts as words and characters, and rules that rewrite them."""
