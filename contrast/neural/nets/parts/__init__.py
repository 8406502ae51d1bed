"""What several architectures share: embeddings, positions, the Transformer's block, reading at places."""
