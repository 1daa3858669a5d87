"""The frame: settings, addresses, the clock, and the ledgers every app writes in."""
