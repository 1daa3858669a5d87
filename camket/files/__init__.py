"""Files people bring: judged by what they are, not by their names, and kept in a private place."""
