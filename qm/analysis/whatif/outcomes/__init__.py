"""What a setting comes to, whichever way its queue works, and how sure that is."""
