"""From the grammar of a `synth-fun` to a DSL: read, brought to a plain form, and made of primitives."""
