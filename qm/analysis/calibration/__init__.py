"""Do our evaluators agree?"""
