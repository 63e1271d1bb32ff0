import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { DraftIssue } from './source-calls.ts';

/** The text of a file in an editor that knows YAML. */
export interface SourceEditor {
  text(): string;
  /** Takes another text in; what was typed can still be taken back. */
  put(text: string): void;
  mark(issues: readonly DraftIssue[]): void;
  goTo(line: number): void;
}

/** The package's own colours are for light pages only: each becomes one of ours, which have a dark twin. */
const OURS: Readonly<Record<string, string>> = {
  '#00c': 'var(--link)',
  '#219': 'var(--due)',
  '#164': 'var(--due)',
  '#708': 'var(--due)',
  '#940': 'var(--text-2)',
  '#404740': 'var(--text-2)',
};
const COLOURS = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) => ({ ...spec, color: OURS[String(spec['color'])] ?? 'var(--text)' })),
);

const LOOKS = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '14px', height: '100%' },
  '.cm-content': { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace', caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-3)', color: 'var(--text-2)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'transparent', boxShadow: 'inset 3px 0 var(--school)' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '-3px' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-diagnosticText': { whiteSpace: 'pre-line' },
});

/** Opens an editor in a place. `typed` is told after each change. */
export function openSourceEditor(
  place: HTMLElement,
  text: string,
  parts: { readonly label: string; readonly isReadOnly: boolean; readonly typed: () => void },
): SourceEditor {
  const extensions: Extension[] = [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    EditorState.readOnly.of(parts.isReadOnly),
    EditorView.lineWrapping,
    yaml(),
    syntaxHighlighting(COLOURS),
    LOOKS,
    lintGutter(),
    // Escape, then Tab, leaves the editor: a keyboard is not caught in it.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ 'aria-label': parts.label, tabindex: '0' }),
    EditorView.updateListener.of((update) => update.docChanged && parts.typed()),
  ];
  // In a shadow root the editor's styles are adopted as sheets: the page allows no style elements.
  const root = place.attachShadow({ mode: 'open' });
  const holder = document.createElement('div');
  holder.style.height = '100%';
  root.append(holder);
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: holder, root });
  return {
    text: () => view.state.doc.toString(),
    put: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    mark: (issues) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          issues.map((issue) => diagnosticOf(issue, view.state)),
        ),
      ),
    goTo(number) {
      const line = view.state.doc.line(Math.min(Math.max(1, number), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: line.from },
        effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
      });
      view.focus();
    },
  };
}

function diagnosticOf({ line: number, column, message, severity, code }: DraftIssue, { doc }: EditorState): Diagnostic {
  const line = doc.line(Math.min(Math.max(1, number), doc.lines));
  const from = Math.min(line.to, line.from + Math.max(0, column - 1));
  return { from, to: line.to, message, severity, source: code };
}
