/**
 * Messages of `words/en.yml`, section `trace`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"first-wrong":"{step} is the first that is not right: {cells}.","sum-right":"The sum of this step is right."};
