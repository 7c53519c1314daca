/**
 * Messages of `words/en.yml`, section `counting`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"solved-of":"{solved} of {total} solved","due":"Due for review: {count}","done-too":"{solved}, {done} of {total} done","done-of":"{done} of {total} done"};
