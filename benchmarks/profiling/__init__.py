"""Where the processor's time goes in whole commands, by stage: a sampler in every process that a command starts.

`python -m benchmarks.profiling [DOCUMENTS]` measures and prints the section alone.
"""
