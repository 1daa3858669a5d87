"""Who: committees, groups, units, people, and what a role allows."""
