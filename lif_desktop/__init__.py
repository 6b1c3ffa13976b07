"""LIF Desktop: a safeguarding case from referral to lasting change, offline and encrypted."""

__version__ = "0.1.0"
