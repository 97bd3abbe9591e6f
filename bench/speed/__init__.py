"""The synthetic book that the speed of the builder is measured with, and what measures it."""
