/**
 * Saves progress into a file, and loads it from one.
 * In: what is stored, and the file that the reader chooses. Out: a download, or a changed storage, and what to tell.
 */

import { course } from './course.js';
import { make } from './nodes.js';
import { ofAll } from './records.js';
import { speaker } from './say.js';
import { lasting } from './store.js';
import strings from './strings-progress.js';
import { pack, unpack } from './transfer.js';

const say = speaker(strings);

/** A file of this many bytes holds the answers of more exercises than anyone has seen. */
const most = 20_000_000;

/** Hands everything that is stored to the reader, and says so. */
export function saveFile() {
  const at = new Date();
  const text = pack(stored(), { site: new URL('../../../', import.meta.url).href, at });
  const link = make('a', '');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `progress-${at.toISOString().slice(0, 10)}.json`;
  link.click();
  // Not at once: some browsers begin to read it only now.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return say('file-saved', { name: link.download });
}

function stored() {
  return Object.fromEntries(ofAll().map((key) => [key, lasting.read(key)]));
}

/**
 * Lets the reader choose a file, takes what is later than here, and says what was taken.
 *
 * @returns {Promise<string>}
 */
export function loadFile() {
  const input = make('input', '');
  Object.assign(input, { type: 'file', accept: '.json,application/json' });
  return new Promise((resolve) => {
    input.addEventListener('change', async () => {
      const [file] = input.files ?? [];
      if (file) resolve(file.size > most ? say('file-strange') : take(await file.text()));
    });
    input.click();
  });
}

/** @param {string} text */
async function take(text) {
  const { fault, take, left, strange } = unpack(text, lasting.read, { course: await course().catch(() => null) });
  if (fault) return say(`file-${fault}`);
  for (const [key, value] of take) lasting.write(key, value);
  const told = [say('file-taken', { count: take.length })];
  if (left) told.push(say('file-left', { count: left }));
  if (strange) told.push(say('file-unread', { count: strange }));
  if (lasting.unsaved.size) told.push(say('file-no-room'));
  return told.join(' ');
}
