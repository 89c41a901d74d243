"""What happened in this contact?"""
