"""Two wordings of a commitment side by side: what differs, word by word, and how they join. Pure."""
