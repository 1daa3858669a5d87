"""A believable year of Đông Hà: who, what was promised, what was told each quarter.

The modules here are plain values (no Django): people, units, promises, quarters.
What is told comes from the printed report of 2020; every person is invented.
"""
