"""What is measured: the stages of the main job and the commands that a user waits for, on this machine, now."""
