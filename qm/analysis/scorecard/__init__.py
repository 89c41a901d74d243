"""Does our scorecard measure what customers feel?"""
