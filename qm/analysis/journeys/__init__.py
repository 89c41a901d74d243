"""Customers and the contacts they had one after another: who came back, and after what. Repeats and Contact ask it."""

from qm.analysis.journeys.customers import customer_contacts, returned, returning_customers
from qm.analysis.journeys.timeline import timeline

__all__ = ["customer_contacts", "returned", "returning_customers", "timeline"]
