"""qm: how quality, service level and repeat contacts hang together in a contact centre."""
