"""Python imports this at its start, where it is on the path: the process then samples itself."""

from benchmarks.profiling.sampler import start

start()
