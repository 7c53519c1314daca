/**
 * Messages of `words/en.yml`, section `own`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"kept":"What you write stays in this browser. Nothing is sent.","kept-not":"This browser keeps nothing: copy what you write before you leave the page."};
