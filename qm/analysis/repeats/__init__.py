"""Which contacts come back, why, and what do they cost?"""
