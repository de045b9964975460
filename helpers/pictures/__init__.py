"""From tables through models to pictures: what the interactives show, one module a theme."""
