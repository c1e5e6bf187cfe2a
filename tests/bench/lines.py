"""How the benchmarks print: each figure beside its aim."""

from collections.abc import Sequence


def show(line: str) -> None:
    """Print a line at once: the whole takes minutes."""
    print(line, flush=True)  # noqa: T201


def say(name: str, figure: float, unit: str, aim: float, *, more: bool = False) -> None:
    """Print a figure beside its aim; `more` is better, else less is."""
    above, below = (figure, aim) if more else (aim, figure)
    ratio = above / below if below else float("inf")
    verdict = "met" if ratio >= 1 else "MISSED"
    bound = "at least" if more else "below"
    show(f"  {name:<44}{figure:9.1f} {unit:<4} aim {bound} {aim:g}: {verdict} ({ratio:.2f} ×)")


def plain(name: str, figure: float, unit: str) -> None:
    """Print a figure that nothing was promised about."""
    show(f"  {name:<44}{figure:9.1f} {unit}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of all values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
