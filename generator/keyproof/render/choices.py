"""The list of options that `choice`, `predict` and `fix` share.

In: options as HTML, in page order. Out: a fieldset of radios or checkboxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from keyproof.exercise import Exercise, Option
from keyproof.render.catalogue import Words
from keyproof.render.highlight import highlight
from keyproof.render.markup import escape, inline, inline_pieces
from keyproof.render.phrase import Phrase, code
from keyproof.render.shuffled import page_order


def fieldset(exercise: str, labels: Sequence[str], *, legend: str, control: str) -> str:
    """Make the options of one exercise; `control` is the type of the inputs."""
    rows = "".join(
        f'<label class="kp-option"><input type="{control}" name="kp-{escape(exercise)}" value="{index}">'
        f'<span class="kp-letter"></span><span class="kp-text">{label}</span></label>'
        for index, label in enumerate(labels)
    )
    return f'<fieldset class="kp-options"><legend>{escape(legend)}</legend>{rows}</fieldset>'


def laid_out(exercise: Exercise) -> tuple[tuple[int, ...], list[Option]]:
    """Give the options in page order, and where each stands in the file."""
    count = len(exercise.options)
    order = page_order(exercise.id, count) if exercise.shuffle else tuple(range(count))
    return order, [exercise.options[index] for index in order]


def label_html(option: Option) -> str:
    """Show an option as its author wrote it; a block of code keeps its lines."""
    if option.text:
        return inline(option.text)
    source = option.code.source if option.code else ""
    return f'<code class="highlight kp-block">{highlight(source.rstrip())}</code>'


def option_phrase(option: Option) -> Phrase:
    """Say an option inside a sentence."""
    if option.text:
        return inline_pieces(option.text)
    return code(option.code.source.rstrip() if option.code else "")


def final_phrase(options: Sequence[Option], words: Words) -> Phrase:
    """Say which options are right; whole sentences need nothing between them."""

    def put_after(first: Phrase, after: Phrase) -> Phrase:
        if _is_sentence(first):
            return words.sentences(first, after)
        return words.phrase("list-apart", first=first, next=after)

    return reduce(put_after, [option_phrase(option) for option in options] or [()])


def _is_sentence(phrase: Phrase) -> bool:
    return len(phrase) % 2 == 1 and phrase[-1].endswith((".", "!", "?", "。", "！", "？", "؟"))
