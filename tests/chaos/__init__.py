"""The chaos suite: `make chaos`, `SHORT=1 make chaos`.

Real PostgreSQL, Valkey, workers, clocks, web servers and a mail sink on this machine are killed, emptied, restarted and lied
to about the time; afterwards every notice is counted. Each scenario has a control in which one protection is taken away:
the suite must see the promise broken there.
"""
