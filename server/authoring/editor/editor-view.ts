import { isSourceList, isSourceMap, type CompiledBlock, type SourceValue } from '../../standards/module/index.ts';
import { paragraphsOf } from '../markdown.ts';
import { moduleForms } from './describe-form.ts';
import { pathOf, type OpenModule } from './editor-service.ts';

/** Fields of a block that are shown before the script has loaded. */
const READABLE = ['text', 'prompt', 'intro', 'task', 'alt', 'caption'];
/** Characters of one field that are shown then. */
const MOST_SHOWN = 2000;

/** Model of `authoring/editor`; `owner` names, opaque, whose typing is kept on the device. */
export function editorView(
  { draft, name, file, looks, banks, skills, media }: OpenModule,
  base: string,
  owner: string,
) {
  const here = `/author/drafts/${draft.id}`;
  const sections = entriesOf(isSourceMap(file.data) ? file.data['sections'] : null);
  return {
    draftTitle: draft.title,
    title: textOf(file.data, 'title') || name,
    draftHref: here,
    sourceHref: `${here}/source?path=${pathOf(name)}`,
    previewHref: `${here}/preview/${name}`,
    reviewHref: `${here}/review?about=${pathOf(name)}`,
    isRetired: draft.state === 'retired',
    sections: sections.map((section) => ({
      id: textOf(section, 'id'),
      title: textOf(section, 'title'),
      blocks: entriesOf(isSourceMap(section) ? section['blocks'] : null).map(plainBlock),
    })),
    data: {
      owner,
      draftId: draft.id,
      draft: `${base}${here}`,
      path: file.path,
      page: `${base}${here}/modules/${name}`,
      revision: file.revision,
      isReadOnly: draft.state === 'retired',
      file: file.data,
      looks: looks.map((look) => ({ ...look, block: look.block && shown(look.block) })),
      forms: moduleForms(),
      banks,
      skills,
      media: media.map(({ path, mediaType }) => ({ path, type: mediaType })),
    },
  };
}

/** What a block says, without its script: a name, and the paragraphs of its texts. */
function plainBlock(block: SourceValue) {
  const type = textOf(block, 'type');
  const form = moduleForms().blocks.find((one) => one.type === type);
  return {
    id: textOf(block, 'id'),
    type: form?.name ?? type,
    title: textOf(block, 'title'),
    paragraphs: READABLE.flatMap((key) => paragraphsOf(textOf(block, key).slice(0, MOST_SHOWN))),
  };
}

/** A compiled test carries a whole bank: the editor shows none of it. */
export function shown(block: CompiledBlock): CompiledBlock {
  return block.type === 'test' ? { ...block, items: [] } : block;
}

function textOf(value: SourceValue, key: string): string {
  const found = isSourceMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

function entriesOf(value: SourceValue | undefined): readonly SourceValue[] {
  return isSourceList(value) ? value : [];
}
