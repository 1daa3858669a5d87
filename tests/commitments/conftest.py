"""What several modules about a quarter begin with."""

from typing import Any

import pytest

from commitments.models import ProgressReport
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter


@pytest.fixture
def row(cast: Cast, on_day: Any) -> ProgressReport:
    """The ward's report of the first quarter, which nobody has begun, six days before it is due."""
    on_day(2021, 3, 19)
    return quarter.report(quarter.reports(cast))
