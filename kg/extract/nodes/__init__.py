"""Paragraphs → the tree of recommendations: which labels and headings begin one, its parts, and where answers begin."""
