"""What the encoders are made of: tokens of values, alphabets, digits, scales, edges, slots."""
