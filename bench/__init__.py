"""`make bench`: how fast the pages, files and verbs are, each beside the floor that a bare view reaches on the same machine.

Rows and goals: docs/performance.md. Never installed in a site: the floor's addresses exist in the bench's own server only.
"""
