/**
 * Messages of `words/en.yml`, section `order`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"order-how":"Move a piece with its arrows, with the arrow keys, or by dragging it.","move-up":"Move up: {piece}","move-down":"Move down: {piece}","moved":"{piece}: now in place {number} of {count}"};
