"""What each unit promised, by year: `PROMISES[2020]`, `of(2020, "phuong-5")`."""

from camket.demo.promises import (
    administration_2020,
    culture_society_2020,
    departments_2021,
    economy_2020,
    front_2020,
    internal_affairs_2020,
    judicial_2020,
    mass_organisations_2020,
    offices_2021,
    party_2021,
    party_bodies_2020,
    party_office_2020,
    urban_2020,
    wards_2020,
    wards_2021,
)
from camket.demo.shapes import PromiseSpec
from camket.demo.units import UNITS

_MODULES = (
    administration_2020,
    culture_society_2020,
    departments_2021,
    economy_2020,
    front_2020,
    internal_affairs_2020,
    judicial_2020,
    mass_organisations_2020,
    offices_2021,
    party_2021,
    party_bodies_2020,
    party_office_2020,
    urban_2020,
    wards_2020,
    wards_2021,
)
_WRITTEN = {(p.year, p.unit): p for module in _MODULES for p in module.PROMISES}

PROMISES = {
    year: tuple(_WRITTEN[year, unit.code] for unit in UNITS)
    for year in sorted({y for y, _ in _WRITTEN})
}


def of(year: int, unit_code: str) -> PromiseSpec:
    """The promise of one unit for one year."""
    return _WRITTEN[year, unit_code]
