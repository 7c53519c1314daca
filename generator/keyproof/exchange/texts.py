"""All texts of a question that was written in Markdown.

In: a question as it was read. Out: the same, where its HTML says in one line what it can.
"""

from __future__ import annotations

from dataclasses import replace

from keyproof.exchange.markdown import from_markdown
from keyproof.exchange.question import Chosen, Question, Recalled, Task, Written
from keyproof.exchange.told import Teller


def in_markdown(question: Question, tell: Teller) -> Question:
    """Take the texts as Markdown that an exercise shows."""
    return replace(
        question,
        title=from_markdown(question.title),
        stem=from_markdown(question.stem, tell),
        solution=from_markdown(question.solution, tell),
        task=_task(question.task, tell),
    )


def _task(task: Task, tell: Teller) -> Task:
    if isinstance(task, Chosen):
        options = (
            replace(
                option,
                text=from_markdown(option.text, tell),
                feedback=from_markdown(option.feedback, tell),
            )
            for option in task.options
        )
        return replace(task, options=tuple(options))
    if isinstance(task, Written):
        return replace(task, model=from_markdown(task.model, tell))
    return replace(task, back=from_markdown(task.back, tell)) if isinstance(task, Recalled) else task
