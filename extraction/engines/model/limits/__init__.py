"""How fast a server is asked: one limiter for all that this process asks of one model with one key.

The well-kept rate limiters (aiolimiter, pyrate-limiter, limits, throttled) hold a rate that somebody gives them. Here
the rate is mostly the server's, and has to be found out: from its headers, or from what it refuses. So this is our own.

    headers      what a server says of its limits, in the dialects in use
    quota        what is left of a limit that the server told
    pace         starts evenly spaced
    learnt       the pace that a server was seen to bear
    recent       what was started in the last minute, for the user's ceilings
    concurrency  how many calls at a time: up slowly, down at once
    throttle     all of these together, without any waiting; the clock is passed in
    limiter      the waiting, for all event loops and threads
"""
