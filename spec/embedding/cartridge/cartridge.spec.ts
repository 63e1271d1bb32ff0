import { expect } from 'chai';
import { packCartridge } from '../../../server/embedding/cartridge/pack-cartridge.ts';
import type { Activity, XmlElement } from '../../../server/standards/index.ts';
import { buildCourse12, buildSco } from '../../support/attempts.ts';
import { parseXml } from '../../support/xml.ts';
import { readZipBytes } from '../../support/zip.ts';

const ID = '01k9zq3v5w8y2m4n6p8q0r2s4c';
const linkTo = (courseId: string, module: string | null): string =>
  `https://lms.example/lti/courses/${courseId}${module === null ? '' : `?module=${encodeURIComponent(module)}&x=1`}`;

const group = (title: string, ...children: Activity[]): Activity =>
  buildSco(title.toLowerCase().replaceAll(/\W+/g, '-'), { type: 'cluster', href: null, title, children });

const COURSE = buildCourse12(
  group('The hall', buildSco('bell', { title: 'First <bell> & "after"' }), buildSco('hidden', { isVisible: false })),
  group('Nothing to see', buildSco('gone', { isVisible: false })),
  buildSco('test', { title: 'Final test' }),
);

const local = ({ name }: XmlElement): string => name;
const attribute = (element: XmlElement | undefined, name: string): string | undefined =>
  element?.attributes.find((one) => one.name === name)?.value;
const childrenOf = (element: XmlElement | undefined, name?: string): XmlElement[] =>
  (element?.children ?? []).filter((one) => name === undefined || local(one) === name);
const first = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => childrenOf(at, name)[0], element);
const everyItem = (item: XmlElement): XmlElement[] => [item, ...childrenOf(item, 'item').flatMap(everyItem)];

/** What the published rules of Common Cartridge 1.3 say against a cartridge; empty for a good one. */
function faultsOf(files: ReadonlyMap<string, Buffer>): string[] {
  const faults: string[] = [];
  const demand = (isMet: boolean, rule: string): void => void (isMet || faults.push(rule));
  const manifest = parseXml(files.get('imsmanifest.xml') ?? '');
  demand(local(manifest) === 'manifest', 'the manifest stands at the top');
  demand(manifest.namespace === 'http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1', 'namespace of CC 1.3');
  const metadata = first(manifest, 'metadata');
  demand(first(metadata, 'schema')?.text === 'IMS Common Cartridge', 'schema');
  demand(first(metadata, 'schemaversion')?.text === '1.3.0', 'schema version');
  demand((first(metadata, 'lom', 'general', 'title', 'string')?.text ?? '') !== '', 'a title in the metadata');
  const organizations = childrenOf(first(manifest, 'organizations'), 'organization');
  demand(organizations.length === 1, 'one organization');
  demand(attribute(organizations[0], 'structure') === 'rooted-hierarchy', 'a rooted hierarchy');
  const roots = childrenOf(organizations[0], 'item');
  demand(roots.length === 1 && childrenOf(roots[0], 'title').length === 0, 'one root item without a title');
  const items = roots.flatMap(everyItem).slice(1);
  const resources = childrenOf(first(manifest, 'resources'), 'resource');
  const byId = new Map(resources.map((one) => [attribute(one, 'identifier'), one]));
  for (const item of items) {
    const reference = attribute(item, 'identifierref');
    demand(childrenOf(item, 'title').length === 1, 'an item has a title');
    demand(
      (reference === undefined) !== (childrenOf(item, 'item').length === 0),
      'what opens is a leaf, and no leaf is empty',
    );
    if (reference !== undefined) demand(byId.has(reference), `item to ${reference}`);
  }
  const ids = [...items, ...resources, ...roots, ...organizations].map((one) => attribute(one, 'identifier'));
  demand(new Set(ids).size === ids.length, 'identifiers are unique');
  for (const resource of resources) {
    demand(
      attribute(resource, 'type') === 'imsbasiclti_xmlv1p3' && attribute(resource, 'href') === undefined,
      'type of an LTI link, without href',
    );
    const paths = resource.children.map((file) => attribute(file, 'href') ?? '');
    demand(paths.length === 1 && files.has(paths[0] ?? ''), 'one file that is there');
    faults.push(...linkFaults(parseXml(files.get(paths[0] ?? '') ?? '')));
  }
  const named = new Set([
    'imsmanifest.xml',
    ...resources.flatMap((one) => one.children.map((file) => attribute(file, 'href'))),
  ]);
  demand(
    [...files.keys()].every((path) => named.has(path)),
    'every file is named',
  );
  return faults;
}

