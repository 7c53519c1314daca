/**
 * Messages of `words/en.yml`, section `stepper`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"step-bar":"Steps of time","step-first":"First","step-last":"Last","step-told":"Step {number} of {count}","step-state":"State {number}: {state}"};
