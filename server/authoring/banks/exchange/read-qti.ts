import type { XmlElement } from '../../../standards/index.ts';
import { readXml } from '../../../packages/index.ts';
import { IssueList, type ExchangeIssue } from './exchange-issue.ts';
import { isQti, qtiAttribute, qtiBelow } from './qti-names.ts';
import { readProse } from './qti-prose.ts';
import type { RawItem, RawOption } from './raw-item.ts';

/** What a manifest says of an item beside its text. */
type About = Pick<RawItem, 'objective' | 'kind' | 'difficulty' | 'tags' | 'rationale' | 'isRetired'>;

const NOTHING: About = { objective: '', kind: '', difficulty: '', tags: [], rationale: '', isRetired: false };

/** Reads the items of a QTI package (2.1 or 3.0), or of one file under any name; other files of a package are passed over. */
export function readQti(files: ReadonlyMap<string, Buffer>): { items: RawItem[]; issues: ExchangeIssue[] } {
  const issues: ExchangeIssue[] = [];
  const roots = [...files]
    .filter(([path]) => /\.xml$/i.test(path) || files.size === 1)
    .flatMap(([path, bytes]) => {
      const list = new IssueList(path);
      const root = rootOf(bytes, path, list);
      issues.push(...list.all);
      return root === null ? [] : [{ path, root }];
    });
  const about = new Map(roots.filter(({ root }) => root.name === 'manifest').flatMap(aboutItems));
  const order = [...about.keys()];
  const inOrder = [...roots].sort((a, b) => place(order, a.path) - place(order, b.path));
  const items = inOrder.flatMap(({ path, root }) => {
    const list = new IssueList(path);
    const read = itemsIn(root).flatMap((item) => readItem(item, path, about.get(path) ?? NOTHING, list) ?? []);
    issues.push(...list.all);
    return read;
  });
  return { items, issues };
}

/** Items follow each other as the manifest lists them. */
function place(order: readonly string[], path: string): number {
  const at = order.indexOf(path);
  return at < 0 ? order.length : at;
}

const REFUSED: Readonly<Record<string, readonly [code: string, message: string]>> = {
  MANIFEST_TOO_LARGE: ['XML_TOO_LARGE', 'The file is too large.'],
  MANIFEST_ENCODING: ['XML_ENCODING', 'The file cannot be read as text: save it as UTF-8.'],
  MANIFEST_DOCTYPE: [
    'XML_DOCTYPE',
    'The file has a document type declaration. Remove it: entities and DTDs are not read.',
  ],
  MANIFEST_TOO_DEEP: ['XML_TOO_DEEP', 'The elements of the file are nested more than 255 deep.'],
};

function rootOf(bytes: Buffer, path: string, issues: IssueList): XmlElement | null {
  const read = readXml(bytes, path);
  if (!('issue' in read)) return read.root;
  const { code, message, line = 1 } = read.issue;
  const [own, said] = REFUSED[code] ?? ['XML_NOT_WELL_FORMED', message];
  issues.error(line, own, said);
  return null;
}

function itemsIn(root: XmlElement): XmlElement[] {
  return isQti(root, 'assessmentItem') ? [root] : qtiBelow(root, 'assessmentItem');
}

function readItem(item: XmlElement, file: string, about: About, issues: IssueList): RawItem | null {
  const { line } = item;
  const [body] = qtiBelow(item, 'itemBody');
  const [interaction, second] = body === undefined ? [] : interactionsIn(body);
  if (
    body === undefined ||
    interaction === undefined ||
    second !== undefined ||
    !isQti(interaction, 'choiceInteraction')
  ) {
    issues.error(line, 'QTI_KIND', 'Only questions with one choice interaction are taken.');
    return null;
  }
  const declaration = qtiBelow(item, 'responseDeclaration').find(
    (one) => qtiAttribute(one, 'identifier') === qtiAttribute(interaction, 'responseIdentifier'),
  );
  if (declaration === undefined || qtiAttribute(declaration, 'cardinality') === 'multiple') {
    issues.error(interaction.line, 'QTI_KIND', 'Only questions with one right choice are taken.');
    return null;
  }
  const rights = rightsOf(declaration);
  const reasons = reasonsOf(item, issues);
  const options = qtiBelow(interaction, 'simpleChoice').map((choice): RawOption => {
    const id = qtiAttribute(choice, 'identifier');
    const [inline] = qtiBelow(choice, 'feedbackInline');
    const why = reasons.get(id) ?? (inline === undefined ? '' : readProse(inline, issues));
    return { id, text: lineOf(choice, issues), isRight: rights.includes(id), why };
  });
  return {
    file,
    line,
    id: qtiAttribute(item, 'identifier'),
    prompt: promptOf(body, interaction, issues),
    options,
    ...about,
  };
}

function interactionsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child) => (/interaction$/i.test(child.name) ? [child] : interactionsIn(child)));
}

function rightsOf(declaration: XmlElement): string[] {
  const [correct] = qtiBelow(declaration, 'correctResponse');
  if (correct !== undefined) return qtiBelow(correct, 'value').map(({ text }) => text.trim());
  const entries = qtiBelow(declaration, 'mapEntry').map((entry) => ({
    key: qtiAttribute(entry, 'mapKey'),
    value: Number(qtiAttribute(entry, 'mappedValue')),
  }));
  const most = Math.max(...entries.map(({ value }) => value));
  return entries.filter(({ value }) => value > 0 && value === most).map(({ key }) => key);
}

function reasonsOf(item: XmlElement, issues: IssueList): Map<string, string> {
  return new Map(
    qtiBelow(item, 'modalFeedback').map((said) => [qtiAttribute(said, 'identifier'), readProse(said, issues)]),
  );
}

function promptOf(body: XmlElement, interaction: XmlElement, issues: IssueList): string {
  const prompts = interaction.children.filter((child) => isQti(child, 'prompt'));
  return [without(body, interaction), ...prompts]
    .map((part) => readProse(part, issues))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** The body with its interaction taken out, wherever in it that stands. */
function without(element: XmlElement, gone: XmlElement): XmlElement {
  const pieces = element.pieces
    .filter((piece) => piece !== gone)
    .map((piece) => (typeof piece === 'string' ? piece : without(piece, gone)));
  return { ...element, text: '', pieces, children: pieces.filter((piece) => typeof piece !== 'string') };
}

function lineOf(choice: XmlElement, issues: IssueList): string {
  const words = (element: XmlElement): string =>
    element.pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece;
        if (isQti(piece, 'feedbackInline')) return '';
        if (['img', 'object', 'math', 'svg'].includes(piece.name))
          issues.warn(piece.line, 'TEXT_LEFT_OUT', `<${piece.name}> in an option is left out.`);
        return words(piece);
      })
      .join('');
  return words(choice)
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .trim();
}

function aboutItems({ path, root }: { path: string; root: XmlElement }): [string, About][] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return below(root, 'resource').map((resource) => [folder + qtiAttribute(resource, 'href'), aboutOf(resource)]);
}

function aboutOf(resource: XmlElement): About {
  const [general] = below(resource, 'general');
  const [use] = below(resource, 'educational');
  const goal = below(resource, 'classification').find((one) =>
    below(one, 'purpose').some((purpose) => says(purpose) === 'educational objective'),
  );
  const status = below(resource, 'status').map(says);
  return {
    tags: general === undefined ? [] : below(general, 'keyword').map(({ text }) => text.trim()),
    kind:
      use === undefined
        ? ''
        : (below(use, 'learningResourceType')
            .map(says)
            .find((word) => word === 'scenario') ?? ''),
    difficulty: use === undefined ? '' : (below(use, 'difficulty').map(says)[0] ?? ''),
    rationale: use === undefined ? '' : (below(use, 'description')[0]?.text ?? '').trim(),
    objective: goal === undefined ? '' : (below(goal, 'keyword')[0]?.text ?? '').trim(),
    isRetired: status.includes('unavailable'),
  };
}

/** Value of a LOM vocabulary element. */
function says(element: XmlElement): string {
  return (below(element, 'value')[0]?.text ?? '').trim();
}

function below(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)]);
}
