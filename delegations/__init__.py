"""With whom: delegations, their members, travel and protocol. The room is laid out; its nouns are not there yet."""
