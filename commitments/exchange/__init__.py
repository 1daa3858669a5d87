"""Workbooks in and out: the template, reading, checking, applying by the verbs of the house."""
