import { expect } from 'chai';
import type { ReleaseRow } from '../../../server/authoring/flow/flow-model.ts';
import { tellOffered } from '../../../server/authoring/flow/offered-version.ts';

const AT = new Date('2026-11-23T16:42:00Z');
const row = (files: Record<string, string>): ReleaseRow => ({
  id: 'r1',
  agencyId: 'a1',
  draftId: 'd1',
  courseId: 'c1',
  versionId: 'v1',
  number: 1,
  source: JSON.stringify({ folder: 'hall', files, media: {} }),
  note: 'The statute of this year.',
  running: 'offer',
  certificates: 'stand',
  releasedBy: 'p1',
  releasedAt: AT,
});
const module = (title: string, text: string) =>
  `title: ${title}\nsections:\n  - id: one\n    title: One\n    blocks:\n      - id: t\n        type: text\n        text: ${text}\n`;

describe('a version that is offered to who runs on an earlier one', () => {
  const before = {
    'modules/01-gate.yaml': module('At the gate', 'Wait.'),
    'modules/01-gate.es.yaml': module('En la puerta', 'Espere.'),
    'modules/02-hall.yaml': module('In the hall', 'Walk.'),
    'modules/03-end.yaml': module('After it', 'Go.'),
  };

  it('says by module what is new, gone and changed, translations with their module, and no text of it', () => {
    const after = {
      'modules/01-gate.yaml': module('At the gate', 'Wait for the secret answer.'),
      'modules/01-gate.es.yaml': module('En la puerta', 'Espere la respuesta.'),
      'modules/02-hall.yaml': module('In the hall', 'Walk.'),
      'modules/04-new.yaml': module('On the bus', 'Sit.'),
    };
    const told = tellOffered(row(after), row(before));
    expect(told.changes).to.deep.equal([
      { title: 'At the gate', state: 'changed', places: 2 },
      { title: 'After it', state: 'removed', places: 0 },
      { title: 'On the bus', state: 'added', places: 0 },
    ]);
    expect(told).to.include({ note: 'The statute of this year.', releasedAt: AT });
    expect(JSON.stringify(told)).not.to.contain('secret');
  });

  it('says what changed in a translation alone, and nothing where the earlier version is of no draft', () => {
    const after = { ...before, 'modules/01-gate.es.yaml': module('En la puerta', 'Espere más.') };
    expect(tellOffered(row(after), row(before)).changes).to.deep.equal([
      { title: 'En la puerta', state: 'changed', places: 1 },
    ]);
    expect(tellOffered(row(after), null).changes).to.equal(null);
  });
});
