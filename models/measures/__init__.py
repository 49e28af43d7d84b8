"""Arithmetic on plain values: flow, forecast, earned value, health, satisfaction. Knows no database."""
