// What a reader sees of a program that is run, stopped, edited and put back: buttons, the label, the line of an error.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { editors, Fake, marked, workers } from './fake-page.js';

const { KeyproofRun } = await import('../../keyproof/widget/run-element.js');
// Loaded by the first press: here before, so that a test need not wait for files.
for (const name of ['run-desk', 'editor']) await import(`../../keyproof/widget/${name}.js`);
const { say } = await import('../../keyproof/widget/run-report.js');

const program = 'x = 1\nprint(y)';
const fine = { ended: 'ok', error: '', line: null, test: '', traceback: '', seconds: 0.1 };
const wrong = { ...fine, ended: 'raised', error: "NameError: name 'y' is not defined", line: 2, traceback: 'Traceback' };

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Lets promises go on, and imports: they are answered in turn, so those that were asked for before are done. */
const turn = async () => {
  for (const name of ['run-desk', 'editor']) {
    await import(`../../keyproof/widget/${name}.js`);
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** A program in a page with its element, and what can be seen of it. */
function shown() {
  const make = (/** @type {string} */ tag) => /** @type {any} */ (document.createElement(tag));
  const [block, pre, code] = [make('div'), make('pre'), make('code')];
  code.append(`${program}\n`);
  pre.append(code);
  block.append(pre);
  /** @type {any} */
  const element = new KeyproofRun();
  element.parentElement = Object.assign(new Fake(), { previousElementSibling: block });
  element.connectedCallback();
  const find = (/** @type {string} */ which) => element.querySelector(which);
  const press = async (/** @type {string} */ name) => {
    const button = element.querySelectorAll('button').find((/** @type {Fake} */ one) => one.textContent === name && !one.hidden);
    button.focus();
    button.click();
    await turn();
  };
  const seen = () => ({
    buttons: element.querySelectorAll('button').filter((/** @type {Fake} */ one) => !one.hidden).map((/** @type {Fake} */ one) => one.textContent),
    label: find('.kp-run-label')?.textContent,
    block: !block.hidden,
  });
  return { element, press, seen, status: () => find('.kp-run-status').textContent, out: () => find('.kp-run-out').textContent };
}

/** The worker that answers now, ready for the run that was asked for. */
function atWork() {
  const worker = workers.at(-1);
  if (worker.asked.length === 1) worker.say({ say: 'ready' });
  worker.say({ say: 'begun' });
  return worker;
}

test('Run and Edit stand there before anything is loaded; Run gives its place to Stop, and gets it back', async () => {
  const { press, seen, status, out } = shown();
  assert.deepEqual([seen(), workers.length], [{ buttons: ['Run', 'Edit'], label: undefined, block: true }, 0]);
  await press('Run');
  const worker = atWork();
  assert.deepEqual(seen().buttons, ['Edit', say('stop')]);
  assert.equal(document.activeElement?.textContent, say('stop'));
  assert.equal(worker.asked.at(-1).run.source, program);
  worker.say({ say: 'printed', text: '1\n' });
  worker.say({ say: 'ended', end: fine });
  await turn();
  assert.deepEqual([seen().buttons, document.activeElement?.textContent, out()], [['Run', 'Edit'], 'Run', '1\n']);
  assert.match(status(), new RegExp(`^${say('ran', { seconds: '0.10' })}`));
});

test('a stopped run is said to be stopped, and the next one runs in a new worker', async () => {
  const { press, seen, status } = shown();
  await press('Run');
  const worker = atWork();
  await press(say('stop'));
  assert.deepEqual([worker.ended, status(), seen().buttons], [true, say('stopped'), ['Run', 'Edit']]);
  await press('Run');
  const next = atWork();
  assert.notEqual(next, worker);
  next.say({ say: 'ended', end: fine });
  await turn();
  assert.equal(status(), say('ran-silent', { seconds: '0.10' }));
});

test('an edited program is labelled until it is the published one again, and comes back as it was left', async () => {
  const { press, seen } = shown();
  await press('Edit');
  const editor = editors.at(-1);
  assert.deepEqual([editor.text, seen()], [program, { buttons: ['Run', say('original')], label: '', block: false }]);
  editor.type('x = 2');
  assert.equal(seen().label, say('edited'));
  editor.type(program);
  assert.equal(seen().label, '');
  editor.type('x = 3');
  await press(say('original'));
  assert.deepEqual(seen(), { buttons: ['Run', 'Edit yours'], label: '', block: true });
  await press('Edit yours');
  assert.deepEqual([editors.at(-1), editor.text, seen().label], [editor, 'x = 3', say('edited')]);
  await press('Run');
  const worker = atWork();
  assert.equal(worker.asked.at(-1).run.source, 'x = 3');
  // What another text prints has no place under the published one.
  await press(say('original'));
  assert.deepEqual([worker.ended, seen().buttons], [true, ['Run', 'Edit yours']]);
  editor.type(program);
});

test('the line of an error is marked where the program stands, and not in a text that has changed since', async () => {
  const { press, status } = shown();
  await press('Run');
  atWork().say({ say: 'ended', end: wrong });
  await turn();
  assert.match(status(), new RegExp(`^${say('run-raised-at', { line: 2 })}print\\(y\\)NameError`));
  assert.deepEqual([...marked].map((range) => range.from), [program.indexOf('print')]);
  await press('Edit');
  const editor = editors.at(-1);
  assert.deepEqual([marked.size, editor.line], [0, null]);
  await press('Run');
  atWork().say({ say: 'ended', end: wrong });
  await turn();
  assert.equal(editor.line, 2);
  await press('Run');
  const worker = atWork();
  editor.type('z = 1');
  worker.say({ say: 'ended', end: wrong });
  await turn();
  assert.equal(editor.line, null);
  editor.type(program);
});
