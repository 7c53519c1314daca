/**
 * Entry for pages with programs that can be run; loaded beside keyproof.js, of which it takes parts.
 * In: the page's custom tags. Out: one defined element. Loading it twice is harmless.
 */

import './keyproof.js';
import { KeyproofRun } from './run-element.js';

if (!customElements.get('keyproof-run')) customElements.define('keyproof-run', KeyproofRun);
