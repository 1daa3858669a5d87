"""Forms: read what was typed, hand plain values to the verbs. No form saves anything."""
