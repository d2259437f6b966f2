"""One measured value and the row that it belongs to."""

from dataclasses import dataclass

from tests.bench.rows import BY_NAME, Row


@dataclass(frozen=True)
class Measurement:
    """The value of a row in this run, with a note on what it was made from."""

    name: str
    value: float
    note: str = ""

    @property
    def row(self) -> Row:
        return BY_NAME[self.name]

    @property
    def reached(self) -> bool:
        return self.row.reached(self.value)
