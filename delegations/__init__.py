"""With whom: delegations and their members."""