/** Elements of a link in the order of the schema; vendor with code and name. */
const ORDER = [
  'title',
  'description',
  'custom',
  'extensions',
  'launch_url',
  'secure_launch_url',
  'icon',
  'secure_icon',
  'vendor',
];

function linkFaults(link: XmlElement): string[] {
  const names = childrenOf(link).map(local);
  const places = names.map((name) => ORDER.indexOf(name));
  const vendor = childrenOf(first(link, 'vendor')).map(local);
  return [
    ...(local(link) === 'cartridge_basiclti_link' ? [] : ['the link has another root']),
    ...(link.namespace === 'http://www.imsglobal.org/xsd/imslticc_v1p3' ? [] : ['namespace of the link']),
    ...(places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1))
      ? []
      : [`order of ${names.join(' ')}`]),
    ...(vendor.join(' ') === 'code name' ? [] : ['vendor with code and name']),
    ...(URL.canParse(first(link, 'launch_url')?.text ?? '') ? [] : ['an address']),
  ];
}

describe('a Common Cartridge of a course', () => {
  it('holds the published structure of 1.3 (CC 1.3, 4.3 and 4.8), and the check sees what breaks it', async () => {
    const files = await readZipBytes(await packCartridge({ id: ID, title: 'First bell', structure: COURSE }, linkTo));
    expect(faultsOf(files)).to.deep.equal([]);
    const broken = new Map(files);
    const manifest = files.get('imsmanifest.xml')?.toString() ?? '';
    broken.set('imsmanifest.xml', Buffer.from(manifest.replace('1.3.0', '1.1.0').replace('rooted-hierarchy', 'flat')));
    expect(faultsOf(broken)).to.include.members(['schema version', 'a rooted hierarchy']);
  });

  it('opens the whole course first, then each visible part, by the addresses of the LTI door', async () => {
    const files = await readZipBytes(await packCartridge({ id: ID, title: 'First bell', structure: COURSE }, linkTo));
    const links = [...files].filter(([path]) => path.startsWith('links/')).map(([, bytes]) => parseXml(bytes));
    expect(links.map((link) => [first(link, 'title')?.text, first(link, 'launch_url')?.text])).to.deep.equal([
      ['First bell', `https://lms.example/lti/courses/${ID}`],
      ['First <bell> & "after"', `https://lms.example/lti/courses/${ID}?module=bell&x=1`],
      ['Final test', `https://lms.example/lti/courses/${ID}?module=test&x=1`],
    ]);
    const manifest = parseXml(files.get('imsmanifest.xml') ?? '');
    const root = first(manifest, 'organizations', 'organization', 'item');
    expect(childrenOf(root, 'item').map((item) => first(item, 'title')?.text)).to.deep.equal([
      'First bell',
      'The hall',
      'Final test',
    ]);
  });

  it('is one link for a course of one part, and the same bytes each time', async () => {
    const one = { id: ID, title: 'First bell', structure: buildCourse12(buildSco('only')) };
    const zip = await packCartridge(one, linkTo);
    expect((await packCartridge(one, linkTo)).equals(zip)).to.equal(true);
    expect([...(await readZipBytes(zip)).keys()]).to.deep.equal(['imsmanifest.xml', 'links/link-1.xml']);
  });
});
