"""Mark returned work: notebooks and response CSVs, without running anything in them.

Nothing here knows a pupil's name for longer than it takes to see that one person
returned twice; reports hold counts and shares only.
"""
