"""tmp"""


def years(*a):
    return None


objects = units = matrix = courses = years
