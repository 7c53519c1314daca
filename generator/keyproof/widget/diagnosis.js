/**
 * What the answers of a test say about each objective: strong, shaky or weak.
 * In: the objectives and the questions asked, with how each was answered. Out: a verdict for each. Pure.
 */

/** @typedef {'strong' | 'shaky' | 'weak' | 'open'} Judgement  Open: nothing was answered, so nothing is known. */
/** @typedef {{ objective: string, asked: number, right: number, judgement: Judgement }} Diagnosis */
/** @typedef {{ objective: string, answered: boolean, right: boolean }} Asked */

/**
 * Judges every objective by what was answered: what was left out is neither right nor wrong.
 *
 * @param {string[]} objectives
 * @param {Asked[]} questions
 * @returns {Diagnosis[]}
 */
export function diagnose(objectives, questions) {
  return objectives.map((objective) => {
    const own = questions.filter((question) => question.objective === objective && question.answered);
    const right = own.filter((question) => question.right).length;
    return { objective, asked: own.length, right, judgement: own.length ? judge(right / own.length) : 'open' };
  });
}

/** @type {(share: number) => Judgement} */
const judge = (share) => (share === 1 ? 'strong' : share >= 0.5 ? 'shaky' : 'weak');
