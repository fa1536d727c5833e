"""Pictures: a network and itineraries in, one self-contained HTML file out."""
