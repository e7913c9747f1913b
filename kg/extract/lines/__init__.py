"""Source text → paragraphs: lines without page furniture, joined where a page, a column or a typesetter cut them."""
