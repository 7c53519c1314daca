/**
 * Messages of tests, challenges and reviews, which no other page loads.
 * In: the name of a message and what goes into its places. Out: plain text.
 */

import { speaker } from './say.js';
import messages from './strings-modes.js';

export const sayMode = speaker(messages);
