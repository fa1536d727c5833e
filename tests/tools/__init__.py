"""What the build scripts make lines and lengths with."""
