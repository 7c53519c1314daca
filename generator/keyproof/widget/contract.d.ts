/**
 * What the parts of the widget hand to each other, as types; nothing of this file is published.
 * `Payload` is the contract with the build: `render/payload.py` writes it, `payload.js` checks it.
 */

/** Plain text and code in turn, plain text first. */
export type Words = string[];

export type Kind = 'fill' | 'choice' | 'predict' | 'fix' | 'order' | 'trace';

/** How the reader answers; `late` is a form that comes with the script of its kind, which brings the `Rules`. */
export type Input = 'bank' | 'one' | 'many' | 'number' | 'shape' | 'text' | 'late';

/** How answers of a kind are graded whose way of answering is its own; they are texts, empty at first. */
export interface Rules {
  /** Why an answer can't be checked yet, as the end of the name of a message, or nothing. */
  obstacle(answer: string): string;
  isRight(answer: string): boolean;
  /** What the build recorded for it. */
  comments(answer: string): Words[];
  /** Every answer worth showing at the end. */
  rows(tries: string[]): Row[];
}

export interface Payload {
  /** Version of this format. */
  v: 1;
  /** The author's slug. */
  id: string;
  /** Changes whenever the exercise does. */
  digest: string;
  kind: Kind;
  input: Input;
  /** How often the reader may try. */
  attempts: number;
  /** Whether options change places for each visit. */
  shuffle: boolean;
  /** Keyed options, or the keyed chip of each blank; empty when the answer is typed. */
  key: number[];
  /** Texts of the chips. */
  bank?: string[];
  /** How many blanks there are. */
  blanks?: number;
  /** Feedback, each text once. */
  texts: Words[];
  /** What really happened to each answer: index into `texts`. When typed: of the right one, of any other. */
  outcomes: number[];
  /** The right answer, when it is typed. */
  value?: string;
  /** `order` only: for each of the outcomes the pieces with which the orders begin that end so. */
  orders?: number[][];
  /** `order` only: which of the outcomes are right. */
  right?: number[];
  /** `trace` only: for each outcome but the last the numbers of every part of every step; the first are right. */
  cells?: number[][][];
  /** Put here by the form of a kind that answers in its own way. */
  rules?: Rules;
  /** Greatest difference at which a typed number is right. */
  tolerance?: number;
  /** Wrong typed answers with feedback of their own. */
  known?: [string, number][];
  /** The final answer, without letters. */
  final: Words;
}

/** Chip of each blank (-1 is empty), ticked options, or text: typed, or of a kind's own making. */
export type Answer = number[] | string;

/** How an exercise ended; empty while it goes on. */
export type Ending = '' | 'solved' | 'shown' | 'out';

/** One line of "all answers". */
export interface Row {
  answer: Answer;
  right: boolean;
  words: Words;
}

/** What is kept between visits. */
export interface State {
  /** Of the exercise that the answers belong to. */
  digest: string;
  /** Answers that were checked, in order. */
  tries: Answer[];
  /** Whether the reader asked for the solution. */
  shown: boolean;
  /** How many hints were opened. */
  hints: number;
  /** What stands in the form. */
  draft: Answer;
  /** How it ended, so that progress is known without the exercise. */
  ending?: Ending;
  /** When it was last changed, in milliseconds since 1970. */
  at?: number;
}

/** What is kept of an exercise that only its reader can judge, or the tests of the page. Progress and files read it as they read `State`. */
export interface OwnState {
  digest: string;
  /** Nobody checks anything, so there is no try. */
  tries: [];
  hints: number;
  /** What the reader wrote; null while the field is as the page was written. */
  draft: string | null;
  /** Places of the points that were ticked. */
  ticks: number[];
  /** Whether the reader calls it done. */
  ending: '' | 'done' | 'solved';
  at?: number;
}

/** Programs in the payload of such an exercise, for whatever runs what was written; `decode` is not for it. */
export interface Runnable {
  setup?: string;
  program?: string;
  tests?: string;
  metric?: string;
  target?: string;
}

/** An exercise as the list of the course names it. */
export interface Known {
  id: string;
  digest: string;
  title: string;
  level: string;
  /** Of a `write` whose tests run in the page: `tested`, as it is solved, not done. */
  kind: string;
  objective: string;
}

export interface Page {
  /** From the top of the site. */
  url: string;
  title: string;
  mode: string;
  exercises: Known[];
  /** Ids of its cards; missing where there are none. */
  cards?: string[];
}

export interface Topic {
  /** Empty for the pages outside of topics. */
  slug: string;
  title: string;
  url: string;
  /** What a reader can do afterwards, by slug. */
  objectives: Record<string, string>;
  pages: Page[];
}

/** `course.json`, which `render/course_index.py` writes. */
export interface Course {
  v: 1;
  /** Address of the page of progress; empty where the site has none. */
  progress: string;
  topics: Topic[];
}

/** How much of some exercises is done. */
export interface Tally {
  total: number;
  solved: number;
  /** How many of those that only their reader can judge are done, and how many there are; no part of `total`. */
  done: number;
  own: number;
  /** Ids of those that ended otherwise. */
  missed: string[];
  begun: number;
}

/** A storage that always works, if only until the page is left. */
export interface Store {
  /** What is remembered only until the page is left. */
  readonly unsaved: ReadonlyMap<string, string>;
  read(key: string): string;
  /** Keeps a text; an empty one is forgotten. */
  write(key: string, text: string): void;
}

/** What the form of a kind is given. */
export interface Form {
  /** The whole exercise. */
  root: HTMLElement;
  payload: Payload;
  /** Page indices of options or chips, in the order of display. */
  order: number[];
  /** Tells copies of one exercise on a page apart. */
  instance: string;
  /** To be called when the reader changes the answer. */
  changed(): void;
  /** Tells only a screen reader. */
  say(text: string): void;
  /** Tells everyone. */
  notice(text: string): void;
}

/** What the form of a kind offers to the panel. */
export interface View {
  read(): Answer;
  write(answer: Answer): void;
  /** Marks what was tried, and locks at the end. */
  show(tries: Answer[], ending: Ending): void;
  /** The answer, as the reader knows it; without this, its chips or what was typed. */
  label?(answer: Answer): (Node | string)[];
  /** Letters on display of the chosen options; none without this. */
  letters?(answer: Answer): string[];
}

/** A row of the table of kinds. Throws, having changed nothing, if the page does not fit the payload. */
export type Mount = (form: Form) => View;

/** Where a program stands that can be run. */
export interface Place {
  /** As it is now. */
  readonly text: string;
  /** As it was published; with blanks, as it is now. */
  readonly original: string;
  /** Names of blanks that nothing stands in. */
  readonly empty: string[];
  readonly hasBlanks: boolean;
  /** Whether the build has run what stands there; where its reader writes all of it nobody says so. */
  readonly isProven: boolean;
  /** The field, where its reader writes it. */
  readonly field?: HTMLTextAreaElement;
  hidden: boolean;
  /** Points at a line, or at none. */
  mark(line: number | null): void;
  /** Puts another text into the field. */
  write?(text: string): void;
}

/** What `editor.js` makes. */
export interface Editor {
  readonly text: string;
  write(text: string): void;
  focus(): void;
  mark(line: number | null): void;
}
