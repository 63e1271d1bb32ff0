import { isSourceMap, valueAtPlace } from '../../../server/standards/module/apply-edits.ts';
import type { FormField, MediaUse, PickOption, ReferredTo } from '../../../server/standards/module/block-form.ts';
import type { EditPath, SourceValue } from '../../../server/standards/module/draft-edit.ts';
import type { EditorData } from './editor-data.ts';
import type { PickedMedia } from './media-picker.ts';
import type { FormSubject } from './form-panel.ts';
import { blockName, blocksOf, entriesOf, fieldsOf, textOf, type OutlineSection } from './module-outline.ts';
import type { Chosen } from './outline-view.ts';

/** The form of what is chosen; null where it is not there any more, or of a kind that has no form. */
export function subjectOf(
  chosen: Chosen,
  sections: readonly OutlineSection[],
  { forms, page, isReadOnly }: Pick<EditorData, 'forms' | 'page' | 'isReadOnly'>,
): FormSubject | null {
  const subject = writtenSubject(chosen, sections, { forms, page });
  return subject !== null && isReadOnly ? { ...subject, fields: [], more: null } : subject;
}

function writtenSubject(
  chosen: Chosen,
  sections: readonly OutlineSection[],
  { forms, page }: Pick<EditorData, 'forms' | 'page'>,
): FormSubject | null {
  if (chosen.kind === 'module') {
    const about = 'What officers read before they begin, what the module teaches, and what it is counted for.';
    return { heading: 'About the module', about, type: '', at: [], fields: forms.module, more: null };
  }
  if (chosen.kind === 'section') {
    const section = sections.find(({ id }) => id === chosen.id);
    if (section === undefined) return null;
    return {
      heading: 'Section',
      about: '',
      type: '',
      at: section.at,
      fields: forms.section,
      more: null,
    };
  }
  const block = blocksOf(sections).find(({ id }) => id === chosen.id);
  if (block === undefined) return null;
  const form = forms.blocks.find(({ type }) => type === block.type);
  if (form === undefined) {
    const about = `There is no kind of block “${block.type}”. Open Source to change it.`;
    return { heading: blockName(block), about, type: block.type, at: block.at, fields: [], more: null };
  }
  const isScenario = form.fields.some(({ key, kind }) => key === 'nodes' && kind === 'elsewhere');
  return {
    heading: form.name,
    about: '',
    type: form.type,
    at: block.at,
    fields: form.fields,
    more: isScenario ? { href: `${page}/scenarios/${block.id}`, words: 'Write moments, choices and endings' } : null,
  };
}

/** What an id in a field may name. */
export function referredTo(
  to: ReferredTo,
  at: EditPath,
  file: SourceValue,
  { banks, skills }: Pick<EditorData, 'banks' | 'skills'>,
): readonly PickOption[] {
  switch (to) {
    case 'objective':
      return optionsOf(fieldsOf(file)['objectives'], 'text');
    case 'bucket':
      // `…block.items[x].bucket`: the groups of the same block.
      return optionsOf(valueAtPlace(file, [...at.slice(0, -3), 'buckets']), 'title');
    case 'node': {
      const nodes = valueAtPlace(file, [...at.slice(0, -1), 'nodes']);
      return isSourceMap(nodes) ? Object.keys(nodes).map((value) => ({ value, label: value })) : [];
    }
    case 'bank':
      return banks;
    case 'skill':
      return skills;
    default:
      return [];
  }
}

/** Files of the draft that can be used in a field. */
export function mediaFor(use: MediaUse, media: EditorData['media']): string[] {
  const fits: Readonly<Record<MediaUse, RegExp>> = {
    picture: /^image\//,
    video: /^video\//,
    captions: /^text\/vtt/,
    transcript: /^text\/(?!vtt)/,
  };
  return media.filter(({ type }) => fits[use].test(type)).map(({ path }) => path);
}

const TYPES: Readonly<Record<MediaUse, string>> = {
  picture: 'image/',
  video: 'video/',
  captions: 'text/vtt',
  transcript: 'text/markdown',
};

/** The files with one that was chosen, and what came with it. */
export function withMedia(
  media: EditorData['media'],
  use: MediaUse,
  picked: Pick<PickedMedia, 'path' | 'captions' | 'transcript'>,
): EditorData['media'] {
  const found = [
    { path: picked.path, type: TYPES[use] },
    ...Object.values(picked.captions).map((path) => ({ path, type: TYPES.captions })),
    ...(picked.transcript === null ? [] : [{ path: picked.transcript, type: TYPES.transcript }]),
  ];
  return [...media, ...found.filter(({ path }) => !media.some((one) => one.path === path))];
}

/** A place as people call it: “Text of “Opening””. */
export function placeName(
  at: EditPath,
  sections: readonly OutlineSection[],
  { forms }: Pick<EditorData, 'forms'>,
): string {
  const ids = at.flatMap((step) => (typeof step === 'object' ? [step.id] : []));
  const block = blocksOf(sections).find(({ id }) => id === ids[1]);
  const keys = at.filter((step) => typeof step === 'string').filter((key) => key !== 'sections' && key !== 'blocks');
  const fields =
    block === undefined ? forms.module : (forms.blocks.find(({ type }) => type === block.type)?.fields ?? []);
  const label = labelIn(fields, keys);
  if (ids.length === 0) return label || 'The module';
  const home =
    block === undefined
      ? `“${sections.find(({ id }) => id === ids[0])?.title ?? ids.at(-1) ?? ''}”`
      : `“${blockName(block)}”`;
  return label === '' ? home : `${label} of ${home}`;
}

function labelIn(fields: readonly FormField[], [key, ...rest]: readonly string[]): string {
  const field = fields.find((one) => one.key === key);
  if (field === undefined) return key ?? '';
  const below = 'fields' in field && rest.length > 0 ? labelIn(field.fields, rest) : '';
  return below === '' ? field.label : `${field.label}, ${below}`;
}

function optionsOf(list: SourceValue | undefined, words: string): PickOption[] {
  return entriesOf(list).flatMap((entry) => {
    const value = textOf(entry['id']);
    return value === '' ? [] : [{ value, label: textOf(entry[words]) || value }];
  });
}
