/**
 * Entry for pages with exercises that only their reader can judge; loaded beside keyproof.js, of which it takes parts.
 * In: the page's custom tags. Out: one defined element. Loading it twice is harmless.
 */

import './keyproof.js';
import { KeyproofOwn } from './own-element.js';

if (!customElements.get('keyproof-own')) customElements.define('keyproof-own', KeyproofOwn);
