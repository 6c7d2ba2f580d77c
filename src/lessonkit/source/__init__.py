"""Text files to model. Every mistake becomes a located Problem, never a traceback."""
