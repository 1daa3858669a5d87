"""What the Office, the Standing Committee and the units see first; and the annual report."""
