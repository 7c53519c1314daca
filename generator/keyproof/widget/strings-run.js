/**
 * Messages of `words/en.yml`, section `run`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"run":"Run","run-tests":"Run the tests","edit":"Edit","edit-kept":"Edit yours"};
