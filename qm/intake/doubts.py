"""What a file leaves open and only somebody who knows it can say: asked on the page, refused on the command line."""

from qm.errors import QMError


class Doubtful(QMError):
    """Every value of a column can be read in two ways.

    `question` asks for one of them; `readings` are what can be answered, label → what goes into the mapping.
    """

    def __init__(self, told: str, column: str, example: str, question: str, readings: dict[str, str]) -> None:
        super().__init__(told)
        self.column, self.example, self.question, self.readings = column, example, question, readings


class DoubtfulDates(Doubtful):
    """Day-first and month-first fit alike."""

    def __init__(self, column: str, example: str, day_first: str, month_first: str) -> None:
        super().__init__(
            f"The dates in the column '{column}' (such as {example}) fit day-first and month-first "
            f'alike; say which in the mapping: format = "{day_first}" or format = "{month_first}".',
            column,
            example,
            "What comes first?",
            {f"The day ({day_first})": day_first, f"The month ({month_first})": month_first},
        )
        self.day_first, self.month_first = day_first, month_first


class DoubtfulNumbers(Doubtful):
    """What stands before three digits may be a decimal sign or group thousands."""

    def __init__(self, column: str, example: str) -> None:
        sign = "," if "," in example else "."
        whole, part = example.split(sign)
        other = "." if sign == "," else ","
        super().__init__(
            f"The numbers in the column '{column}' (such as {example}) may be thousands or have decimals; say which in "
            f'the mapping, under [read]: decimal = "{sign}" reads {whole}{sign}{part} with decimals, '
            f'decimal = "{other}" as {whole}{part}.',
            column,
            example,
            "What is meant?",
            {f"{whole}{part}, thousands grouped": other, f"{whole}{sign}{part}, with decimals": sign},
        )
