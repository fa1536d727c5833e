"""Threat without invented numbers: closures on record, rates as intervals, and the belief at which the answer changes."""
