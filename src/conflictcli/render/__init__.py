"""Results to text; the only room that imports Rich."""
