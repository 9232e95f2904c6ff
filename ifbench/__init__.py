"""How well a language model follows instructions that code can verify."""
