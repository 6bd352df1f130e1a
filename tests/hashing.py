"""Hashing that costs little: tests make and refuse hundreds of passwords."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickHasher(Argon2PasswordHasher):
    """The hasher of the portal with the least work argon2 allows."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
