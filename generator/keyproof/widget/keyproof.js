/**
 * Entry of the widget: the one script that a page with exercises loads.
 * In: the page's custom tags. Out: defined elements. Loading it twice, or two versions of it, is harmless.
 */

import { KeyproofExercise } from './exercise-element.js';
import { lazily } from './lazy.js';
import { KeyproofPage } from './page-element.js';
import { KeyproofSet } from './set-element.js';

const elements = {
  'keyproof-set': KeyproofSet,
  'keyproof-page': KeyproofPage,
  'keyproof-exercise': KeyproofExercise,
  'keyproof-test': lazily(() => import('./test-element.js')),
  'keyproof-challenge': lazily(() => import('./challenge-element.js')),
  'keyproof-review': lazily(() => import('./review-element.js')),
  'keyproof-stepper': lazily(() => import('./stepper-element.js')),
  'keyproof-progress': lazily(() => import('./progress-page.js')),
};

for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}
