"""``python -m corridors`` compiles the network from its sources."""

from corridors.compiled import compile_folder

if __name__ == "__main__":
    print(compile_folder())
