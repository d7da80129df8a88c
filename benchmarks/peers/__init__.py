"""The tools that we are measured beside: a locked list for each, and the script that its own environment runs."""
