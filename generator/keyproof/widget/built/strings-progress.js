var O=KEYPROOF_PROGRESS_WORDS;export{O as s};
