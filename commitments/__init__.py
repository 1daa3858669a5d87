"""What was promised, what was done, what was judged."""
