/**
 * The editor of programs: CodeMirror, with what Python needs and no more. Loaded by the first press of Edit.
 * In: a place and a text. Out: an `Editor`. In a shadow tree, whose styles a strict policy allows.
 */

/*! CodeMirror 6, Lezer, style-mod, w3c-keyname, crelt and find-cluster-break, MIT License, Copyright (C) 2016-2024 by Marijn
Haverbeke <marijn@haverbeke.berlin> and others. Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: The above
copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE
SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS
BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE. */
/** @import { Editor } from './contract.js' */
import { defaultKeymap, history, historyKeymap, redo } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** @type {import('@codemirror/state').StateEffectType<number | null>} */
const point = StateEffect.define();

/** The line that an error points at, until the text changes. */
const pointed = StateField.define({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, state }) {
    const told = effects.find((effect) => effect.is(point));
    if (!told) return docChanged ? Decoration.none : marks;
    const line = told.value;
    if (!line || line > state.doc.lines) return Decoration.none;
    return Decoration.set(Decoration.line({ class: 'cm-pointed' }).range(state.doc.line(line).from));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Colours that can be read on the active line as well, in light and dark; those of themes cannot. */
const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword, tags.operatorKeyword], color: 'light-dark(#3b5bdb, #8da2ff)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#b3261e, #ff9d94)' },
    { tag: tags.string, color: 'light-dark(#146c2e, #63d68a)' },
    { tag: tags.comment, color: 'light-dark(#5f6368, #a0a4ab)' },
    { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: 'light-dark(#7b1fa2, #d8a6f2)' },
  ]),
);

const looks = EditorView.theme({
  '&': { backgroundColor: 'var(--kp-code)', color: 'var(--md-code-fg-color, var(--kp-fg))', fontSize: '.85em' },
  '.cm-scroller': { fontFamily: 'var(--kp-mono)', lineHeight: '1.5' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--kp-dim)', border: '0' },
  '.cm-activeLine': { backgroundColor: 'var(--kp-tint)' },
  '.cm-pointed': { backgroundColor: 'color-mix(in srgb, var(--kp-wrong) 18%, transparent)', boxShadow: 'inset 3px 0 var(--kp-wrong)' },
  '.cm-cursor': { borderInlineStartColor: 'var(--kp-fg)' },
  '&.cm-focused': { outline: '2px solid var(--kp-focus)', outlineOffset: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { background: 'color-mix(in srgb, var(--kp-accent) 30%, transparent)' },
});

/** Whether the reader wants nothing to blink. */
const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Makes an editor.
 *
 * @param {HTMLElement} host
 * @param {{ text: string, label: string, run: () => void, changed: (text: string) => void }} setting
 * @returns {Editor}
 */
export function mount(host, { text, label, run, changed }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const state = EditorState.create({
    doc: text,
    extensions: [
      keymap.of([
        { key: 'Mod-Enter', run: () => (run(), true) },
        ...defaultKeymap,
        ...historyKeymap,
        { key: 'Mod-Shift-z', run: redo },
      ]),
      history(), lineNumbers(), drawSelection({ cursorBlinkRate: isCalm() ? 0 : 1200 }), highlightActiveLine(), bracketMatching(), indentOnInput(),
      indentUnit.of('    '), pythonLanguage, colours, looks, pointed,
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
      EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  // Themes take single letters as shortcuts; here they belong to the program.
  host.addEventListener('keydown', (event) => event.stopPropagation());
  return {
    get text() {
      return view.state.doc.toString();
    },
    write: (now) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now } }),
    focus: () => view.focus(),
    mark: (line) => view.dispatch({ effects: point.of(line) }),
  };
}
