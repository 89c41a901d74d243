"""Customers and the contacts they had one after another: who came back, and after what. Repeats and Contact ask it."""

from qm.analysis.journeys.customers import customer_contacts, returned, returning_customers
from qm.analysis.journeys.timeline import journey_takeaway, timeline

__all__ = ["customer_contacts", "journey_takeaway", "returned", "returning_customers", "timeline"]
