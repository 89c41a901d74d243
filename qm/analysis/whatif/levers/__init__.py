"""What can be moved, where everything stands, and presets that tell a story."""
