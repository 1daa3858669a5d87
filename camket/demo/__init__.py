"""A believable year of Đông Hà: who, what was promised, what was told each quarter.

The modules here are plain values (no Django): people, units, promises, quarters; and beside the
plain course of a year what was chosen or assigned to many (`selections`), answered by supporting
units (`answers`), amended (`amendments`) and handed over to new people (`handovers`); what was
asked and answered (`replies`), laid beside a task (`files`) and inspected (`inspections`).
What is told comes from the printed report of 2020; every person is invented.
"""
