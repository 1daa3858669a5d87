"""What the Office sees and issues."""
