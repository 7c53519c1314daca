// When something comes back to be recalled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDue, isSoon, recall } from '../../keyproof/widget/due.js';
import { after, grades, span } from '../../keyproof/widget/schedule.js';

const day = 86_400_000;
const noon = new Date(2026, 4, 10, 12).getTime();

/** @typedef {import('../../keyproof/widget/schedule.js').Grade} Grade */
/** @typedef {import('../../keyproof/widget/due.js').Memory} Memory */

/** @type {(marks: Grade[]) => { memory: Memory, now: number }} */
function learn(marks) {
  /** @type {Memory | null} */
  let memory = null;
  let now = noon;
  for (const grade of marks) {
    memory = after(memory, now)[grade];
    now = memory.due;
  }
  if (!memory) throw new Error('no grade');
  return { memory, now };
}

test('the better a card is known, the later it comes back', () => {
  const due = grades.map((grade) => after(null, noon)[grade].due);
  assert.deepEqual([...due].sort((one, other) => one - other), due);
});

test('a card that is known again and again comes back at longer and longer intervals', () => {
  const intervals = [3, 4, 5, 6].map((count) => learn(Array(count).fill('good')).memory.days);
  for (const [index, interval] of intervals.entries()) assert.ok(index === 0 || interval > Number(intervals[index - 1]), String(intervals));
});

test('what was forgotten comes back in minutes, and counts as a lapse', () => {
  const { memory, now } = learn(['good', 'good', 'good', 'again']);
  assert.equal(memory.lapses, 1);
  assert.ok(memory.due - (now - (memory.due - memory.last)) < day && isSoon(memory, memory.last));
});

test('intervals are those of the library under its default settings', () => {
  assert.deepEqual(learn(['easy']).memory.days, 8);
  assert.deepEqual(Math.round(learn(['easy']).memory.stability * 1e4) / 1e4, 8.2956);
});

test('grades are kept without chance: the same answers give the same dates', () => {
  assert.deepEqual(learn(['good', 'good', 'hard', 'good']), learn(['good', 'good', 'hard', 'good']));
});

test('a card that was never seen is due', () => assert.ok(isDue(null, noon)));

test('a card that waits for days is due from the morning of its day', () => {
  const { memory } = learn(['easy']);
  const morning = new Date(memory.due).setHours(0, 0, 0, 0);
  assert.deepEqual([isDue(memory, morning - 1), isDue(memory, morning)], [false, true]);
});

test('a card of the first minutes is due to the minute', () => {
  const memory = after(null, noon).again;
  assert.deepEqual([isDue(memory, memory.due - 1), isDue(memory, memory.due), isSoon(memory, noon)], [false, true, true]);
});

for (const zone of ['Pacific/Kiritimati', 'America/New_York', 'Pacific/Pago_Pago']) {
  test(`the day is the reader's own: ${zone}`, () => {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
      const memory = { ...learn(['easy']).memory, due: new Date(2026, 4, 18, 15).getTime() };
      const late = new Date(2026, 4, 17, 23, 59).getTime();
      assert.deepEqual([isDue(memory, late), isDue(memory, late + 60_001)], [false, true]);
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
}

test('a clock that was set back changes nothing for the worse', () => {
  const { memory } = learn(['good', 'good', 'good']);
  for (const grade of grades) assert.ok(after(memory, memory.last - 3_600_000)[grade].due >= memory.last - 3_600_000);
});

test('a card that was seen with a clock years ahead is due, not lost', () => {
  const { memory } = learn(['easy']);
  assert.ok(isDue(memory, memory.last - 400 * day));
  assert.ok(after(memory, memory.last - 400 * day).good.due < memory.last - 300 * day);
});

for (const [time, value, unit] of /** @type {const} */ ([
  [10, 1, 'minute'], [600_000, 10, 'minute'], [7_200_000, 2, 'hour'], [day, 1, 'day'], [8 * day, 8, 'day'], [61 * day, 2, 'month'], [550 * day, 1.5, 'year'],
])) {
  test(`${time} ms are ${value} ${unit}`, () => assert.deepEqual(span(time), { value, unit }));
}

test('what was kept is read again', () => {
  const { memory } = learn(['good']);
  assert.deepEqual(recall(JSON.stringify({ ...memory, digest: 'd', seen: 5 })), { memory, digest: 'd', seen: 5 });
});

for (const garbage of ['', '{', 'null', '7', '[]', '{"due":1}', '{"due":1,"last":1,"stability":0,"difficulty":1,"days":1,"step":0,"reps":1,"lapses":0,"state":2}']) {
  test(`${garbage || 'nothing'} is a card that was never seen`, () => assert.equal(recall(garbage).memory, null));
}
