"""One laptop serves the class: course.py class. Standard library, but for hub.py, poster.py and load.py, which run in the hub's own environment."""
