"""A knowledge graph of inspectors' recommendations and departments' promises."""
