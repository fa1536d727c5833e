"""Search on plain graphs: vertices are numbers, arcs are records with a whole-number weight. Knows nothing of freight."""
