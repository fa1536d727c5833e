"""Many journeys at once: the lightest ways from all of some origins to all of some destinations."""

from planner.many.matrix import Cell, Matrix, cells, matrix

__all__ = ["Cell", "Matrix", "cells", "matrix"]
