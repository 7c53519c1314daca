/**
 * Messages of `words/en.yml`, section `answering`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"is-right":"Right:","is-wrong":"Not right:","list-comma":"{first}, {next}","list-and":"{first} and {last}","final-answer":"Final answer:","solved-first":"Solved at the first attempt","solved":{"one":"Solved in {n} attempt","other":"Solved in {n} attempts"},"wrong":"Not right yet","out":"Not right, and no attempts are left","shown":"Solution shown","partial":"Nothing ticked is wrong, but something is missing.","too-high":"Your number is too large.","too-low":"Your number is too small.","repeated":"You have tried this answer already. It cost no attempt.","tried-so-far":"Tried so far:","first-bank":"Fill every blank first.","first-one":"Choose an answer first.","first-many":"Tick at least one answer first.","first-order":"Move a piece first. No attempt was used.","first-typed":"Type an answer first.","first-number":"Type a number, such as 0.5. No attempt was used.","first-shape":"Type a shape, such as (2, 3). No attempt was used."};
