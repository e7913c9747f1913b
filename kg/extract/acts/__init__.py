"""What is done: sentences, their clauses, and the verbs that tell an action and how far it is."""
