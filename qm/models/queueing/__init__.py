"""Queues whose customers come back: Erlang, feedback, staffing, tipping points, deferred work, patience, fitting."""
