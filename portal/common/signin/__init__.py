"""Signing in: one door, a second factor, sessions that end (docs/decisions/sign-in.md)."""
