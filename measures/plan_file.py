from dataclasses import dataclass


class PlanFileError(Exception):
    problems = ()


class PlanFile: ...


class MeasureEntry: ...


def read_plan(p): ...
