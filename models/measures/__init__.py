"""Arithmetic on plain values: flow, forecast, earned value, health, capacity, satisfaction. Knows no database."""
