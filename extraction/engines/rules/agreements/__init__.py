"""Agreements in prose: talks, deals and what becomes of them, joint statements and what they undertake."""
