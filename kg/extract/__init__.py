"""Found in a text: one module per thing, from the structure of the document to the mentions in it."""
