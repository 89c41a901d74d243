"""Evaluations answer by answer: what scorecards, evaluators and agents are judged by."""
