"""What can be said only with the whole course at hand: topics and habits.

In: a course and the verdicts of what was run of it. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from keyproof.course import Course
from keyproof.exercise import Exercise
from keyproof.finding import Finding
from keyproof.recall import Recall, Same
from keyproof.verdict import Verdicts
from keyproof.verify.tell import giveaways, longest
from keyproof.verify.topic import off_topic
from keyproof.verify.unfinished import unfinished


def of_course(course: Course, verdicts: Verdicts, *, recall: Recall | None = None) -> Iterator[Finding]:
    """Report exercises that miss their topic, and signs that give keys away."""
    recall = recall or Recall()
    api = {topic.slug: topic.api for topic in course.topics}
    for page in course.pages:
        for exercise in page.exercises():
            verdict = verdicts.get(exercise.id)
            if verdict and verdict.runs:
                yield from _off_topic(exercise, api.get(page.topic, ()), recall)
                yield from giveaways(exercise, verdict)
    # From reading alone, so that every shard of a course would find the same.
    yield from longest(course.exercises())
    yield from unfinished(course.exercises())


def _off_topic(exercise: Exercise, api: tuple[str, ...], recall: Recall) -> tuple[Finding, ...]:
    key = ("off-topic", Same(exercise), api)
    found: tuple[Finding, ...] | None = recall.find(*key)
    if found is None:
        found = tuple(off_topic(exercise, api))
        recall.keep(*key, value=found)
    return found
