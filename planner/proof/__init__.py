"""The second opinion: checks a certificate from its own reading of the data, with no code of the planner's."""
