import { anyText, type Dice, NUMBERS } from './dice.ts';
import type { ManifestSeed } from './manifest-seeds.ts';
import { allElements, copyTree, writeTree, type XmlTree } from './xml-tree.ts';

/** Words of the standards: what a value must be to be believed. */
const WORDS = (
  'true false 1 0 sco asset SCO webcontent skip disabled hiddenFromChoice stopForwardTraversal exit exitParent exitAll retry retryAll ' +
  'continue previous satisfied notSatisfied completed incomplete attempted always never all any none atLeastCount atLeastPercent ' +
  'objectiveStatusKnown objectiveMeasureKnown objectiveMeasureGreaterThan objectiveMeasureLessThan activityProgressKnown not noOp ' +
  'attemptLimitExceeded timeLimitExceeded outsideAvailableTimeRange once onEachNewAttempt ifAttempted ifNotSkipped ifNotSuspended ' +
  'org g1 i1 i2 i3 r1 r2 r3 o1 o2 g h s1 store a.html b.html c.html 1.2 2004 CAM~1.3'
)
  .split(' ')
  .map((word) => word.replace('~', ' '));

type Change = (dice: Dice, root: XmlTree) => void;

const anyElement = (dice: Dice, root: XmlTree): { element: XmlTree; parent: XmlTree | null } => {
  const all = allElements(root);
  // Half of the time what has something to say: rules, objectives, items.
  const telling = all.filter(({ element }) => /sequencing|item|objective|rule|threshold|resource/i.test(element.name));
  return dice.pick(telling.length > 0 && dice.chance(0.5) ? telling : all);
};

const anyAttribute = (dice: Dice, root: XmlTree): [string, string] | null => {
  const having = allElements(root).filter(({ element }) => element.attributes.length > 0 && element !== root);
  return having.length === 0 ? null : dice.pick(dice.pick(having).element.attributes);
};

/** Numbers of copies: mostly few, sometimes so many that anything quadratic shows. */
const manyCopies = (dice: Dice): number =>
  dice.chance(0.03) ? dice.pick([300, 1500]) : dice.pick([1, 1, 2, 2, 3, 8, 40]);

const CHANGES: readonly Change[] = [
  (dice, root) => (anyElement(dice, root).element.name = anyElement(dice, root).element.name),
  (dice, root) => {
    const { element, parent } = anyElement(dice, root);
    if (parent !== null) parent.children.splice(parent.children.indexOf(element), 1);
  },
  (dice, root) => {
    const { element } = anyElement(dice, root);
    const copy = copyTree(anyElement(dice, root).element);
    element.children.splice(dice.below(element.children.length + 1), 0, copy);
  },
  (dice, root) => {
    const { element, parent } = anyElement(dice, root);
    if (parent === null || allElements(element).length > 60) return;
    const fresh = dice.chance(0.7);
    for (let copies = manyCopies(dice), at = 0; at < copies; at += 1) {
      const copy = copyTree(element);
      // Other identifiers, so that the copies are not refused for being the same.
      if (fresh) renameIds(copy, `-${at}`);
      parent.children.splice(dice.below(parent.children.length + 1), 0, copy);
    }
  },
  (dice, root) => {
    const attribute = anyAttribute(dice, root);
    if (attribute !== null) attribute[1] = anyText(dice, WORDS);
  },
  (dice, root) => {
    const attribute = anyAttribute(dice, root);
    if (attribute !== null) attribute[1] = dice.pick(NUMBERS);
  },
  (dice, root) => {
    const [one, other] = [anyAttribute(dice, root), anyAttribute(dice, root)];
    if (one !== null && other !== null) one[1] = other[1];
  },
  (dice, root) => {
    const [one, other] = [anyAttribute(dice, root), anyAttribute(dice, root)];
    if (one !== null && other !== null) one[0] = other[0];
  },
  (dice, root) => {
    const { element } = anyElement(dice, root);
    if (element.attributes.length > 0) element.attributes.splice(dice.below(element.attributes.length), 1);
  },
  (dice, root) => {
    const other = anyAttribute(dice, root);
    const { element } = anyElement(dice, root);
    if (other !== null && element.attributes.every(([name]) => name !== other[0])) {
      element.attributes.push([other[0], anyText(dice, WORDS)]);
    }
  },
  (dice, root) => {
    const { element } = anyElement(dice, root);
    if (element.children.every((child) => typeof child === 'string')) element.children = [anyText(dice, WORDS)];
    else element.children.push(anyText(dice, WORDS));
  },
  (dice, root) => {
    const { element } = anyElement(dice, root);
    element.children = element.children
      .map((child): [number, XmlTree | string] => [dice.next(), child])
      .sort(([a], [b]) => a - b)
      .map(([, child]) => child);
  },
  (dice, root) => {
    const { element, parent } = anyElement(dice, root);
    if (parent === null) return;
    let inner = element;
    for (let depth = dice.pick([1, 3, 30, 200, 260]); depth > 0; depth -= 1) {
      inner = { name: element.name, attributes: [['identifier', `deep${depth}`]], children: [inner] };
    }
    parent.children[parent.children.indexOf(element)] = inner;
  },
];

