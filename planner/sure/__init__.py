"""How sure an answer is: ways drawn many times from the ranges of their records."""
