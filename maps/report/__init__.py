"""The dossier of a journey as one inert page: no script, no request, made to be printed."""