/** A tree with some changes, and what bytes it becomes. */
export function mangledManifest(dice: Dice, seed: ManifestSeed): Buffer {
  const tree = copyTree(seed.tree);
  for (let count = dice.few(10); count > 0; count -= 1) dice.pick(CHANGES)(dice, tree);
  return encoded(dice, writeTree(tree));
}

function renameIds(tree: XmlTree, end: string): void {
  for (const { element } of allElements(tree)) {
    for (const attribute of element.attributes) if (/^identifier$/i.test(attribute[0])) attribute[1] += end;
  }
}

const DTD =
  '<!DOCTYPE manifest [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';

/** Mostly plain UTF-8; sometimes another encoding, told rightly or wrongly, or bytes that are no XML any more. */
function encoded(dice: Dice, xml: string): Buffer {
  const plain = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  if (dice.chance(0.7)) return plain;
  const told = dice.pick([
    'UTF-8',
    'utf-16',
    'UTF-32',
    'iso-8859-1',
    'windows-1252',
    'shift_jis',
    'x-unknown',
    'UTF-7',
    '',
  ]);
  const declared = `<?xml version="1.0" encoding="${told}"?>${xml}`;
  const make = dice.pick<() => Buffer>([
    () => Buffer.from(`\ufeff${declared}`, 'utf16le'),
    () => Buffer.from(declared, 'utf16le'),
    () => Buffer.from(`\ufeff${declared}`, 'utf16le').swap16(),
    () => Buffer.from(`\ufeff${declared}`),
    () => Buffer.from(declared),
    () => Buffer.from(declared, 'latin1'),
    () => Buffer.from(DTD + xml),
    () => Buffer.from(`<!-- ${'-'.repeat(dice.below(3))} --><?pi ${dice.pick(NUMBERS)}?>${DTD}${xml}`),
    () => Buffer.from(xml.replace(/>/, '>&x;&#0;&#xD800;')),
    () => Buffer.from(xml.replace(/title>/, `title><![CDATA[${dice.pick(NUMBERS)}]]>`)),
    () => plain.subarray(0, dice.below(plain.length + 1)),
    () => {
      const broken = Buffer.from(plain);
      for (let flips = dice.few(20); flips > 0; flips -= 1) broken[dice.below(broken.length)] = dice.below(256);
      return broken;
    },
    () => Buffer.concat([plain, Buffer.from(dice.pick(['<manifest/>', '\0', 'x', '<!-- -->', '\n'.repeat(5000)]))]),
    () => Buffer.alloc(dice.below(300), dice.below(256)),
  ]);
  return make();
}
