"""Every deed that changes a commitment or a report. Nothing else writes a state."""
