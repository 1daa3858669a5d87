"""Files people bring: judged by what they are, not by their names, and kept in a private place.

``uploads`` says what a file is, ``inside`` looks into it in a process of its own, ``storing`` keeps
bytes under a random name, ``serving`` hands them out as a download. Who may have which file is the
business of the rows that name it.
"""
