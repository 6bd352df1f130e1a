"""The contradictions of the figures that the portal is delivered with: these, and no others."""

import pytest
from django.utils import timezone

from incidents.checks.finding import Finding
from incidents.checks.passages import plan_lines
from incidents.checks.run import find_all
from incidents.models import Observation
from incidents.selectors import counted
from incidents.sight import Sight

# Check, weight, and the lines of the plan or else the deliveries it is about.
EXPECTED = """
shares_that_do_not_fit warning 892 902
shares_that_do_not_fit warning 108 776 798
cells_with_two_values warning 111 798
cells_with_two_values warning 114 798
cells_with_two_values warning 115 798
parts_that_grew_apart warning 108 775 776 779 780 781 782 783
unlike_comparisons warning 108 774 775 776
unlike_comparisons warning 1036 1037 1044 1144
unlike_comparisons notice 1036 1043 1044 1045
unlike_comparisons warning 774 775 1036
missing_origin warning 1130
missing_origin warning 1017 1036
missing_origin warning 798
missing_origin warning 779 780 781 782 783
missing_origin warning 786 787
missing_origin warning 108 111 112 113 114 115 117 776
unlike_comparisons notice nos-2023-09
unlike_comparisons notice lfct-2023-12
unlike_comparisons notice politie-2024-voorjaar
unlike_comparisons notice nh-nieuws-2024-12
"""


@pytest.fixture
def findings(db: None) -> tuple[Finding, ...]:
    figures = counted.stored(Observation.objects.all(), Sight.desk(timezone.now()))
    return find_all(figures, counted.printed_shares(is_demo=False))


def told(finding: Finding) -> str:
    """As a line of the table above."""
    lines = sorted({line for cell in finding.cells for line in plan_lines(cell.locator)})
    where = [str(line) for line in lines] or sorted({cell.delivery for cell in finding.cells})
    return " ".join([finding.check, finding.weight, *where])


def test_these_contradictions_are_found_and_no_others(findings: tuple[Finding, ...]) -> None:
    assert sorted(map(told, findings)) == sorted(filter(None, EXPECTED.split("\n")))


def test_line_798_fits_1293_to_1310_and_not_1543(findings: tuple[Finding, ...]) -> None:
    (found,) = (f for f in findings if told(f) == "shares_that_do_not_fit warning 108 776 798")

    assert found.sentence == (
        "In 'Objecten 2024 in de bijlage van het actieplan' passen 937 (72%), 205 (16%) en 121 "
        "(9%) alleen bij een totaal van 1.293 tot en met 1.310. Het totaal over Nederland, 2024 "
        "is 1.543."
    )


def test_units_and_provinces_know_what_they_overlap(db: None) -> None:
    figures = counted.stored(Observation.objects.all(), Sight.desk(timezone.now()))
    areas = {f.area: f for f in figures}

    assert areas["PE-NOORD-HOLLAND"].overlaps == ("PV27",)
    assert areas["PE-MIDDEN-NEDERLAND"].overlaps == ("PV24", "PV26", "PV27")
    assert areas["GM0363"].within == ("VR13", "PE-AMSTERDAM", "PV27", "NL")
