"""What if quality were better, or staffing, or both?"""
