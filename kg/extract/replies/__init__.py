"""What is answered: whose answer a paragraph is, which position it takes, and what the introduction tells of all."""
