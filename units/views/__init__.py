"""Pages about who: the registry, groups, people, the committee, the first run."""
