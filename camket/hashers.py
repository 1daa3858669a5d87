"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """argon2id with 19 MiB, 2 passes, 1 lane: about 0.03 s on one core.

    Django's own default asks for 100 MiB and 8 lanes, which lets a handful of
    logins at once exhaust a small server.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
