"""The figures of statistics while they are counted: what the database found, put together.

It comes as lists, one bar of the picture after the other, so that no step takes long.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from storage.enums import BacklogStep
from storage.queries.figures import Measures, Spread
from storage.queries.rating import GOOD, Ratings

Ids = Sequence[int | None]
Scores = Counter[int | None]


class Times:
    """How long something took, for the whole desk and by whatever it is broken down by."""

    def __init__(self, *, by_agent: bool, by_category: bool) -> None:
        self.by_agent, self.by_category = by_agent, by_category
        self.whole: list[int] = []
        self.of_agent: defaultdict[int | None, list[int]] = defaultdict(list)
        self.of_category: defaultdict[int | None, list[int]] = defaultdict(list)
        self.agents: Counter[int | None] = Counter()
        self.categories: Counter[int | None] = Counter()

    def add(self, agents: Ids, categories: Ids, seconds: Sequence[int]) -> Spread:
        """Take the times of one bar; returns their spread."""
        self.agents.update(agents)
        self.categories.update(categories)
        if self.by_agent:
            for agent, took in zip(agents, seconds, strict=True):
                self.of_agent[agent].append(took)
        if self.by_category:
            for category, took in zip(categories, seconds, strict=True):
                self.of_category[category].append(took)
        times = sorted(seconds)
        self.whole += times  # what comes in sorted runs is soon sorted in the end
        return Spread.of(times)


class Count:
    """Everything that is counted."""

    def __init__(self, *, by_agent: bool, by_category: bool) -> None:
        self.opened: Counter[int | None] = Counter()  # by category
        self.waits = Times(by_agent=by_agent, by_category=by_category)
        self.spans = Times(by_agent=by_agent, by_category=by_category)
        self.answers: Counter[int] = Counter()
        self.held: Counter[int | None] = Counter()  # open now, by agent
        self.waiting: Counter[int | None] = Counter()  # open now, by category
        self.ages: list[int] = []
        self.scores: Scores = Counter()
        self.agent_scores: defaultdict[int | None, Scores] = defaultdict(Counter)
        self.category_scores: defaultdict[int | None, Scores] = defaultdict(Counter)
        self.steps: Counter[tuple[int, BacklogStep]] = Counter()  # by bar

    def bar(self, place: int, row: Any) -> tuple[int, int, Spread]:
        """Take what happened in a bar; returns opened, resolved, first answers."""
        opened, resolved, waits = row.opened or (), row.spans or (), row.waits or ()
        self.opened.update(opened)
        answered = self.waits.add(row.waits_agents or (), row.waits_categories or (), waits)
        self.spans.add(row.spans_agents or (), row.spans_categories or (), resolved)
        scores = row.scores or ()
        self.scores.update(scores)
        _rate(self.agent_scores, row.scores_agents or (), scores)
        for step in BacklogStep:
            self.steps[place, step] = getattr(row, step.value)
        return len(opened), len(resolved), answered

    def category_ratings(self, categories: Ids | None, scores: Ids | None) -> None:
        """Take all tickets' scores: 0 was not given, None not asked for."""
        found = Counter(zip(categories or (), scores or (), strict=True))
        for (category, score), count in found.items():
            if score is not None:
                self.category_scores[category][score or None] += count

    def open_now(self, agents: Ids, categories: Ids, ages: Sequence[int]) -> None:
        """Take tickets that wait for somebody."""
        self.held.update(agents)
        self.waiting.update(categories)
        self.ages += ages

    def left(self, place: int) -> int:
        """Return how many tickets left the backlog in a bar, less those that came back."""
        gone = (self.steps[place, step] for step in (BacklogStep.RESOLVED, BacklogStep.CLOSED))
        return sum(gone) - self.steps[place, BacklogStep.REOPENED]

    def resolutions(self) -> int:
        """Return how often a ticket was resolved, some of them more than once."""
        return sum(n for (_, step), n in self.steps.items() if step is BacklogStep.RESOLVED)

    def whole(self) -> Measures:
        """Return the measures of the desk."""
        for times in (self.waits.whole, self.spans.whole):
            times.sort()  # once, whoever else sorts them later
        return Measures(
            opened=self.opened.total(),
            resolved=len(self.spans.whole),
            answers=self.answers.total(),
            open_now=len(self.ages),
            first_answer=Spread.of(self.waits.whole),
            resolution=Spread.of(self.spans.whole),
            ratings=_ratings(self.scores),
        )

    def within(self, limits: Sequence[int]) -> tuple[int, ...]:
        """Return how many first answers came within each limit and not the one before."""
        waits = sorted(self.waits.whole)
        reached = [0, *(bisect_right(waits, limit) for limit in limits), len(waits)]
        return tuple(b - a for a, b in pairwise(reached))

    def agents(self) -> dict[int, Measures]:
        """Return the measures of everybody who has any."""
        waits, spans = self.waits, self.spans
        found = {*waits.agents, *spans.agents, *self.held, *self.answers, *self.agent_scores}
        return {
            agent: Measures(
                resolved=spans.agents[agent],
                answers=self.answers[agent],
                open_now=self.held[agent],
                first_answer=Spread.of(waits.of_agent[agent]),
                resolution=Spread.of(spans.of_agent[agent]),
                ratings=_ratings(self.agent_scores[agent]),
            )
            for agent in found
            if agent is not None
        }

    def categories(self) -> dict[int | None, Measures]:
        """Return the measures of every category that has any."""
        waits, spans = self.waits, self.spans
        found = {*waits.categories, *spans.categories, *self.opened, *self.waiting}
        return {
            category: Measures(
                opened=self.opened[category],
                resolved=spans.categories[category],
                open_now=self.waiting[category],
                first_answer=Spread.of(waits.of_category[category]),
                resolution=Spread.of(spans.of_category[category]),
                ratings=_ratings(self.category_scores[category]),
            )
            for category in {*found, *self.category_scores}
        }


def _rate(into: defaultdict[int | None, Scores], of: Ids, scores: Ids) -> None:
    for (key, score), count in Counter(zip(of, scores, strict=True)).items():
        into[key][score] += count


def _ratings(scores: Scores) -> Ratings:
    asked = scores.total()
    good = sum(count for score, count in scores.items() if score and score >= GOOD)
    return Ratings(asked, asked - scores[None], good)
