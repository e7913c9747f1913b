"""What annotated responses teach of sentences: a second opinion where the rules find no action."""
