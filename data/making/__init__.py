"""How each table in data/figures is made from the originals. Standard library only."""
