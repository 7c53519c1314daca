/**
 * Messages of `words/en.yml`, section `widget`, written by `UPDATE=1 pytest tests/render/test_languages.py`.
 * In: nothing. Out: English, which publishing replaces by the site's language.
 */

export default {"lang":"en","messages":{"check":"Check","show-solution":"Show solution","try-again":"Try again","all-answers":"Show all answers","attempts":{"one":"{n} attempt","other":"{n} attempts"},"attempts-left":{"one":"{n} attempt left","other":"{n} attempts left"},"tried":"Tried, not right","right-answer":"Right answer","fill-how":"Choose a blank, then an option, or drag an option onto a blank.","pick-blank":"Every blank is full. Choose the one to change.","not-loaded":"This part could not be loaded. Your answer is kept; try again.","blank":"Blank {number} of {count}: {content}","empty":"empty","questions":"Questions","previous":"Previous","next":"Next","position":"{number} / {count}","question":"Question {number} of {count}","question-ended":"Question {number} of {count}, {ending}","ended-solved":"solved","ended-shown":"solution shown","ended-out":"not solved","solved-here":"{solved} of {total} solved on this page"}};
